package comettail.filter;

import comettail.filter.PatternNode.All;
import comettail.filter.PatternNode.Any;
import comettail.filter.PatternNode.Begin;
import comettail.filter.PatternNode.Chars;
import comettail.filter.PatternNode.End;
import comettail.filter.PatternNode.Repeat;
import comettail.filter.PatternParser.UntoldException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells in one step a byte whether a line may match a pattern: it is never wrong when it says that
 * it does not. Its states are sets of the pattern's places, each made when it is first come to
 * (Thompson 1968; lazily, as in RE2). The library takes a step for each of the places. Used by one
 * thread at a time.
 */
final class Automaton {
  /** How many states there are at most; then they are made anew. */
  static final int MAX_STATES = 256;

  /**
   * How often they are made anew before it is given up: it would be no quicker than the library.
   */
  static final int MAX_RENEWALS = 20;

  private static final int BYTES = 256;

  // What a state's step may come to, besides a state.
  private static final int UNKNOWN = 0;
  private static final int FOUND = -1;
  private static final int NEVER = -2;

  // The places: each has a step, or leads on without one.
  private static final byte CHARS = 0;
  private static final byte BYTE = 1;
  private static final byte BEYOND = 2; // any number of bytes beyond ASCII have been taken
  private static final byte FORK = 3;
  private static final byte BEGIN = 4;
  private static final byte END = 5;
  private static final byte MATCH = 6;

  private final boolean exact;
  private byte[] kinds = new byte[64];
  private Object[] steps = new Object[64]; // Chars, or the value of a byte
  private int[] nexts = new int[64];
  private int[] others = new int[64]; // of a fork
  private int places;
  private final int start;

  private final Map<Key, Integer> numbers = new HashMap<>();
  private int[][] sets;
  private boolean[] matchesAtEnd;
  private int[] table; // by state * 256 + byte
  private int states;
  private int first; // the state in which a line begins
  private boolean matchesAll; // where a line begins, whatever it is
  private int renewals;

