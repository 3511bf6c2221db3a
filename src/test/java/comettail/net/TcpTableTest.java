package comettail.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the kernel tells of connections. */
class TcpTableTest {
  private static final String HEADING =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid";
  private static final String ROW =
      "   4: 00000000:1F90 00000000:C350 %s 00000000:00000000 00:00000000 00000000     0";

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void aConnectionIsFoundByItsPortsAndItsEndIsSeen(String address) throws IOException {
    assumeTrue(Files.exists(Path.of("/proc/self/net/tcp")), "no other system tells");
    InetAddress here = InetAddress.getByName(address);
    try (ServerSocket server = new ServerSocket(0, 1, here);
        Socket client = new Socket(here, server.getLocalPort());
        Socket accepted = server.accept()) {
      TcpTable.Row row = only(accepted);
      assertEquals(here.getHostAddress(), row.address());
      assertEquals(false, row.left());
      client.shutdownOutput();
      assertTrue(only(accepted).left());
      assertEquals(row.remote(), only(accepted).remote());
    }
  }

  private static TcpTable.Row only(Socket accepted) throws IOException {
    List<TcpTable.Row> rows = TcpTable.read().between(accepted.getLocalPort(), accepted.getPort());
    assertEquals(1, rows.size(), rows.toString());
    return rows.get(0);
  }

  @Test
  void whatHasOnlyTheSamePortsIsInItToo() {
    TcpTable table =
        new TcpTable(List.of(HEADING, ROW.formatted("01"), HEADING, ROW.formatted("08")));
    assertEquals(
        List.of(false, true),
        table.between(8080, 50_000).stream().map(TcpTable.Row::left).toList());
    assertEquals(List.of(), table.between(50_000, 8080));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4: 0:1 0:2 01",
        "4: 0:1 0:2 01 0",
        "4: 00000000 00000000:2 01 0",
        "4: 00000000:g 00000000:2 01 0"
      })
  void anotherFormIsRefused(String line) {
    assertThrows(IllegalArgumentException.class, () -> new TcpTable(List.of(line)));
  }
}
