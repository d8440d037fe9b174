package io.belay.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.local.FreePort;
import io.belay.local.LocalBroker;
import io.belay.local.LocalKeys;
import io.belay.local.LocalRegistry;
import io.belay.local.TraceCollector;
import io.belay.local.inbox.LocalMailbox;
import io.belay.local.inbox.LocalSmsCentre;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.awaitility.Awaitility;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;

/** The service with a real broker and registry, an SMS centre and a mailbox. */
final class WholeService implements AutoCloseable {
  static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

  /**
   * SMS a second, of which a text is several: of the gateway, and of one sender at all gateways.
   */
  static final int RATE_PER_SECOND = 300;

  static final int SENDER_RATE_PER_SECOND = 280;
  static final int WINDOW = 50;
  static final Duration ERASURE_WAIT = Duration.ofSeconds(2);
  private static final int PARTITIONS = 3;

  private final LocalKeys keys = new LocalKeys();
  private final int port = FreePort.any();
  private final TraceCollector collector = TraceCollector.start();
  private final Path directory;
  private final LocalBroker broker;
  private final LocalSmsCentre smsCentre;
  private final LocalMailbox mailbox;
  private final ConfigurableApplicationContext service;
  private final ServiceTopics topics;
  private LocalRegistry registry;

  WholeService() {
    try {
      directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "whole-service-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    broker = LocalBroker.start(directory.resolve("broker"));
    broker.createTopics(PARTITIONS);
    registry = LocalRegistry.start(directory.resolve("registry"), broker.bootstrapServers());
    smsCentre = LocalSmsCentre.start();
    mailbox = LocalMailbox.start();
    service =
        new SpringApplicationBuilder(NotificationApplication.class, OwnServerThreads.class)
            .run(settings());
    topics = new ServiceTopics(service);
    Awaitility.await()
        .atMost(LONG_ENOUGH)
        .untilAsserted(
            () -> assertThat(get("/actuator/health/readiness", "").statusCode()).isEqualTo(200));
  }

  private String[] settings() {
    return new String[] {
      "--server.port=" + port,
      "--spring.kafka.bootstrap-servers=" + broker.bootstrapServers(),
      "--belay.registry.url=" + registry.url(),
      "--belay.state-directory=" + directory.resolve("state"),
      "--belay.sms.port=" + smsCentre.port(),
      "--belay.sms.rate-per-second=" + RATE_PER_SECOND,
      "--belay.sms.window=" + WINDOW,
      "--belay.sender-limits[0].sender=Belay",
      "--belay.sender-limits[0].rate-per-second=" + SENDER_RATE_PER_SECOND,
      "--belay.email.port=" + mailbox.port(),
      "--belay.outbox.erasure-wait=" + ERASURE_WAIT.toSeconds() + "s",
      "--belay.tracking.keys.k1=" + Base64.getEncoder().encodeToString(new byte[32]),
      "--belay.tracking.active-key=k1",
      "--belay.page.checks-per-minute=100000",
      "--belay.page.per-address-per-minute=100000",
      "--management.opentelemetry.tracing.export.otlp.endpoint=" + collector.endpoint(),
      "--management.opentelemetry.tracing.export.schedule-delay=100ms",
      "--spring.security.oauth2.resourceserver.jwt.public-key-location="
          + keys.writePublicKey(directory.resolve("key.pem")).toUri()
    };
  }

  LocalSmsCentre smsCentre() {
    return smsCentre;
  }

  LocalMailbox mailbox() {
    return mailbox;
  }

  ServiceTopics topics() {
    return topics;
  }

  /** Has the spans of what was asked in a trace that is kept. */
  TraceCollector collector() {
    return collector;
  }

  LocalKeys keys() {
    return keys;
  }

  ConfigurableApplicationContext context() {
    return service;
  }

  int port() {
    return port;
  }

  /** Whatever another test made of the levels, which all services of one process share. */
  void logsAsUsual() {
    LoggingSystem.get(WholeService.class.getClassLoader())
        .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.INFO);
  }

  /** Runs this while the registry is away. */
  void withoutRegistry(Runnable meanwhile) {
    int registryPort = URI.create(registry.url()).getPort();
    registry.close();
    try {
      meanwhile.run();
    } finally {
      registry =
          LocalRegistry.start(
              directory.resolve("registry-again"), registryPort, broker.bootstrapServers());
    }
  }

  HttpResponse<String> get(String path, String token) throws IOException, InterruptedException {
    var request = request(path);
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return send(request.build());
  }

  HttpResponse<String> post(String path) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(10));
  }

  private static HttpResponse<String> send(HttpRequest request)
      throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString());
    }
  }

  @Override
  public void close() {
    service.close();
    smsCentre.close();
    mailbox.close();
    registry.close();
    broker.close();
    collector.close();
  }
}
