package io.belay.intake;

import io.belay.local.FreePort;
import io.belay.local.LocalBroker;
import io.belay.local.LocalKeys;
import io.belay.local.LocalRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A real broker, a real registry, and the intake service on them; started once for all tests. */
final class Platform {
  static final int PARTITIONS = 3;
  static final String SECRET = "dGVzdC1zZWNyZXQtdGVzdC1zZWNyZXQtdGVzdC1zZWNyZXQ=";

  private static final Platform SHARED = new Platform();

  private final Path dir;
  private final int brokerPort = FreePort.any();
  private final LocalKeys keys = new LocalKeys();
  private final Path publicKey;
  private LocalBroker broker;
  private final LocalRegistry registry;
  private final ConfigurableApplicationContext service;
  private final TopicReader reader;

  private Platform() {
    try {
      dir = Files.createTempDirectory("intake-tests");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    publicKey = keys.writePublicKey(dir.resolve("public.pem"));
    broker = LocalBroker.start(dir, brokerPort);
    broker.createTopics(PARTITIONS);
    registry = LocalRegistry.start(dir, FreePort.any(), broker.bootstrapServers());
    service = startService();
    reader = new TopicReader(broker.bootstrapServers(), registry.url());
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  service.close();
                  registry.close();
                  broker.close();
                }));
  }

  static Platform shared() {
    return SHARED;
  }

  /** One more instance of the service, with settings of its own; who starts it may close it. */
  ConfigurableApplicationContext startService(String... settings) {
    var args =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--logging.level.root=WARN",
                "--logging.level.org.apache.kafka=OFF",
                "--spring.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                "--belay.registry.url=" + registry.url(),
                "--belay.tracking.keys.k1=" + SECRET,
                "--belay.tracking.active-key=k1",
                "--spring.security.oauth2.resourceserver.jwt.public-key-location=file:"
                    + publicKey));
    args.addAll(List.of(settings));
    return new SpringApplicationBuilder(IntakeApplication.class, OwnServerThreads.class)
        .run(args.toArray(String[]::new));
  }

  BankSystem bank(String client) {
    return bank(client, service);
  }

  BankSystem bank(String client, ConfigurableApplicationContext instance) {
    var port = instance.getEnvironment().getRequiredProperty("local.server.port");
    return new BankSystem(
        "http://127.0.0.1:" + port, keys.token(client, "cases:write contacts:write"), keys);
  }

  ConfigurableApplicationContext service() {
    return service;
  }

  LocalKeys keys() {
    return keys;
  }

  Path directory() {
    return dir;
  }

  /** One more registry on the same broker, to be closed by who started it. */
  LocalRegistry startRegistry(int port) {
    return LocalRegistry.start(dir, port, broker.bootstrapServers());
  }

  TopicReader reader() {
    return reader;
  }

  void killBroker() {
    broker.kill();
  }

  void startBrokerAgain() {
    broker = LocalBroker.start(dir, brokerPort);
  }
}
