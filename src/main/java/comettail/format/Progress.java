package comettail.format;

/**
 * How far a search has got.
 *
 * @param bytes how many bytes have been searched; of a compressed file those of the file itself
 * @param ofBytes how many there are to search
 * @param matches how many lines have passed
 * @param millis for how long it has searched
 */
public record Progress(long bytes, long ofBytes, long matches, long millis) {}
