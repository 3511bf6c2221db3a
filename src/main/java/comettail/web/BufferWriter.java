package comettail.web;

import jakarta.servlet.ServletOutputStream;
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

  /** Returns whether what is written to {@code out} is on its way without a flush. */
  boolean passesOn(ServletOutputStream out) {
    return wayTo(out).passesOn;
  }

  private Way wayTo(ServletOutputStream out) {
    Way way = ways.get(out.getClass());
    return way != null ? way : ways.computeIfAbsent(out.getClass(), BufferWriter::find);
  }

  /**
   * Writes {@code bytes[from, from + length)}, which is never written again; {@code out} is ready.
   * Returns whether they may wait in {@code out} for a flush.
   */
  boolean write(ServletOutputStream out, byte[] bytes, int from, int length) throws IOException {
    Way way = wayTo(out);
    if (way.write == NONE) {
      out.write(bytes, from, length);
      return true;
    }
    try {
      way.write.invokeExact(out, ByteBuffer.wrap(bytes, from, length));
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
