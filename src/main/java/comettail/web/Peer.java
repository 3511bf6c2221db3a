package comettail.web;

import comettail.net.TcpTable;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The other end of a connection: a client, or the proxy through which it comes. No container tells
 * that it has been closed before something is written to it, but Linux does. Used by one thread,
 * once made.
 */
final class Peer {
  private static final Pattern BRACKETS_OR_SCOPE = Pattern.compile("[\\[\\]]|%.*");

  /** Where Tomcat says that it has put a client's address in place of its proxy's. */
  private static final String REPLACED = "org.apache.tomcat.remoteAddr";

  private static final List<String> FORWARDED = List.of("X-Forwarded-For", "Forwarded");

  private final int localPort;
  private final int remotePort;
  private final String address;
  private final boolean replaced; // the address may be that of a client behind the proxy

  private String seen; // the other end's address as the table has it, once it has been seen there
  private boolean missed; // it was not in the last table

  Peer(HttpServletRequest request) {
    this.localPort = request.getLocalPort();
    this.remotePort = request.getRemotePort();
    this.address = BRACKETS_OR_SCOPE.matcher(request.getRemoteAddr()).replaceAll("");
    this.replaced = request.getAttribute(REPLACED) != null || isForwarded(request, remotePort);
  }

  /** Returns whether headers tell of a client, and none that the port is the client's too. */
  private static boolean isForwarded(HttpServletRequest request, int port) {
    List<String> values =
        FORWARDED.stream().map(request::getHeader).filter(v -> v != null).toList();
    return !values.isEmpty() && values.stream().noneMatch(v -> v.contains(":" + port));
  }

  /**
   * Returns whether it has been closed. It has if the table says so; also if it was in a table once
   * and is not in two in a row, since a connection that is cut goes at once, while one that lives
   * may be missed in a table that changes while it is read.
   */
  boolean hasLeft(TcpTable now) {
    List<TcpTable.Row> rows = rows(now);
    if (rows.isEmpty()) {
      boolean again = missed;
      missed = seen != null;
      return again;
    }
    missed = false;
    seen = rows.get(0).remote();
    return rows.stream().allMatch(TcpTable.Row::left);
  }

  /**
   * Returns what may be it: one connection, or some that come from one port to several addresses.
   */
  private List<TcpTable.Row> rows(TcpTable table) {
    List<TcpTable.Row> rows = table.between(localPort, remotePort);
    if (seen != null) return rows.stream().filter(row -> row.remote().equals(seen)).toList();
    List<TcpTable.Row> own = rows.stream().filter(row -> row.address().equals(address)).toList();
    return own.isEmpty() && replaced && rows.size() == 1 ? rows : own;
  }
}
