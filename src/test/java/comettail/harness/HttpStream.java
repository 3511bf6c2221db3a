package comettail.harness;

import comettail.harness.StreamClient.End;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/**
 * One request by the JDK's HTTP client, and its response as it comes: several of one client share a
 * connection where HTTP/2 is spoken. It can stop reading, go on, and leave. Any thread.
 */
public final class HttpStream implements AutoCloseable {
  /** How much of a stream the client lets the server send before it has read it. */
  private static final int WINDOW_BYTES = 64 * 1024;

  private final CompletableFuture<HttpResponse<Void>> response;
  private final Body body = new Body();

  static {
    // NOTE: 16 MiB if nothing is said, read whenever a connection is made.
    System.setProperty("jdk.httpclient.windowsize", Integer.toString(WINDOW_BYTES));
  }

  private HttpStream(HttpClient client, HttpRequest request) {
    this.response = client.sendAsync(request, head -> body);
  }

  /** A client that speaks this version if the server does, and trusts our certificate. */
  public static HttpClient client(Version version) {
    return HttpClient.newBuilder().version(version).sslContext(SelfSigned.trusted()).build();
  }

  /** Asks for a URI, with names and values of header fields, and waits for nothing. */
  public static HttpStream get(HttpClient client, URI uri, String... fields) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (fields.length > 0) request.headers(fields);
    return new HttpStream(client, request.build());
  }

  /** The version that is spoken, once the head of the response is there. */
  public Version version() {
    return head().version();
  }

  public int status() {
    return head().statusCode();
  }

  /** The values of a header field. */
  public List<String> field(String name) {
    return head().headers().allValues(name);
  }

  /** Reads no more for now: what the server sends stays where it is. */
  public void pause() {
    body.pause();
  }

  /** Reads again. */
  public void resume() {
    body.resume();
  }

  /** The body so far. */
  public byte[] bytes() {
    return body.bytes();
  }

  /** The body so far, as UTF-8. */
  public String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  /** Waits until the body holds this text. */
  public HttpStream awaitText(String text) {
    Await.until(Await.SOON, () -> text().contains(text), () -> "no " + text + " in " + this);
    return this;
  }

  /** Waits for so long until the body has this many bytes. */
  public HttpStream awaitBytes(Duration time, long count) {
    Await.until(time, () -> body.size() >= count, () -> body.size() + " bytes of " + count);
    return this;
  }

  /** How the response ended, or null while it has not. */
  public End end() {
    return body.end();
  }

  /** Leaves: over HTTP/2 by RST_STREAM, over HTTP/1.1 by closing the connection. */
  @Override
  public void close() {
    body.cancel();
  }

  @Override
  public String toString() {
    return response + "\n\n" + text() + "\n" + body.end();
  }

  private HttpResponse<Void> head() {
    Await.until(Await.SOON, response::isDone, "the head of a response");
    return response.join();
  }

  /** Takes one buffer after the other, unless it is paused. */
  private static final class Body implements BodySubscriber<Void> {
    /* Guarded by this: written by the client's threads and the test's. */
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Subscription subscription;
    private boolean paused;
    private boolean owed; // nothing is asked for, since it was paused
    private boolean cancelled;
    private End end;

    @Override
    public CompletionStage<Void> getBody() {
      return CompletableFuture.completedStage(null); // the response is there with its head
    }

    @Override
    public synchronized void onSubscribe(Subscription subscription) {
      this.subscription = subscription;
      if (cancelled) subscription.cancel();
      else ask();
    }

    @Override
    public synchronized void onNext(List<ByteBuffer> buffers) {
      for (ByteBuffer buffer : buffers) {
        byte[] copy = new byte[buffer.remaining()];
        buffer.get(copy);
        bytes.writeBytes(copy);
      }
      ask();
    }

    @Override
    public synchronized void onError(Throwable cut) {
      end = End.CUT;
    }

    @Override
    public synchronized void onComplete() {
      end = End.COMPLETE;
    }

    synchronized byte[] bytes() {
      return bytes.toByteArray();
    }

    synchronized int size() {
      return bytes.size();
    }

    synchronized End end() {
      return end;
    }

    synchronized void pause() {
      paused = true;
    }

    synchronized void resume() {
      paused = false;
      if (owed) ask();
    }

    synchronized void cancel() {
      cancelled = true;
      if (subscription != null) subscription.cancel();
    }

    private void ask() {
      owed = paused;
      if (!paused) subscription.request(1);
    }
  }
}
