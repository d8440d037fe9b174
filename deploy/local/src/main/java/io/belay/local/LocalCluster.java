package io.belay.local;

import io.belay.contract.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;

/**
 * Three real Kafka brokers, each a process of its own and a controller too: every record lies on
 * three of them and is acknowledged by two at least. Each can be killed and started again.
 */
public final class LocalCluster implements AutoCloseable {
  /** Brokers, numbered from 0. */
  public static final int BROKERS = 3;

  private static final int ADMIN_TIMEOUT_MILLIS = 30_000;
  private static final int PROBE_TIMEOUT_MILLIS = 1_000;
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final List<String> FLAGS =
      List.of(
          "-Xms96m",
          "-Xmx384m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Djava.net.preferIPv4Stack=true");

  private final Path dir;
  private final String clusterId = Uuid.randomUuid().toString();
  private final List<Integer> ports = new ArrayList<>();
  private final List<Integer> controllerPorts = new ArrayList<>();
  private final List<Integer> farPorts = new ArrayList<>();
  private final List<Integer> linkPorts = new ArrayList<>();
  private final List<JavaProcess> brokers = new ArrayList<>();

  private LocalCluster(Path dir) {
    this.dir = dir;
    for (int i = 0; i < BROKERS; i++) {
      ports.add(FreePort.any());
      controllerPorts.add(FreePort.any());
      farPorts.add(FreePort.any());
      linkPorts.add(FreePort.any());
    }
  }

  /**
   * Starts all brokers; returns when they have found each other.
   *
   * @param dir their data lie in {@code dir/broker-N}, their logs in {@code dir/logs}
   */
  public static LocalCluster start(Path dir) {
    var cluster = new LocalCluster(dir);
    var formatted =
        IntStream.range(0, BROKERS)
            .mapToObj(number -> CompletableFuture.runAsync(() -> cluster.format(number)))
            .toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(formatted).join();
    for (int number = 0; number < BROKERS; number++) {
      cluster.brokers.add(cluster.launch(number));
    }
    cluster.awaitAll();
    return cluster;
  }

  /** All of them, separated by commas. */
  public String bootstrapServers() {
    return servers(ports);
  }

  /**
   * All of them for clients at the far end of a link: whoever comes by these addresses is sent on
   * to these only. Somebody has to listen there and pass bytes on to {@link #farPorts}.
   */
  public String linkedServers() {
    return servers(linkPorts);
  }

  /** Where the near ends of a link listen, broker by broker. */
  public List<Integer> linkPorts() {
    return List.copyOf(linkPorts);
  }

  /** Where the far ends of a link go, broker by broker. */
  public List<Integer> farPorts() {
    return List.copyOf(farPorts);
  }

  private static String servers(List<Integer> ports) {
    return ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
  }

  /** As {@link LocalBroker#createTopics}, on all brokers. */
  public void createTopics(int partitions) {
    try (var admin = admin(ADMIN_TIMEOUT_MILLIS)) {
      admin
          .createTopics(
              Topics.all().stream()
                  .map(
                      topic ->
                          new NewTopic(
                                  topic.name(),
                                  topic.name().equals(Topics.POLICY_PACKS) ? 1 : partitions,
                                  (short) BROKERS)
                              .configs(topic.settings()))
                  .toList())
          .all()
          .get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Expected to create the topics, but it failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while creating topics", e);
    }
  }

  /** SIGKILL to one broker. */
  public void kill(int number) {
    brokers.get(number).kill();
  }

  /** Starts a broker again where it was; returns at once, see {@link #awaitAll}. */
  public void restart(int number) {
    brokers.set(number, launch(number));
  }

  /** Returns when all brokers are there. */
  public void awaitAll() {
    brokers.getLast().awaitReady(START_LIMIT, this::allAnswer);
  }

  private boolean allAnswer() {
    try (var admin = admin(PROBE_TIMEOUT_MILLIS)) {
      return admin.describeCluster().nodes().get(PROBE_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS).size()
          == BROKERS;
    } catch (ExecutionException | TimeoutException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Admin admin(int timeoutMillis) {
    return Admin.create(
        Map.of(
            CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers(),
            CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG,
            timeoutMillis,
            CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG,
            timeoutMillis));
  }

  @Override
  public void close() {
    // an orderly end waits for a quorum that ends as well
    brokers.forEach(JavaProcess::kill);
  }

  private JavaProcess launch(int number) {
    return JavaProcess.start(
        "broker " + number,
        SharedClasses.from(BelayRoot.librariesArchive(), FLAGS),
        BelayRoot.libraries(),
        List.of("kafka.Kafka", properties(number).toString()),
        Map.of(),
        log(number));
  }

  private void format(int number) {
    try {
      Files.createDirectories(data(number));
      Files.writeString(properties(number), settings(number));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var tool =
        JavaProcess.start(
            "the format tool of broker " + number,
            SharedClasses.from(BelayRoot.librariesArchive(), LocalBroker.FORMAT_FLAGS),
            BelayRoot.libraries(),
            List.of(
                "kafka.tools.StorageTool",
                "format",
                "--cluster-id",
                clusterId,
                "--config",
                properties(number).toString()),
            Map.of(),
            log(number));
    try {
      int exit = tool.awaitEnd();
      if (exit != 0) {
        throw new IllegalStateException(
            "Expected to format the storage of broker %d, but exit code was %d; see %s"
                .formatted(number, exit, log(number)));
      }
    } catch (InterruptedException e) {
      tool.kill();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while formatting a broker's storage", e);
    }
  }

  private Path data(int number) {
    return dir.resolve("broker-" + number);
  }

  private Path properties(int number) {
    return data(number).resolve("server.properties");
  }

  private Path log(int number) {
    return dir.resolve("logs").resolve("broker-" + number + ".log");
  }

  private String settings(int number) {
    var voters =
        IntStream.range(0, BROKERS)
            .mapToObj(each -> (each + 1) + "@127.0.0.1:" + controllerPorts.get(each))
            .collect(Collectors.joining(","));
    return """
    process.roles=broker,controller
    node.id=%1$d
    controller.quorum.voters=%2$s
    listeners=PLAINTEXT://127.0.0.1:%3$d,FAR://127.0.0.1:%6$d,CONTROLLER://127.0.0.1:%4$d
    advertised.listeners=PLAINTEXT://127.0.0.1:%3$d,FAR://127.0.0.1:%7$d
    controller.listener.names=CONTROLLER
    listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,FAR:PLAINTEXT
    log.dirs=%5$s
    auto.create.topics.enable=false
    default.replication.factor=3
    min.insync.replicas=2
    offsets.topic.replication.factor=3
    offsets.topic.num.partitions=4
    transaction.state.log.replication.factor=3
    transaction.state.log.min.isr=2
    transaction.state.log.num.partitions=4
    share.coordinator.state.topic.replication.factor=3
    share.coordinator.state.topic.min.isr=2
    group.initial.rebalance.delay.ms=0
    # how soon a broker that died leaves the in-sync replicas
    broker.session.timeout.ms=6000
    broker.heartbeat.interval.ms=1000
    log.cleaner.dedupe.buffer.size=16777216
    num.network.threads=2
    num.io.threads=4
    """
        .formatted(
            number + 1,
            voters,
            ports.get(number),
            controllerPorts.get(number),
            data(number).resolve("data").toAbsolutePath(),
            farPorts.get(number),
            linkPorts.get(number));
  }
}