  /** What tells two states apart. */
  private record Key(int[] places, boolean matchesAtEnd) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Key that
          && matchesAtEnd == that.matchesAtEnd
          && Arrays.equals(places, that.places);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(places);
    }
  }

  /**
   * Makes the automaton of a pattern that the library has accepted.
   *
   * @throws UntoldException if the pattern has something that only the library can tell
   */
  Automaton(String pattern, boolean ignoresCase) throws UntoldException {
    PatternParser parser = new PatternParser(pattern, ignoresCase);
    PatternNode node = parser.parse();
    this.exact = parser.isExact();
    this.start = places(node, place(MATCH, null, 0));
    renew();
  }

  /** Returns whether a line of ASCII of which it said last that it may match does. */
  boolean isSure() {
    return exact && isOfUse();
  }

  /** Returns whether it tells anything; if not, any line may match. */
  boolean isOfUse() {
    return renewals <= MAX_RENEWALS;
  }

  /** Returns whether the line {@code bytes[from, to)}, in UTF-8, may match. */
  boolean mayMatch(byte[] bytes, int from, int to) {
    if (matchesAll) return true;
    int state = first;
    int[] steps = table;
    for (int i = from; i < to; i++) {
      int next = steps[state * BYTES + (bytes[i] & 0xFF)];
      if (next <= UNKNOWN) {
        if (next == UNKNOWN) next = step(state, bytes[i] & 0xFF);
        if (next == FOUND) return true;
        if (next == NEVER) return false;
        if (next == UNKNOWN) return true; // it has been given up
        steps = table;
      }
      state = next;
    }
    return matchesAtEnd[state];
  }

  private int place(byte kind, Object step, int next) {
    if (places == kinds.length) {
      int more = 2 * places;
      kinds = Arrays.copyOf(kinds, more);
      steps = Arrays.copyOf(steps, more);
      nexts = Arrays.copyOf(nexts, more);
      others = Arrays.copyOf(others, more);
    }
    kinds[places] = kind;
    steps[places] = step;
    nexts[places] = next;
    return places++;
  }

  private int fork(int next, int other) {
    int fork = place(FORK, null, next);
    others[fork] = other;
    return fork;
  }

  /** Adds the places of {@code node}, after which comes {@code next}, and returns the first. */
  private int places(PatternNode node, int next) {
    if (node instanceof Chars chars) {
      int place = place(CHARS, chars, next);
      if (chars.beyond()) {
        int more = place(BEYOND, null, next);
        others[place] = more;
        others[more] = more;
      }
      return place;
    }
    if (node instanceof PatternNode.Byte b) return place(BYTE, b.value(), next);
    if (node instanceof Begin) return place(BEGIN, null, next);
    if (node instanceof End) return place(END, null, next);
    if (node instanceof All all) {
      int first = next;
      for (int i = all.parts().size() - 1; i >= 0; i--) first = places(all.parts().get(i), first);
      return first;
    }
    if (node instanceof Any any) {
      int first = places(any.parts().get(0), next);
      for (PatternNode part : any.parts().subList(1, any.parts().size())) {
        first = fork(first, places(part, next));
      }
      return first;
    }
    Repeat repeat = (Repeat) node;
    int first = next;
    if (repeat.max() < 0) {
      first = fork(next, next);
      int again =
          places(repeat.part(), first); // which may make room, so `others` is asked after it
      others[first] = again;
    } else {
      for (int i = repeat.min(); i < repeat.max(); i++) {
        first = fork(places(repeat.part(), first), next);
      }
    }
    for (int i = 0; i < repeat.min(); i++) first = places(repeat.part(), first);
    return first;
  }

  /** Forgets all states but the first. */
  private void renew() {
    numbers.clear();
    sets = new int[16][];
    matchesAtEnd = new boolean[16];
    table = new int[16 * BYTES];
    states = 1; // so that no state is UNKNOWN
    Set set = new Set();
    set.add(start, true, false);
    first = number(set);
    matchesAll = set.matches;
  }

  private int step(int state, int b) {
    Set set = new Set();
    for (int place : sets[state]) {
      if (!takes(place, b)) continue;
      set.add(nexts[place], false, false);
      if (b > 0x7F && kinds[place] != BYTE) set.add(others[place], false, false);
    }
    set.add(start, false, false); // a match may begin anywhere
    if (!set.matches && !set.isEmpty()) return number(set, state, b);
    int next = set.matches ? FOUND : NEVER;
    table[state * BYTES + b] = next;
    return next;
  }

  private boolean takes(int place, int b) {
    return switch (kinds[place]) {
      case CHARS -> {
        Chars chars = (Chars) steps[place];
        yield b <= 0x7F ? chars.has(b) : chars.beyond();
      }
      case BEYOND -> b > 0x7F;
      case BYTE -> b == (int) steps[place];
      default -> false;
    };
  }

  /** Returns the number of what a step comes to, or {@link #UNKNOWN} if there were too many. */
  private int number(Set set, int state, int b) {
    Integer known = numbers.get(set.key());
    if (known == null && states == MAX_STATES) {
      if (++renewals <= MAX_RENEWALS) renew();
      return renewals <= MAX_RENEWALS ? number(set) : UNKNOWN; // of a state that is forgotten
    }
    int next = known != null ? known : number(set);
    table[state * BYTES + b] = next;
    return next;
  }

  private int number(Set set) {
    if (states == sets.length) {
      sets = Arrays.copyOf(sets, 2 * states);
      matchesAtEnd = Arrays.copyOf(matchesAtEnd, 2 * states);
      table = Arrays.copyOf(table, 2 * states * BYTES);
    }
    sets[states] = set.places();
    matchesAtEnd[states] = set.matchesAtEnd;
    numbers.put(set.key(), states);
    return states++;
  }

  /** A set of places, with all that they lead to without a step. */
  private final class Set {
    private final BitSet all = new BitSet(places);
    private final BitSet atEnd = new BitSet(places); // where a line ends
    private boolean matches;
    private boolean matchesAtEnd;

    /**
     * @param begins whether the line begins here
     * @param ends whether it ends here
     */
    void add(int place, boolean begins, boolean ends) {
      BitSet set = ends ? atEnd : all;
      if (set.get(place)) return;
      set.set(place);
      switch (kinds[place]) {
        case FORK -> {
          add(nexts[place], begins, ends);
          add(others[place], begins, ends);
        }
        case BEGIN -> {
          if (begins) add(nexts[place], true, ends);
        }
        case END -> add(nexts[place], begins, true);
        case MATCH -> {
          matches |= !ends;
          matchesAtEnd = true;
        }
        default -> {} // it waits for a byte
      }
    }

    /** Returns those that wait for a byte. */
    int[] places() {
      return all.stream().filter(place -> kinds[place] <= BEYOND).toArray();
    }

    boolean isEmpty() {
      return !matchesAtEnd && places().length == 0;
    }

    Key key() {
      return new Key(places(), matchesAtEnd);
    }
  }
}
