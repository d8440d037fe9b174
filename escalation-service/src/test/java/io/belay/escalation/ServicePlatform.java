package io.belay.escalation;

import io.belay.events.Channel;
import io.belay.events.Opened;
import io.belay.local.LocalBroker;
import io.belay.local.LocalKeys;
import io.belay.local.LocalRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** What the service needs around it: a broker with several partitions, a registry, keys. */
final class ServicePlatform implements AutoCloseable {
  private static final int PARTITIONS = 3;

  private final LocalKeys keys = new LocalKeys();
  private final Path publicKey;
  private final LocalBroker broker;
  private final LocalRegistry registry;
  private final Wires wires;

  private ServicePlatform(Path directory) {
    broker = LocalBroker.start(directory);
    registry = LocalRegistry.start(directory, broker.bootstrapServers());
    broker.createTopics(PARTITIONS);
    wires = new Wires(broker, registry);
    publicKey = keys.writePublicKey(directory.resolve("key.pem"));
  }

  /** Starts it with its data in a directory. */
  static ServicePlatform start(Path directory) {
    try {
      return new ServicePlatform(Files.createDirectories(directory));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Wires wires() {
    return wires;
  }

  LocalKeys keys() {
    return keys;
  }

  /** A token to read cases with. */
  String reader() {
    return keys.token("reader", "cases:read");
  }

  /** Settings of a service of its own: to be changed. */
  Map<String, String> settings(String application, Path state, Path packs, String initialPack) {
    return new HashMap<>(
        Map.of(
            "spring.kafka.bootstrap-servers", broker.bootstrapServers(),
            "spring.kafka.streams.application-id", application,
            "belay.registry.url", registry.url(),
            "belay.state-directory", state.toString(),
            "belay.packs.directory", packs.toString(),
            "belay.packs.initial", initialPack,
            "spring.security.oauth2.resourceserver.jwt.public-key-location",
                publicKey.toUri().toString()));
  }

  /** Packs of the tests in a directory, which is made. */
  Path packs(Path directory, String... names) {
    try {
      Files.createDirectories(directory);
      for (var name : names) {
        try (var in =
            Objects.requireNonNull(getClass().getResourceAsStream("/packs/" + name + ".yaml"))) {
          Files.write(directory.resolve(name + ".yaml"), in.readAllBytes());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return directory;
  }

  static Opened opening(String category) {
    return Opened.newBuilder().setCategory(category).setChannel(Channel.APP).build();
  }

  @Override
  public void close() {
    wires.close();
    registry.close();
    broker.close();
  }
}
