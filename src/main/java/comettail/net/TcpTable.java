package comettail.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The TCP connections of this machine, or of this container of it, as Linux shows them; on other
 * systems there are none. The form is told in {@code proc_pid_net(5)} and in the kernel's {@code
 * Documentation/networking/proc_net_tcp.rst}. Immutable.
 */
public final class TcpTable {
  private static final List<Path> FILES =
      List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));

  /** Four words for IPv6, one for IPv4, each as the machine has it in its memory. */
  private static final Pattern ADDRESS = Pattern.compile("(\\p{XDigit}{8}|\\p{XDigit}{32})");

  /** The state of a connection whose other end has been closed, and this one has not. */
  private static final String CLOSE_WAIT = "08";

  /**
   * One connection.
   *
   * @param remote the other end's address, as the table has it
   * @param left whether the other end has been closed
   */
  public record Row(String remote, boolean left) {
    /** Returns the other end's IP address as Java writes it, without a scope. */
    public String address() {
      ByteBuffer bytes = ByteBuffer.allocate(remote.length() / 2).order(ByteOrder.nativeOrder());
      for (int i = 0; i < remote.length(); i += 8) {
        bytes.putInt(Integer.parseUnsignedInt(remote, i, i + 8, 16));
      }
      try { // which makes IPv4 of an IPv4 address in IPv6
        return InetAddress.getByAddress(bytes.array()).getHostAddress();
      } catch (UnknownHostException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
  }

  private final Map<Integer, List<Row>> rows = new HashMap<>(); // by their two ports

  /**
   * @param lines those of the files, headings too
   * @throws IllegalArgumentException if they have another form
   */
  public TcpTable(List<String> lines) {
    lines.forEach(this::add);
  }

  private void add(String line) {
    //    4: 0100007F:1F90 0100007F:C350 01 00000000:00000000 00:00000000 00000000     0
    int number = line.indexOf(':');
    if (number < 0) return; // a heading
    int local = line.indexOf(':', number + 1);
    int remote = line.indexOf(':', local + 1);
    if (remote < 0 || line.length() < remote + 8) throw new IllegalArgumentException(line);
    String address = line.substring(local + 6, remote);
    if (!ADDRESS.matcher(address).matches()) throw new IllegalArgumentException(line);
    int ports = key(port(line, local + 1), port(line, remote + 1));
    Row row = new Row(address, line.startsWith(CLOSE_WAIT, remote + 6));
    rows.computeIfAbsent(ports, none -> new ArrayList<>(1)).add(row);
  }

  private static int port(String line, int from) {
    return Integer.parseInt(line, from, from + 4, 16);
  }

  private static int key(int localPort, int remotePort) {
    return localPort << 16 | remotePort;
  }

  /**
   * Returns the table of now, which is empty on systems that have none.
   *
   * @throws IOException if it can't be read, for want of a file handle perhaps
   */
  public static TcpTable read() throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path file : FILES) if (Files.exists(file)) lines.addAll(Files.readAllLines(file));
    try {
      return new TcpTable(lines);
    } catch (IllegalArgumentException otherForm) {
      throw new IOException("the connections have a form that is not known", otherForm);
    }
  }

  /** Returns the connections between these two ports. */
  public List<Row> between(int localPort, int remotePort) {
    return Collections.unmodifiableList(rows.getOrDefault(key(localPort, remotePort), List.of()));
  }
}
