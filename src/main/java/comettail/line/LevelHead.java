package comettail.line;

import comettail.line.Level.Found;
import comettail.line.LevelWord.Use;

/**
 * The head of a line of text: the time, the host, the thread, the logger and the level, in whatever
 * order, before the sentence for which the line was written. It ends where a few ordinary words
 * have stood, so that what the sentence mentions is not looked at. Used by one thread, for one
 * line.
 */
final class LevelHead {
  static final int SEARCHED_BYTES = 256;
  private static final int MOST_WORDS = 4; // "Sun Nov 22 10:15:42 CET 2026" has three
  private static final int MOST_WORDS_AFTER_TIME = 2;
  private static final int CAPITALS_OF_ZONES = 4; // more are a word

  // What a byte is. Most say nothing, digits among them, and are passed over at once.
  private static final byte SILENT = 0;
  private static final byte LETTER = 1;
  private static final byte COLON = 2;
  private static final byte QUOTE = 3;
  private static final byte OPENING = 4;
  private static final byte CLOSING = 5;
  private static final byte BAR = 6;
  private static final byte PERCENT = 7;
  private static final byte ESCAPE = 8;

  private static final byte[] KINDS = new byte[256];

  static {
    for (int b = 'a'; b <= 'z'; b++) KINDS[b] = KINDS[b - 0x20] = LETTER;
    // Letters of two bytes and most of three; those that begin with E2 are signs.
    for (int b = 0xC3; b < 0xEE; b++) KINDS[b] = b == 0xE2 ? SILENT : LETTER;
    KINDS[':'] = COLON;
    KINDS['"'] = QUOTE;
    KINDS['['] = KINDS['('] = KINDS['{'] = OPENING;
    KINDS[']'] = KINDS[')'] = KINDS['}'] = CLOSING;
    KINDS['|'] = BAR;
    KINDS['%'] = PERCENT;
    KINDS['\\'] = KINDS[0x1B] = ESCAPE;
  }

  /** Words that are never a name, so that what follows them is a sentence. */
  private static final WordTable<Boolean> SENTENCE =
      WordTable.of(
          "a an and any as at by for from got had has in is it no not of on or received returned the"
              + " this that to was with without");

  private final LineBytes line;
  private final byte[] bytes;
  private final int limit;

  private Found found;
  private boolean timed; // a time of day has been seen
  private int words; // of a sentence, since then
  private boolean lower; // the last of them is in lower case
  private int wordsOutside = -1; // before the bracket that is open, or -1

  private int afterColours = -1; // that were seen last
  private int beforeColours;

  LevelHead(LineBytes line) {
    this.line = line;
    this.bytes = line.bytes();
    this.limit = Math.min(line.to(), line.from() + SEARCHED_BYTES);
  }

  /** Returns the level that the head tells, or null. */
  Found find() {
    int from = line.from();
    int first = line.afterBlanks(from);
    if (first > from) return indented(first);
    if (line.isAt(from, "Caused by: ")) return null; // as a stack trace goes on
    int i = afterDate(from);
    while (i < limit) {
      int kind = KINDS[bytes[i] & 0xFF];
      if (kind == SILENT) {
        i++;
        continue;
      }
      i = step(kind, i);
      if (found != null) return found;
    }
    return null;
  }

  /** What is indented goes on with the line above, unless a level is written to the right. */
  private Found indented(int first) {
    int end = line.afterLetters(first);
    boolean capitals = line.isCapital(first) && line.isCapital(first + 1);
    if (bytes[line.from()] == '\t' || !capitals) return null;
    LevelWord word = LevelWord.at(bytes, first, end);
    if (word == null || word.level() == null) return null;
    boolean level = LevelPlace.isLevel(line, word.use(), first, end, first - 1, end);
    return level ? new Found(word.level(), first, end) : null;
  }

  /**
   * Passes over {@code 2026-11-22T10:15:42.123Z} at {@code i} in one go, as most lines begin. Step
   * by step it would be found that a time has been seen, and nothing else: the Z is a letter that
   * is no level, and a colon that comes after a digit or a sign is no title's.
   */
  private int afterDate(int i) {
    int end = i + IsoDate.LENGTH;
    if (end > limit || !IsoDate.isAt(bytes, i)) return i;
    afterTime();
    return IsoDate.afterFraction(bytes, end, limit);
  }

  /** Takes what begins at {@code i}, and returns where the next begins, or the end. */
  private int step(int kind, int i) {
    return switch (kind) {
      case LETTER -> word(i);
      case COLON -> colon(i);
      case QUOTE -> quote(i);
      case OPENING -> opening(i);
      case CLOSING -> closing(i);
      case BAR -> sign(i, timed ? LevelStatus.column(line, i) : null);
      case PERCENT -> sign(i, LevelSign.cisco(line, i));
      case ESCAPE -> escape(i);
      default -> throw new IllegalStateException("kind " + kind);
    };
  }

  private int sign(int i, Found said) {
    found = said;
    return i + 1;
  }

