package io.belay.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate of its own for one run, for 127.0.0.1 and localhost: made by the JDK's keytool,
 * signed by itself, good for two days.
 *
 * @param keyStore PKCS 12: the key and its certificate
 * @param trustStore PKCS 12: the certificate alone
 * @param certificate the certificate as PEM
 * @param password of both stores
 */
public record LocalCertificate(Path keyStore, Path trustStore, Path certificate, String password) {
  private static final int WITHIN_SECONDS = 30;
  private static final String ALIAS = "belay";

  /**
   * Makes one.
   *
   * @param dir where its files go
   * @param name its common name
   */
  public static LocalCertificate make(Path dir, String name) {
    try {
      Files.createDirectories(dir);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var made =
        new LocalCertificate(
            dir.resolve(name + "-key.p12"),
            dir.resolve(name + "-trust.p12"),
            dir.resolve(name + ".pem"),
            "changeit");
    made.keytool(
        made.keyStore,
        "-genkeypair",
        List.of(
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-validity",
            "2",
            "-dname",
            "CN=" + name,
            "-ext",
            "SAN=ip:127.0.0.1,dns:localhost"));
    made.keytool(
        made.keyStore, "-exportcert", List.of("-rfc", "-file", made.certificate.toString()));
    made.keytool(
        made.trustStore, "-importcert", List.of("-noprompt", "-file", made.certificate.toString()));
    return made;
  }

  /** Settings of a Spring Boot service that serves HTTPS with it, and trusts it. */
  public List<String> serverSettings() {
    return List.of(
        "server.ssl.bundle=local",
        "spring.ssl.bundle.jks.local.keystore.location=file:" + keyStore,
        "spring.ssl.bundle.jks.local.keystore.password=" + password,
        "spring.ssl.bundle.jks.local.keystore.type=PKCS12",
        "spring.ssl.bundle.jks.local.truststore.location=file:" + trustStore,
        "spring.ssl.bundle.jks.local.truststore.password=" + password,
        "spring.ssl.bundle.jks.local.truststore.type=PKCS12");
  }

  /** For clients: trusts this certificate and no other. */
  public SSLContext trusting() {
    try (InputStream in = Files.newInputStream(trustStore)) {
      var store = KeyStore.getInstance("PKCS12");
      store.load(in, password.toCharArray());
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      var context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void keytool(Path store, String command, List<String> more) {
    var line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                command,
                "-alias",
                ALIAS,
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                password));
    line.addAll(more);
    try {
      var process = new ProcessBuilder(line).redirectErrorStream(true).start();
      var said =
          new String(
              process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      if (!process.waitFor(WITHIN_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException("Expected keytool to make a certificate, but: " + said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
