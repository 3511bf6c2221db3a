package comettail.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ComplaintsTest {
  @Test
  void whatIsSaidForInformationIsUsualWithItsTrace() {
    String log =
        """
        30-Nov-2026 02:45:16.123 INFO [http-nio-1-exec-1] org.apache.A.b Recycled forcedly
        \torg.apache.catalina.connector.CoyoteAdapter$RecycleRequiredException
        \t\tat org.apache.A.b(A.java:1)
        2026-11-30 02:45:16.123:INFO :oejs.Server:main: an Error page
        """;
    assertEquals(List.of(), Complaints.in(log));
  }

  @Test
  void theTraceOfAComplaintIsOneAsWell() {
    String log =
        """
        30-Nov-2026 02:45:16.123 INFO [main] org.apache.A.b fine
        30-Nov-2026 02:45:16.124 SEVERE [main] org.apache.A.b not fine
        \tjava.lang.IllegalStateException: why
        2026-11-30 02:45:16.125:WARN :oejs.Server:main: INFO
        java.lang.NullPointerException
        """;
    List<String> lines = log.lines().toList();
    assertEquals(lines.subList(1, 5), Complaints.in(log));
  }

  @Test
  void whatTheMachineIsToBlameForIsUsual() {
    String log =
        """
        30-Nov-2026 02:45:16.123 WARNING [main] o.a.c.SessionIdGeneratorBase.createSecureRandom slow
        2026-11-30 02:45:16.123:WARN :oejusS.config:main: Weak cipher suite X
        """;
    assertEquals(List.of(), Complaints.in(log));
  }
}
