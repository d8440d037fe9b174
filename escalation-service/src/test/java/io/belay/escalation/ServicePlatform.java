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
import org.jspecify.annotations.Nullable;

/** What the service needs around it: a broker with several partitions, a registry, keys. */
final class ServicePlatform implements AutoCloseable {
  private static final int PARTITIONS = 3;

  private static @Nullable ServicePlatform shared;

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

  /**
   * The one that test classes share; it ends with this process. Whoever starts a service on it
   * stops it again, as each decides every case there is.
   */
  static synchronized ServicePlatform shared() {
    if (shared == null) {
      var started = start(temporaryDirectory());
      Runtime.getRuntime().addShutdownHook(new Thread(started::close));
      shared = started;
    }
    return shared;
  }

  private static Path temporaryDirectory() {
    try {
      return Files.createTempDirectory(Path.of("target").toAbsolutePath(), "platform-");
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

  /** The same with state and packs in a directory; the first of the packs is for new cases. */
  Map<String, String> settings(String application, Path directory, String... packs) {
    return settings(
        application,
        directory.resolve("state"),
        packs(directory.resolve("packs"), packs),
        packs[0]);
  }

  /** Other settings: these with one that differs. */
  static Map<String, String> with(Map<String, String> settings, String key, String value) {
    var changed = new HashMap<>(settings);
    changed.put(key, value);
    return changed;
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
