package io.belay.notification.channel.email;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.belay.local.FreePort;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.subethamail.smtp.server.SMTPServer;

/** A mail server that keeps each message as it travelled, and can demand STARTTLS. */
final class MailServer implements AutoCloseable {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final SMTPServer server;
  private final List<Arrived> arrived = new CopyOnWriteArrayList<>();

  /** A message, its envelope and the connection it came by. */
  record Arrived(String from, String to, String raw, String connection) {
    byte[] bytes() {
      return raw.getBytes(ISO_8859_1);
    }

    MimeMessage message() throws MessagingException {
      return new MimeMessage(
          Session.getInstance(new Properties()), new ByteArrayInputStream(bytes()));
    }
  }

  private MailServer(SMTPServer.Builder builder) {
    this.server =
        builder
            .bindAddress(InetAddress.getLoopbackAddress())
            .hostName("mail.example")
            .messageHandler(
                (context, from, to, data) ->
                    arrived.add(
                        new Arrived(
                            from,
                            to,
                            new String(data, ISO_8859_1),
                            String.valueOf(context.getRemoteAddress()))))
            .build();
    server.start();
  }

  static MailServer plain() {
    return new MailServer(SMTPServer.port(FreePort.any()));
  }

  /** Offers STARTTLS with the key in {@code directory}; see {@link #makeCertificate}. */
  static MailServer withTls(Path directory, boolean required)
      throws GeneralSecurityException, IOException {
    return new MailServer(
        SMTPServer.port(FreePort.any())
            .enableTLS()
            .requireTLS(required)
            .startTlsSocketFactory(context(directory)));
  }

  int port() {
    return server.getPort();
  }

  List<Arrived> arrived() {
    return arrived;
  }

  /** Makes a key and a certificate for the name and returns the certificate's PEM file. */
  static Path makeCertificate(Path directory, String name)
      throws IOException, InterruptedException {
    keytool(
        "-genkeypair",
        "-alias",
        "mail",
        "-keyalg",
        "EC",
        "-dname",
        "CN=mail",
        "-validity",
        "2",
        "-ext",
        "SAN=" + name,
        "-keystore",
        directory.resolve("keys.p12").toString());
    var pem = directory.resolve("trusted.pem");
    keytool(
        "-exportcert",
        "-alias",
        "mail",
        "-rfc",
        "-file",
        pem.toString(),
        "-keystore",
        directory.resolve("keys.p12").toString());
    return pem;
  }

  private static void keytool(String... arguments) throws IOException, InterruptedException {
    var command = new java.util.ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", new String(PASSWORD)));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (InputStream said = process.getInputStream()) {
      var output = new String(said.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException(output);
      }
    }
  }

  private static SSLContext context(Path directory) throws GeneralSecurityException, IOException {
    var keys = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(directory.resolve("keys.p12"))) {
      keys.load(in, PASSWORD);
    }
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    var context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  @Override
  public void close() {
    server.stop();
  }
}
