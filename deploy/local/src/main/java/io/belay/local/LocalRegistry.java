package io.belay.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * A real schema registry, as a process of its own on loopback. Its data lies in the broker, so
 * schema ids survive a restart of both.
 */
public final class LocalRegistry implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);
  private static final String A_SCHEMA =
      """
      {"artifactType": "AVRO",
       "firstVersion": {
         "content": {"content": "{\\"type\\": \\"string\\"}", "contentType": "application/json"}}}
      """;

  private final JavaProcess process;
  private final String url;

  private LocalRegistry(JavaProcess process, String url) {
    this.process = process;
    this.url = url;
  }

  /** Starts a registry on a free port. */
  public static LocalRegistry start(Path dir, String bootstrapServers) {
    return start(dir, FreePort.any(), bootstrapServers);
  }

  /**
   * Starts a registry; returns when it is ready.
   *
   * @param dir its log lies in {@code dir/logs}
   * @param port loopback port
   * @param bootstrapServers the broker that keeps its data
   */
  public static LocalRegistry start(Path dir, int port, String bootstrapServers) {
    return start(dir, port, bootstrapServers, Map.of());
  }

  /**
   * Starts a registry that connects as a user; returns when it is ready.
   *
   * @param client settings of its Kafka clients; they lie in a file, as some are secrets
   */
  public static LocalRegistry start(
      Path dir, int port, String bootstrapServers, Map<String, Object> client) {
    var settings = dir.resolve("settings").resolve("registry.properties");
    write(settings, client);
    int managementPort = FreePort.any();
    var process =
        JavaProcess.start(
            "the registry",
            List.of(
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Djava.net.preferIPv4Stack=true",
                "-Dquarkus.config.locations=" + settings.toAbsolutePath(),
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.management.host=127.0.0.1",
                "-Dquarkus.management.port=" + managementPort,
                "-Dquarkus.http.access-log.enabled=false",
                "-Dquarkus.log.level=WARN",
                "-Dquarkus.log.category.\"io.apicurio\".level=WARN",
                "-Dapicurio.storage.kind=kafkasql",
                "-Dapicurio.kafkasql.bootstrap.servers=" + bootstrapServers,
                // it waits this long, several times over, for a snapshot that may not be there
                "-Dapicurio.kafkasql.consumer.poll.timeout=200",
                "-Dapicurio.datasource.jdbc.initial-size=2",
                "-Dapicurio.datasource.jdbc.min-size=2",
                "-Dapicurio.datasource.jdbc.max-size=10"),
            BelayRoot.registry().resolve("quarkus-run.jar").toString(),
            List.of("io.quarkus.bootstrap.runner.QuarkusEntryPoint"),
            Map.of(),
            dir.resolve("logs").resolve("registry.log"));
    try (var http = HttpClient.newBuilder().connectTimeout(PROBE_TIMEOUT).build()) {
      var ready = URI.create("http://127.0.0.1:" + managementPort + "/health/ready");
      process.awaitReady(START_LIMIT, () -> ServiceProcess.answersOk(http, ready));
      process.awaitReady(START_LIMIT, () -> takesSchemas(http, port));
    }
    return new LocalRegistry(process, "http://127.0.0.1:" + port);
  }

  /**
   * The first schema takes several times as long as those after it. It is only tried: nothing of it
   * is kept.
   */
  private static boolean takesSchemas(HttpClient http, int port) {
    var uri =
        "http://127.0.0.1:%d/apis/registry/v3/groups/tried/artifacts?dryRun=true".formatted(port);
    var request =
        HttpRequest.newBuilder(URI.create(uri))
            .timeout(START_LIMIT)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(A_SCHEMA))
            .build();
    return ServiceProcess.answersOk(http, request);
  }

  /** Base URL; the Confluent-compatible API lies below it at {@code /apis/ccompat/v7}. */
  public String url() {
    return url;
  }

  /** The process id, for those who measure or kill. */
  public long pid() {
    return process.pid();
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

  private static void write(Path file, Map<String, Object> client) {
    var properties = new Properties();
    client.forEach((key, value) -> properties.put("apicurio.kafka.common." + key, "" + value));
    try {
      Files.createDirectories(file.getParent());
      try (var out = Files.newBufferedWriter(file)) {
        properties.store(out, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }
}
