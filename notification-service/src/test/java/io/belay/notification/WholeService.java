package io.belay.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.contract.Topics;
import io.belay.contract.UrgentFollowUps;
import io.belay.events.CaseProgress;
import io.belay.local.FreePort;
import io.belay.local.LocalBroker;
import io.belay.local.LocalKeys;
import io.belay.local.LocalRegistry;
import io.belay.local.inbox.LocalMailbox;
import io.belay.local.inbox.LocalSmsCentre;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;

/** The service with a real broker and registry, an SMS centre and a mailbox. */
final class WholeService implements AutoCloseable {
  static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

  /** Of the gateway, and of one sender at all gateways. */
  static final int RATE_PER_SECOND = 150;

  static final int SENDER_RATE_PER_SECOND = 140;
  static final int WINDOW = 50;
  private static final int PARTITIONS = 3;

  private final LocalKeys keys = new LocalKeys();
  private final int port = FreePort.any();
  private final Path directory;
  private final LocalBroker broker;
  private final LocalSmsCentre smsCentre;
  private final LocalMailbox mailbox;
  private final ConfigurableApplicationContext service;
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
    service = new SpringApplicationBuilder(NotificationApplication.class).run(settings());
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
      "--belay.tracking.keys.k1=" + Base64.getEncoder().encodeToString(new byte[32]),
      "--belay.tracking.active-key=k1",
      "--belay.page.checks-per-minute=100000",
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

  /** A follow-up as escalation writes it: an urgent one also where nothing else waits. */
  void sendFollowUp(CaseProgress due) {
    var headers = new RecordHeaders();
    if (FollowUps.isUrgent(due)) {
      headers.add(UrgentFollowUps.HEADER, new byte[0]);
      var unused =
          producer()
              .send(
                  new ProducerRecord<>(
                      Topics.FOLLOW_UPS_URGENT, null, due.getCustomerId(), due, headers));
    }
    var unused =
        producer()
            .send(new ProducerRecord<>(Topics.CASE_PROGRESS, null, due.getCaseId(), due, headers));
  }

  void send(String topic, String key, Object value) {
    var unused = producer().send(new ProducerRecord<>(topic, key, value));
  }

  void write(String topic, String key, Object value) {
    send(topic, key, value);
    flush();
  }

  void flush() {
    producer().flush();
  }

  @SuppressWarnings("unchecked")
  private Producer<String, Object> producer() {
    return service.getBean("reportProducer", Producer.class);
  }

  /** Writes bytes as they are. */
  @SuppressWarnings("unchecked")
  Producer<byte[], byte[]> rawProducer() {
    return service.getBean("deadLetterProducer", Producer.class);
  }

  /** How many records the topic ever had. */
  long endOf(String topic) {
    try (var raw = rawConsumer()) {
      return raw
          .endOffsets(
              raw.partitionsFor(topic).stream()
                  .map(each -> new TopicPartition(topic, each.partition()))
                  .toList())
          .values()
          .stream()
          .mapToLong(Long::longValue)
          .sum();
    }
  }

  Object awaitRecord(String topic, String key, Predicate<Object> matches) {
    var in = service.getBean(KafkaProperties.class).buildConsumerProperties();
    try (var avro = new KafkaConsumer<String, Object>(in)) {
      return await(topic, avro, record -> record.key().equals(key) && matches.test(record.value()))
          .value();
    }
  }

  ConsumerRecord<byte[], byte[]> awaitRaw(String topic, String key) {
    try (var raw = rawConsumer()) {
      return await(
          topic, raw, record -> new String(record.key(), StandardCharsets.UTF_8).equals(key));
    }
  }

  private KafkaConsumer<byte[], byte[]> rawConsumer() {
    return new KafkaConsumer<>(
        service.getBean(KafkaProperties.class).buildConsumerProperties(),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private static <K, V> ConsumerRecord<K, V> await(
      String topic, KafkaConsumer<K, V> consumer, Predicate<ConsumerRecord<K, V>> matches) {
    consumer.assign(
        consumer.partitionsFor(topic).stream()
            .map(each -> new TopicPartition(topic, each.partition()))
            .toList());
    consumer.seekToBeginning(consumer.assignment());
    var found = new AtomicReference<@Nullable ConsumerRecord<K, V>>();
    Awaitility.await()
        .pollInSameThread()
        .atMost(LONG_ENOUGH)
        .until(
            () -> {
              for (var record : consumer.poll(Duration.ofMillis(200))) {
                if (matches.test(record)) {
                  found.compareAndSet(null, record);
                }
              }
              return found.get() != null;
            });
    var record = found.get();
    if (record == null) {
      throw new IllegalStateException("Expected what was awaited");
    }
    return record;
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
  }
}
