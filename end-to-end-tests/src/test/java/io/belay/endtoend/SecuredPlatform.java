package io.belay.endtoend;

import io.belay.local.BrokerAccess;
import io.belay.local.FreePort;
import io.belay.local.LocalBroker;
import io.belay.local.LocalCertificate;
import io.belay.local.LocalKeys;
import io.belay.local.LocalRegistry;
import io.belay.local.ServiceProcess;
import io.belay.local.inbox.Inbox;
import io.belay.local.inbox.LocalMailbox;
import io.belay.local.inbox.LocalSmsCentre;
import io.belay.local.operate.KafkaAccess;
import io.belay.local.operate.KafkaPlatform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The whole system as it is to be deployed: the broker over TLS, each service a user of its own
 * with the rights of {@code deploy/kafka/acls.yaml} and no other, secrets from files, HTTPS.
 */
final class SecuredPlatform implements AutoCloseable {
  static final String OPERATOR = "operator";
  static final String BANK_SYSTEM = "bank-system";

  private static final String SCOPES = "cases:write cases:read";
  private static final int HEAP_MEGABYTES = 320;

  private final Path directory;
  private final LocalCertificate certificate;
  private final Map<String, String> passwords;
  private final String trackingKey = secret();
  private final LocalKeys keys = new LocalKeys();
  private final Inbox inbox = new Inbox();
  private final LocalSmsCentre smsCentre = LocalSmsCentre.start(FreePort.any(), inbox);
  private final LocalMailbox mailbox = LocalMailbox.start(FreePort.any(), inbox);
  private final int intakePort = FreePort.any();
  private final int escalationPort = FreePort.any();
  private final int notificationPort = FreePort.any();
  private final LocalBroker broker;
  private final LocalRegistry registry;
  private final ServiceProcess intake;
  private final ServiceProcess escalation;
  private final ServiceProcess notification;

  SecuredPlatform(Path directory) {
    this.directory = directory;
    this.certificate = LocalCertificate.make(directory.resolve("tls"), "broker");
    var access = KafkaAccess.read(root().resolve("deploy/kafka/acls.yaml"));
    this.passwords =
        Stream.concat(access.users().keySet().stream(), Stream.of(BrokerAccess.ADMIN))
            .collect(Collectors.toMap(user -> user, user -> secret()));
    this.broker =
        LocalBroker.start(directory, FreePort.any(), BrokerAccess.secured(certificate, passwords));
    try (var platform = new KafkaPlatform(client(BrokerAccess.ADMIN))) {
      platform.topics(OptionalInt.of(Platform.PARTITIONS), (short) 1);
      platform.rights(access);
    }
    this.registry =
        LocalRegistry.start(
            directory,
            FreePort.any(),
            broker.bootstrapServers(),
            BrokerAccess.client(certificate, "registry", passwords));
    this.intake = launch("intake", intakePort, Map.of());
    this.escalation =
        launch(
            "escalation",
            escalationPort,
            Map.of(
                "belay.instance-id",
                "escalation-1",
                "belay.state-directory",
                directory.resolve("escalation").toString(),
                "belay.packs.directory",
                root().resolve("end-to-end-tests/src/test/packs").toString(),
                "belay.packs.initial",
                "short"));
    this.notification =
        launch(
            "notification",
            notificationPort,
            Map.of(
                "belay.state-directory",
                directory.resolve("notification").toString(),
                "belay.sms.port",
                "" + smsCentre.port(),
                "belay.email.port",
                "" + mailbox.port()));
  }

  LocalCertificate certificate() {
    return certificate;
  }

  String intakeUrl() {
    return "https://127.0.0.1:" + intakePort;
  }

  String escalationUrl() {
    return "https://127.0.0.1:" + escalationPort;
  }

  String notificationUrl() {
    return "https://127.0.0.1:" + notificationPort;
  }

  String token() {
    return keys.token("end-to-end-tests", SCOPES);
  }

  Inbox inbox() {
    return inbox;
  }

  /** Settings of a Kafka client that connects as a user. */
  Map<String, Object> client(String user) {
    var client = BrokerAccess.client(certificate, user, passwords);
    client.put("bootstrap.servers", broker.bootstrapServers());
    return client;
  }

  /** All that services and registry have logged. */
  String logs() {
    try (var files = Files.list(directory.resolve("logs"))) {
      var all = new StringBuilder();
      for (var file : files.filter(each -> !each.endsWith("broker.log")).toList()) {
        all.append(Files.readString(file));
      }
      return all.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What no log may hold. */
  Stream<String> secrets() {
    return Stream.concat(passwords.values().stream(), Stream.of(trackingKey, token()));
  }

  @Override
  public void close() {
    // nothing is read of it any more: it need not end in order
    notification.kill();
    escalation.kill();
    intake.kill();
    registry.kill();
    broker.kill();
    mailbox.close();
    smsCentre.close();
  }

  private ServiceProcess launch(String user, int port, Map<String, String> own) {
    var settings = new LinkedHashMap<>(own);
    var kafka = BrokerAccess.client(certificate, user, passwords);
    settings.put("spring.kafka.bootstrap-servers", broker.bootstrapServers());
    settings.put("belay.registry.url", registry.url());
    settings.put(
        "spring.security.oauth2.resourceserver.jwt.public-key-location",
        "file:" + keys.writePublicKey(directory.resolve(user + "-bank.pem")));
    var secrets = directory.resolve("secrets").resolve(user);
    kafka.forEach(
        (key, value) -> {
          if (key.equals("sasl.jaas.config")) {
            file(secrets, "spring.kafka.properties." + key, value.toString());
          } else {
            settings.put("spring.kafka.properties." + key, value.toString());
          }
        });
    if (!user.equals("escalation")) {
      file(secrets, "belay.tracking.keys.k1", trackingKey);
      settings.put("belay.tracking.active-key", "k1");
    }
    settings.put("spring.config.import", "configtree:" + secrets + "/");
    for (var setting : certificate.serverSettings()) {
      var parts = setting.split("=", 2);
      settings.put(parts[0], parts[1]);
    }
    return ServiceProcess.start(
        user + "-service", user + "-1", directory, port, HEAP_MEGABYTES, settings);
  }

  private static void file(Path directory, String name, String content) {
    try {
      Files.createDirectories(directory);
      Files.writeString(directory.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String secret() {
    var bytes = new byte[48];
    new SecureRandom().nextBytes(bytes);
    return Base64.getEncoder().withoutPadding().encodeToString(bytes);
  }

  private static Path root() {
    return Path.of(System.getProperty("belay.root"));
  }
}
