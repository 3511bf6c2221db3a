package comettail.container;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** GNU grep, which looks for a term in a file of UTF-8, whatever is malformed in it. Immutable. */
record Grep(Path file) {
  private static final int MOST_TO_FIND_NOTHING = 1; // its status

  /** Which lines have the term, or have it not; the first one is 0. */
  BitSet lines(RandomTerm term) throws IOException, InterruptedException {
    BitSet lines = new BitSet();
    String found = new String(print(term, "-n"), StandardCharsets.ISO_8859_1);
    for (int at = 0; at < found.length(); at = found.indexOf('\n', at) + 1) {
      lines.set(Integer.parseInt(found.substring(at, found.indexOf(':', at))) - 1);
    }
    return lines;
  }

  /** What it prints for a term. */
  byte[] print(RandomTerm term, String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("grep", "-a"));
    command.addAll(term.options());
    if (!term.isMatch()) command.add("-v");
    command.addAll(List.of(options));
    // Not an argument, of which the JVM would make bytes in the charset of its own locale.
    command.addAll(List.of("-f", "-", file.toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.INHERIT);
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process grep = builder.start();
    try (OutputStream input = grep.getOutputStream()) {
      input.write((term.searched() + "\n").getBytes(StandardCharsets.UTF_8));
    }
    byte[] printed = grep.getInputStream().readAllBytes();
    if (grep.waitFor() <= MOST_TO_FIND_NOTHING) return printed;
    throw new IllegalStateException("grep does not understand " + command + " of " + term);
  }
}
