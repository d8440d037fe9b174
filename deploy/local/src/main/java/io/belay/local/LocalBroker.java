package io.belay.local;

import io.belay.contract.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * A real Kafka broker of one node, as a process of its own on loopback. All it knows lies in its
 * directory: started again there, on whatever port, it goes on where it was.
 */
public final class LocalBroker implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final int ADMIN_TIMEOUT_MILLIS = 20_000;
  private static final int PROBE_TIMEOUT_MILLIS = 1_000;
  private static final List<String> FLAGS =
      List.of("-Xms128m", "-Xmx512m", "-XX:+UseSerialGC", "-Djava.net.preferIPv4Stack=true");

  /** Of the tool that formats storage. */
  static final List<String> FORMAT_FLAGS =
      List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private final JavaProcess process;
  private final String bootstrapServers;
  private final BrokerAccess access;

  private LocalBroker(JavaProcess process, String bootstrapServers, BrokerAccess access) {
    this.process = process;
    this.bootstrapServers = bootstrapServers;
    this.access = access;
  }

  /** Starts a broker on a free port. */
  public static LocalBroker start(Path dir) {
    return start(dir, FreePort.any());
  }

  /**
   * Starts a broker; returns when it answers.
   *
   * @param dir its data lies in {@code dir/broker}, its log in {@code dir/logs}
   * @param port loopback port for clients
   */
  public static LocalBroker start(Path dir, int port) {
    return start(dir, port, BrokerAccess.open());
  }

  /**
   * Starts a broker; returns when it answers its administrator.
   *
   * @param access who may connect, and how; users are made when its directory is new
   */
  public static LocalBroker start(Path dir, int port, BrokerAccess access) {
    var data = dir.resolve("broker");
    var log = dir.resolve("logs").resolve("broker.log");
    var classPath = BelayRoot.libraries();
    var properties = data.resolve("server.properties");
    try {
      Files.createDirectories(data);
      Files.writeString(properties, settings(data, port, FreePort.any()) + access.brokerSettings());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!Files.exists(data.resolve("data/meta.properties"))) {
      format(properties, classPath, log, access);
    }
    var process =
        JavaProcess.start(
            "the broker",
            SharedClasses.keptIn(BelayRoot.librariesArchive(), FLAGS),
            classPath,
            List.of("kafka.Kafka", properties.toString()),
            Map.of(),
            log);
    var broker = new LocalBroker(process, "127.0.0.1:" + port, access);
    process.awaitReady(START_LIMIT, () -> !FreePort.isFree(port) && broker.answers());
    return broker;
  }

  /** Where clients connect. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** The process id, for those who measure or kill. */
  public long pid() {
    return process.pid();
  }

  /**
   * Creates every topic of {@link Topics#all()} that is not there yet.
   *
   * @param partitions of each topic but {@code policy-packs}, which has one
   */
  public void createTopics(int partitions) {
    try (var admin = admin(ADMIN_TIMEOUT_MILLIS)) {
      var present = admin.listTopics().names().get();
      var missing =
          Topics.all().stream()
              .filter(topic -> !present.contains(topic.name()))
              .map(
                  topic ->
                      new NewTopic(
                              topic.name(),
                              topic.name().equals(Topics.POLICY_PACKS) ? 1 : partitions,
                              (short) 1)
                          .configs(topic.settings()))
              .toList();
      admin.createTopics(missing).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Expected to create the topics, but it failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while creating topics", e);
    }
  }

  /** SIGKILL: what a crash of the process does. */
  public void kill() {
    process.kill();
  }

  /** Stops in order. */
  @Override
  public void close() {
    process.close();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  private boolean answers() {
    try (var admin = admin(PROBE_TIMEOUT_MILLIS)) {
      return !admin
          .describeCluster()
          .nodes()
          .get(PROBE_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
          .isEmpty();
    } catch (ExecutionException | TimeoutException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Admin admin(int timeoutMillis) {
    var settings = new HashMap<>(access.adminSettings());
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, timeoutMillis);
    settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, timeoutMillis);
    return Admin.create(settings);
  }

  private static void format(Path properties, String classPath, Path log, BrokerAccess access) {
    var arguments =
        new ArrayList<>(
            List.of(
                "kafka.tools.StorageTool",
                "format",
                "--cluster-id",
                org.apache.kafka.common.Uuid.randomUuid().toString(),
                "--config",
                properties.toString()));
    arguments.addAll(access.formatArguments());
    var tool =
        JavaProcess.start(
            "the broker's format tool",
            SharedClasses.from(BelayRoot.librariesArchive(), FORMAT_FLAGS),
            classPath,
            arguments,
            Map.of(),
            log);
    try {
      int exit = tool.awaitEnd();
      if (exit != 0) {
        throw new IllegalStateException(
            "Expected to format the broker's storage, but exit code was %d; see %s"
                .formatted(exit, log));
      }
    } catch (InterruptedException e) {
      tool.kill();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while formatting the broker's storage", e);
    }
  }

  private static String settings(Path data, int port, int controllerPort) {
    return """
    process.roles=broker,controller
    node.id=1
    # a static quorum stores no address: the controller may listen elsewhere next time
    controller.quorum.voters=1@127.0.0.1:%2$d
    listeners=CLIENTS://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
    advertised.listeners=CLIENTS://127.0.0.1:%1$d
    inter.broker.listener.name=CLIENTS
    controller.listener.names=CONTROLLER
    log.dirs=%3$s
    auto.create.topics.enable=false
    default.replication.factor=1
    min.insync.replicas=1
    offsets.topic.replication.factor=1
    offsets.topic.num.partitions=4
    transaction.state.log.replication.factor=1
    transaction.state.log.min.isr=1
    transaction.state.log.num.partitions=4
    share.coordinator.state.topic.replication.factor=1
    share.coordinator.state.topic.min.isr=1
    group.initial.rebalance.delay.ms=0
    log.cleaner.dedupe.buffer.size=16777216
    num.network.threads=2
    num.io.threads=4
    """
        .formatted(port, controllerPort, data.resolve("data").toAbsolutePath());
  }
}