  private int word(int start) {
    int end = start;
    while (end < line.to() && (KINDS[bytes[end] & 0xFF] == LETTER || bytes[end] < 0)) end++;
    if (end - start == 1) return sign(start, LevelSign.letter(line, start));
    int left = start == afterColours ? beforeColours : start - 1;
    int right = line.afterColours(end);
    LevelWord word = LevelWord.at(bytes, start, end);
    if (word != null) found = level(word, start, end, left, right);
    if (found == null && !isMore(start, end, left, right)) return limit;
    return end;
  }

  private Found level(LevelWord word, int start, int end, int left, int right) {
    Use use = word.use();
    if (use == Use.METHOD) return line.isGap(left) ? LevelStatus.bare(line, start, end) : null;
    if (words > 1 || words == 1 && !isAfterName(start, left, right)) return null;
    if (use == Use.KEY) return LevelPlace.value(line, start, end);
    if (use == Use.STATUS) return LevelPlace.status(line, left, end);
    boolean level = LevelPlace.isLevel(line, use, start, end, left, right);
    return level ? new Found(word.level(), start, end) : null;
  }

  /**
   * Returns whether the one word before this one is a name: {@code web | ERROR}, {@code 10:15:42
   * main ERROR}, {@code [Server thread/WARN]}, {@code npm ERR!}.
   */
  private boolean isAfterName(int start, int left, int right) {
    if (LevelPlace.isSeparated(line, left)) return true;
    if (line.at(left) == '/' || line.at(right) == '!') return true;
    return timed && lower && line.isCapital(start) && line.isCapital(start + 1);
  }

  /** Counts the word if it is one of a sentence, and returns whether the head goes on. */
  private boolean isMore(int start, int end, int left, int right) {
    if (!isWhole(left, right) || isName(start, end)) return true;
    words += SENTENCE.at(bytes, start, end) != null ? 2 : 1;
    lower = bytes[start] >= 'a' || bytes[start] < 0;
    return wordsOutside >= 0 || words < (timed ? MOST_WORDS_AFTER_TIME : MOST_WORDS);
  }

  private boolean isWhole(int left, int right) {
    if (!line.isGap(left) && kind(left) != OPENING) return false;
    if (line.isGap(right) || kind(right) == CLOSING || line.at(right) == '\'') return true;
    return ",.;!?".indexOf(line.at(right)) >= 0 && line.isGap(right + 1);
  }

  private int kind(int i) {
    return KINDS[line.at(i) & 0xFF];
  }

  /** A name is in a few capitals, such as {@code CEST} or {@code PHP}, or has some within. */
  private boolean isName(int start, int end) {
    int capitals = 0;
    for (int i = start; i < end; i++) {
      if (line.isCapital(i)) capitals++;
    }
    return capitals == end - start ? capitals <= CAPITALS_OF_ZONES : capitals > 1;
  }

  private int colon(int i) {
    if (line.isDigit(i - 1)) {
      if (line.isNumber(i + 1, 2) && line.at(i + 3) == ':') afterTime();
      return i + 1;
    }
    return LevelPlace.isTitle(line, i) ? limit : i + 1;
  }

  /** What stands before a time belongs to it, and is no sentence. */
  private void afterTime() {
    timed = true;
    words = 0;
    wordsOutside = Math.min(wordsOutside, 0);
  }

  /** What is in quotes is passed over, unless it is a single word, and a request has a status. */
  private int quote(int open) {
    int end = line.afterLetters(open + 1);
    if (line.at(end) == '"') {
      int next = end > open + 1 ? word(open + 1) : end;
      return next == end ? end + 1 : next;
    }
    int close = open + 1;
    while (close < line.to() && bytes[close] != '"') close += bytes[close] == '\\' ? 2 : 1;
    if (close >= line.to()) return open + 1;
    found = LevelStatus.quoted(line, open, close);
    return close + 1;
  }

  private int opening(int i) {
    boolean object = bytes[i] == '{' && LevelFields.isObject(line, i);
    if (object && (words == 0 || words == 1 && LevelPlace.isSeparated(line, i - 1))) {
      found = LevelFields.find(line, i);
      return limit;
    }
    if (wordsOutside < 0) {
      wordsOutside = words;
      if (bytes[i] == '[' && words <= 1) words = 0;
    }
    return afterDate(i + 1);
  }

  private int closing(int i) {
    if (wordsOutside >= 0) words = wordsOutside;
    wordsOutside = -1;
    return i + 1;
  }

  /** Colours don't count as what stands beside a word, and an escaped tab is a start. */
  private int escape(int i) {
    int after = line.afterColours(i);
    if (after > i) {
      if (afterColours != i) beforeColours = i - 1;
      afterColours = after;
      return after;
    }
    if (bytes[i] != '\\') return i + 1;
    if (line.at(i + 1) == 't') {
      afterColours = i + 2;
      beforeColours = line.from() - 1;
    }
    return i + 2;
  }
}
