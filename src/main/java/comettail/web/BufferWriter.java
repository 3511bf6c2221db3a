package comettail.web;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes bytes to a container's output stream by the way that costs least. Tomcat and Jetty both
 * take a {@code ByteBuffer}, which Servlet 6.0 does not know yet; on Jetty it saves each response a
 * buffer of 32 KiB. Any thread.
 */
final class BufferWriter {
  /** The most that one write takes: what any form makes of 64 KiB of log, mostly. */
  static final int MAX_WRITE_BYTES = 128 * 1024;

  /** The buffer of a response that ends, where buffers cost memory. */
  private static final int ENDING_BUFFER_BYTES = 16 * 1024;

  private static final MethodType WRITE = MethodType.methodType(void.class, ByteBuffer.class);
  private static final MethodType CALLED =
      MethodType.methodType(void.class, ServletOutputStream.class, ByteBuffer.class);

  /** Stands for a class that has no such method. */
  private static final MethodHandle NONE = MethodHandles.empty(CALLED);

  /**
   * How to write to a class of output streams.
   *
   * @param passesOn whether what is written is on its way without a flush
   */
  private record Way(MethodHandle write, boolean passesOn) {}

  // NOTE: not a static field and no ClassValue, either of which would tie this application to the
  // container's classes.
  private final ConcurrentHashMap<Class<?>, Way> ways = new ConcurrentHashMap<>();

  /**
   * Gives {@code response}, of which nothing is written yet, the buffer that makes large writes
   * cheap.
   *
   * @param ends whether all that is written is there already, so that the writes will be large
   */
  void enlarge(ServletResponse response, boolean ends) throws IOException {
    // NOTE: our writes do not use Jetty's buffer, but are cut into slices of its size. Tomcat's is
    // memory of each response.
    if (wayTo(response.getOutputStream()).passesOn) response.setBufferSize(MAX_WRITE_BYTES);
    else if (ends) response.setBufferSize(ENDING_BUFFER_BYTES);
  }

  private Way wayTo(ServletOutputStream out) {
    Way way = ways.get(out.getClass());
    return way != null ? way : ways.computeIfAbsent(out.getClass(), BufferWriter::find);
  }

  /**
   * Writes what is left of {@code bytes}, which do not change before {@code out} is ready again, as
   * it is now. Returns whether they may wait in {@code out} for a flush.
   */
  boolean write(ServletOutputStream out, ByteBuffer bytes) throws IOException {
    Way way = wayTo(out);
    if (way.write == NONE) {
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      out.write(copy);
      return true;
    }
    try {
      way.write.invokeExact(out, bytes);
      return !way.passesOn;
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Way find(Class<?> type) {
    // NOTE: Jetty's HttpOutput.write(ByteBuffer) "always bypasses aggregate buffer", so that its
    // flush has nothing to do, for half the price of a write.
    boolean passesOn = type.getName().startsWith("org.eclipse.jetty.");
    try {
      MethodHandle write = MethodHandles.publicLookup().findVirtual(type, "write", WRITE);
      return new Way(write.asType(CALLED), passesOn);
    } catch (NoSuchMethodException | IllegalAccessException none) {
      return new Way(NONE, false);
    }
  }
}
