package comettail.volume;

import comettail.file.FileId;
import comettail.filter.LineFilter;

/**
 * What a tally is of. Immutable.
 *
 * @param log the log's name and charset
 * @param file the file that the stretch is in
 * @param offset where in that it begins
 * @param step how wide the buckets are
 * @param filter what matches
 * @param from the time of the first line that counts, as far as it is not the stretch's first
 * @param to the time of the first line that does not, likewise
 */
record TallyKey(
    String log, FileId file, long offset, Step step, LineFilter filter, long from, long to) {
  /** Returns the same with other buckets. */
  TallyKey with(Step other) {
    return new TallyKey(log, file, offset, other, filter, from, to);
  }
}
