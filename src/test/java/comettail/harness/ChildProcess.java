package comettail.harness;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;

/** A program that runs until it is closed, and never longer than this one. Any thread. */
public final class ChildProcess implements AutoCloseable {
  private final Process process;
  private final Thread reaper;

  private ChildProcess(Process process) {
    this.process = process;
    this.reaper = new Thread(process::destroyForcibly);
  }

  /** Starts a command; what it says of errors is thrown away. */
  public static ChildProcess start(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.DISCARD);
    ChildProcess child = new ChildProcess(builder.start());
    Runtime.getRuntime().addShutdownHook(child.reaper);
    return child;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** What it prints. */
  public InputStream output() {
    return process.getInputStream();
  }

  /** Ends it, with every program that it has started. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    Runtime.getRuntime().removeShutdownHook(reaper);
  }
}
