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

  // NOTE: not a static field and no ClassValue, either of which would tie this application to the
  // container's classes.
  private final ConcurrentHashMap<Class<?>, MethodHandle> writers = new ConcurrentHashMap<>();

  /**
   * Writes {@code bytes[from, from + length)}, which is never written again; {@code out} is ready.
   */
  void write(ServletOutputStream out, byte[] bytes, int from, int length) throws IOException {
    MethodHandle writer = writers.computeIfAbsent(out.getClass(), BufferWriter::find);
    if (writer == NONE) {
      out.write(bytes, from, length);
      return;
    }
    try {
      writer.invokeExact(out, ByteBuffer.wrap(bytes, from, length));
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static MethodHandle find(Class<?> type) {
    try {
      return MethodHandles.publicLookup().findVirtual(type, "write", WRITE).asType(CALLED);
    } catch (NoSuchMethodException | IllegalAccessException none) {
      return NONE;
    }
  }
}
