package comettail.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate for this machine that nobody but our clients trusts, made once a test run by the
 * JDK's keytool. Immutable.
 */
final class SelfSigned {
  static final String PASSWORD = "changeit";

  private static final String FOR_THIS_MACHINE = "san=dns:localhost,ip:127.0.0.1";
  private static final Path KEY_STORE = make();

  private SelfSigned() {}

  /** The PKCS #12 file with the certificate and its key, which {@link #PASSWORD} opens. */
  static Path keyStore() {
    return KEY_STORE;
  }

  /** What a client needs to trust it. */
  static SSLContext trusted() {
    try (InputStream in = Files.newInputStream(KEY_STORE)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD.toCharArray());
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("can't trust our own certificate", e);
    }
  }

  private static Path make() {
    try {
      Path directory = Files.createTempDirectory("comet-certificate-");
      Path file = directory.resolve("localhost.p12");
      directory.toFile().deleteOnExit();
      file.toFile().deleteOnExit(); // the last that is said so goes first
      String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
      List<String> command =
          List.of(
              keytool,
              "-genkeypair",
              "-keyalg",
              "EC",
              "-dname",
              "CN=localhost",
              "-ext",
              FOR_THIS_MACHINE,
              "-storetype",
              "PKCS12",
              "-storepass",
              PASSWORD,
              "-keystore",
              file.toString());
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes());
      if (process.waitFor() != 0) throw new IllegalStateException("keytool: " + output);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while keytool runs", e);
    }
  }
}
