package comettail.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A real container as a process of its own, with the real WAR dropped into it unchanged.
 *
 * <p>It is set up, started, and may be stopped and started again on the same port; {@link #close}
 * removes its directory. Whatever it prints is in {@link #log}. Used by one thread at a time.
 */
public final class Container implements AutoCloseable {

  /** A small heap shows what is not bounded; the rest lets many containers start on two cores. */
  private static final List<String> SMALL_JVM =
      List.of(
          "-Xmx256m", "-XX:+ExitOnOutOfMemoryError", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

  private static final Duration TO_START = Duration.ofSeconds(60);
  private static final Duration TO_STOP = Duration.ofSeconds(30);

  private final Server server;
  private final Distribution distribution;
  private final List<String> wrapper = new ArrayList<>();
  private final List<String> jvmOptions = new ArrayList<>(SMALL_JVM);
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, String> connectorSettings = new TreeMap<>();
  private final List<Consumer<Path>> changes = new ArrayList<>();
  private final ReservedPort port = new ReservedPort();
  private final ReservedPort securePort = new ReservedPort();
  private boolean everyProtocol;
  private boolean compress;
  private String contextPath = "/";

  private Path base;
  private Path deployed;
  private Process process;
  private Thread reaper;
  private long startsBefore;

  Container(Server server, Distribution distribution) {
    this.server = server;
    this.distribution = distribution;
  }

  public static Container jetty() {
    return Server.JETTY.container();
  }

  public static Container tomcat10() {
    return Server.TOMCAT10.container();
  }

  public static Container tomcat11() {
    return Server.TOMCAT11.container();
  }

  /** Puts the application under this context path, {@code /} if nothing is said. */
  public Container at(String contextPath) {
    this.contextPath = contextPath;
    return this;
  }

  /** Serves the logs under this root. */
  public Container root(Path root) {
    return set("comet.root", root);
  }

  /** Gives a setting as a system property. */
  public Container set(String name, Object value) {
    jvmOptions.add("-D" + name + "=" + value);
    return this;
  }

  /** Gives the JVM an option; it goes over what was given before. */
  public Container option(String option) {
    jvmOptions.add(option);
    return this;
  }

  /** Leaves out the options that suit tests, and runs the JVM as people do. */
  public Container withUsualJvm() {
    jvmOptions.removeAll(SMALL_JVM);
    return this;
  }

  /** Gives a setting as a variable of the environment. */
  public Container environment(String name, Object value) {
    environment.put(name, value.toString());
    return this;
  }

  /** Speaks HTTP/2 in the clear too, and HTTP/1.1 and HTTP/2 over TLS, for {@link #secureUri}. */
  public Container everyProtocol() {
    everyProtocol = true;
    return this;
  }

  /** Has the container compress its responses for clients that take gzip, as the README says. */
  public Container compressing() {
    compress = true;
    return this;
  }

  /** Gives the connectors a setting, by the container's own name for it. */
  public Container connector(String name, Object value) {
    connectorSettings.put(name, value.toString());
    return this;
  }

  /** Runs the container by another command, such as one that takes privileges away. */
  public Container under(String... command) {
    wrapper.addAll(List.of(command));
    return this;
  }

  /** Changes the files of the instance's directory, before it is started for the first time. */
  public Container change(Consumer<Path> change) {
    changes.add(change);
    return this;
  }

  /**
   * Takes root's right to read every file away, so that the file system refuses the container what
   * it refuses everybody else. Only where {@link #canBeUnprivileged}.
   */
  public Container unprivileged() {
    return isRoot()
        ? under(SETPRIV.toString(), "--bounding-set=-dac_override,-dac_read_search")
        : this;
  }

  /** Returns whether containers can do without root's rights: setpriv (util-linux) takes them. */
  public static boolean canBeUnprivileged() {
    return !isRoot() || Files.exists(SETPRIV);
  }

  /** Starts the container and returns when the application answers. */
  public Container start() {
    boot();
    Await.until(TO_START, () -> answer() == 200, () -> server + " has no application:\n" + log());
    return this;
  }

  /** Starts the container and returns when it is up, whatever became of the application. */
  public Container boot() {
    try {
      if (base == null) {
        base = Files.createTempDirectory("comet-" + server.name().toLowerCase() + "-").toRealPath();
        distribution.lay(base, connectors());
        for (Consumer<Path> change : changes) change.accept(base);
        drop();
      }
      launch();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Await.until(TO_START, this::isUp, () -> server + " does not start:\n" + log());
    return this;
  }

  /** Ends the process as an operator would, by SIGTERM, and waits until it has ended. */
  public void stop() {
    process.destroy();
    try {
      if (!process.waitFor(TO_STOP.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(server + " does not stop:\n" + log());
      }
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted while " + server + " stops", e);
    } finally {
      Runtime.getRuntime().removeShutdownHook(reaper);
    }
  }

  /** Stops the container if it runs, and removes what it has written. */
  @Override
  public void close() {
    if (process != null && process.isAlive()) stop();
    port.close();
    securePort.close();
    if (base != null) deleteAll(base);
  }

  /** Takes the WAR away from the running container, and waits until the application is gone. */
  public void undeploy() {
    try {
      Files.delete(deployed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Await.until(TO_STOP, () -> answer() == 404, () -> server + " still answers:\n" + log());
  }

  /** Drops the WAR into the running container again, and waits until the application answers. */
  public void deploy() {
    try {
      drop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Await.until(TO_START, () -> answer() == 200, () -> server + " has no application:\n" + log());
  }

  /** Touches the WAR in the running container, and waits until the application is there anew. */
  public void redeploy() {
    long before = deployments();
    try {
      // NOTE: Tomcat waits until a change is more than a second old.
      FileTime dropped = Files.getLastModifiedTime(deployed);
      Files.setLastModifiedTime(deployed, FileTime.from(dropped.toInstant().plusSeconds(2)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Await.until(
        TO_START,
        () -> deployments() > before && answer() == 200,
        () -> server + " does not redeploy:\n" + log());
  }

  public Server server() {
    return server;
  }

  public int port() {
    return port.number();
  }

  public long pid() {
    return process.pid();
  }

  /** A URL of the application, such as {@code logs}, relative to its context path. */
  public URI uri(String relative) {
    return uri("http", port(), relative);
  }

  /** The same URL over TLS, with {@link #everyProtocol}. */
  public URI secureUri(String relative) {
    return uri("https", securePort.number(), relative);
  }

  /** Whatever the container has printed and logged, of all its starts. */
  public String log() {
    StringBuilder log = new StringBuilder();
    try {
      log.append(Files.readString(console()));
      Path path = base.resolve(distribution.logs());
      String names = path.getFileName().toString();
      if (!Files.isDirectory(path.getParent())) return log.toString();
      try (DirectoryStream<Path> files = Files.newDirectoryStream(path.getParent(), names)) {
        for (Path file : files) log.append(Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return log.toString();
  }

  /** The lines of the log that tell of anything but the usual. */
  public List<String> complaints() {
    return Complaints.in(log());
  }

  /** What the process holds. */
  public Footprint footprint() {
    return Footprint.of(pid());
  }

  /** How many objects of this class are reachable. */
  public long reachable(String className) {
    // num  #instances  #bytes  class name (module)
    return jcmd("GC.class_histogram")
        .lines()
        .map(line -> line.strip().split("\\s+"))
        .filter(columns -> columns.length >= 4 && columns[3].equals(className))
        .mapToLong(columns -> Long.parseLong(columns[1]))
        .sum();
  }

  /** Collects the garbage, by the JDK's jcmd, so that what is left is what is needed. */
  public void collectGarbage() {
    jcmd("GC.run");
  }

  /** How many bytes of the heap are reachable. */
  public long reachableBytes() {
    // Total  #instances  #bytes
    return jcmd("GC.class_histogram")
        .lines()
        .filter(line -> line.startsWith("Total"))
        .mapToLong(line -> Long.parseLong(line.split("\\s+")[2]))
        .sum();
  }

  /** The threads of the JVM, each with its name in quotes, its state and its stack. */
  public List<String> threadDump() {
    return List.of(jcmd("Thread.print").split("\n\n"));
  }

  /** What the JDK's jcmd prints for a command. */
  private String jcmd(String command) {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    try {
      Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid()), command).start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return server + " on port " + port();
  }

  private URI uri(String scheme, int port, String relative) {
    String prefix = contextPath.equals("/") ? "" : contextPath;
    return URI.create(scheme + "://127.0.0.1:" + port + prefix + "/" + relative);
  }

  private Connectors connectors() {
    return new Connectors(
        port(), securePort.number(), everyProtocol, compress, Map.copyOf(connectorSettings));
  }

  private void drop() throws IOException {
    Path war = Path.of(System.getProperty("comet.war", "target/comet-tail.war")).toAbsolutePath();
    deployed = distribution.deploy(base, war, contextPath);
    Files.setLastModifiedTime(deployed, FileTime.from(Instant.now().minusSeconds(3600)));
  }

  private void launch() throws IOException {
    Path temp = Files.createDirectories(base.resolve("temp"));
    List<String> options = new ArrayList<>(jvmOptions);
    options.add("-Djava.io.tmpdir=" + temp);
    List<String> command = new ArrayList<>(wrapper);
    command.addAll(distribution.command(base, connectors(), options));
    ProcessBuilder builder = new ProcessBuilder(command).directory(base.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("COMET_"));
    builder.environment().putAll(environment);
    builder.environment().putAll(distribution.environment(base, options));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(console().toFile()));
    startsBefore = Files.exists(console()) ? starts() : 0;
    process = builder.start();
    reaper = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(reaper);
  }

  private boolean isUp() {
    if (!process.isAlive()) throw new AssertionError(server + " has ended:\n" + log());
    return starts() > startsBefore;
  }

  private long starts() {
    return distribution.started().matcher(log()).results().count();
  }

  private long deployments() {
    return distribution.deployed().matcher(log()).results().count();
  }

  /** The status with which the application's list of logs is answered, or -1 for no answer. */
  private int answer() {
    try (StreamClient client = StreamClient.get(uri("logs"))) {
      return client.head() == null ? -1 : client.status();
    } catch (UncheckedIOException notListening) {
      return -1;
    }
  }

  private Path console() {
    return base.resolve("console.log");
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static void deleteAll(Path directory) {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
