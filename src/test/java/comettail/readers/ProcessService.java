package comettail.readers;

import comettail.harness.Await;
import comettail.harness.ChildProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;

/** A service that is a process of its own, for one measurement. Used by one thread at a time. */
record ProcessService(ChildProcess process, Path directory, int port, List<String> request)
    implements Service {

  /** Returns when the process listens. */
  ProcessService {
    Await.until(Await.SOON, () -> listens(port), "nobody listens on port " + port);
  }

  @Override
  public List<Long> pids() {
    return List.of(process.pid());
  }

  @Override
  public void rest() {
    // It has no garbage.
  }

  @Override
  public void close() {
    process.close();
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }
}
