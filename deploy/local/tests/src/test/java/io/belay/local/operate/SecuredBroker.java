package io.belay.local.operate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.local.BrokerAccess;
import io.belay.local.FreePort;
import io.belay.local.LocalBroker;
import io.belay.local.LocalCertificate;
import io.belay.local.LocalRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real broker over TLS, whose users and rights were made by {@code ./belay kafka apply}; started
 * once for all tests of the module.
 */
final class SecuredBroker {
  static final String OPERATOR = "operator";
  static final List<String> USERS =
      List.of(
          "intake",
          "escalation",
          "notification",
          "registry",
          "bank-system",
          "data-protection",
          OPERATOR);

  private static final Path ACLS =
      Path.of(System.getProperty("belay.root"), "deploy", "kafka", "acls.yaml");
  private static @Nullable SecuredBroker shared;

  private final Path directory;
  private final LocalCertificate certificate;
  private final LocalBroker broker;
  private final Map<String, String> passwords =
      Stream.concat(USERS.stream(), Stream.of(BrokerAccess.ADMIN))
          .collect(toMap(Function.identity(), user -> user + "-has-a-password"));
  private @Nullable LocalRegistry registry;
  private final String firstApplied;

  private SecuredBroker() throws IOException {
    directory = Files.createTempDirectory("secured-broker");
    certificate = LocalCertificate.make(directory.resolve("tls"), "broker");
    var users = Files.createDirectories(directory.resolve("users"));
    for (var user : USERS) {
      Files.writeString(users.resolve(user), passwords.get(user) + "\n");
    }
    // the administrator alone is known at first; the command makes the others
    broker =
        LocalBroker.start(
            directory,
            FreePort.any(),
            BrokerAccess.secured(
                certificate,
                Map.of(BrokerAccess.ADMIN, passwords.getOrDefault(BrokerAccess.ADMIN, ""))));
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    firstApplied = apply();
  }

  static synchronized SecuredBroker shared() {
    if (shared == null) {
      try {
        shared = new SecuredBroker();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return shared;
  }

  /** What the command said on the new broker. */
  String firstApplied() {
    return firstApplied;
  }

  /** Settings of a Kafka client that connects as a user. */
  Map<String, Object> client(String user) {
    var client = new HashMap<>(BrokerAccess.client(certificate, user, passwords));
    client.put("bootstrap.servers", broker.bootstrapServers());
    client.put("max.block.ms", 5_000);
    client.put("default.api.timeout.ms", 5_000);
    client.put("request.timeout.ms", 4_000);
    return client;
  }

  /** The same as a file, for {@code --client-config}. */
  String clientConfig(String user) {
    var properties = new Properties();
    client(user).forEach((key, value) -> properties.put(key, "" + value));
    var file = directory.resolve(user + ".properties");
    try (var out = Files.newBufferedWriter(file)) {
      properties.store(out, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toString();
  }

  /** A registry that connects as the user {@code registry}; started when first asked for. */
  synchronized String registryUrl() {
    if (registry == null) {
      registry =
          LocalRegistry.start(
              directory,
              FreePort.any(),
              broker.bootstrapServers(),
              BrokerAccess.client(certificate, "registry", passwords));
    }
    return registry.url();
  }

  /** {@code ./belay kafka apply}; what it said. */
  String apply() {
    return belay(
        0,
        "kafka",
        "apply",
        "--acls",
        ACLS.toString(),
        "--passwords",
        directory.resolve("users").toString(),
        "--partitions",
        "3",
        "--replicas",
        "1",
        "--client-config",
        clientConfig(BrokerAccess.ADMIN));
  }

  /** A command that must end with a code; what it said. */
  static String belay(int code, String... args) {
    var said = new ByteArrayOutputStream();
    var both = new PrintStream(said, true, UTF_8);
    var came = OperatorCommand.run(both, both, args);
    assertThat(came).as(said.toString(UTF_8)).isEqualTo(code);
    return said.toString(UTF_8);
  }

  private void stop() {
    if (registry != null) {
      registry.close();
    }
    broker.close();
  }
}
