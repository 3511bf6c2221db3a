package comettail.scenario;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Random;

/**
 * A file that a program has open, and writes its lines to whatever becomes of the file's name. Used
 * by one thread at a time.
 */
final class LogHandle implements AutoCloseable {
  private static final int MOST_LINES_AT_ONCE = 400;

  private final FileChannel file;
  private final Ledger ledger;
  private final Random random;

  private LogHandle(FileChannel file, Ledger ledger, Random random) throws IOException {
    this.file = file;
    this.ledger = ledger;
    this.random = random;
    if (file.size() == 0) text(ledger.first());
  }

  /** Opens a file to append to it, and makes it if need be. */
  static LogHandle appending(Path path, Ledger ledger, Random random) throws IOException {
    return open(ledger, random, path, CREATE, APPEND);
  }

  /** Opens a file that is there to append to it. */
  static LogHandle appendingToExisting(Path path, Ledger ledger, Random random) throws IOException {
    return open(ledger, random, path, APPEND);
  }

  /** Opens a file to go on at its end, wherever that is later on: as {@code program > log} does. */
  static LogHandle atFixedPlace(Path path, Ledger ledger, Random random) throws IOException {
    LogHandle handle = open(ledger, random, path, CREATE, WRITE);
    handle.file.position(handle.file.size());
    return handle;
  }

  private static LogHandle open(Ledger ledger, Random random, Path path, OpenOption... options)
      throws IOException {
    return new LogHandle(FileChannel.open(path, options), ledger, random);
  }

  /** Writes the next {@code n} lines, without a pause, in writes of random sizes. */
  void lines(int n) throws IOException {
    for (int left = n; left > 0; ) {
      int count = Math.min(left, random.nextInt(1, MOST_LINES_AT_ONCE));
      text(ledger.next(count));
      left -= count;
    }
  }

  /** Writes the next {@code n} lines in one write. */
  void linesAtOnce(int n) throws IOException {
    text(ledger.next(n));
  }

  /** Writes the next line in two writes, with a pause between them. */
  void lineInTwo(Pause pause) throws IOException, InterruptedException {
    String line = ledger.next(1);
    int cut = random.nextInt(1, line.length());
    text(line.substring(0, cut));
    pause.take();
    text(line.substring(cut));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private void text(String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    while (bytes.hasRemaining()) file.write(bytes);
  }
}
