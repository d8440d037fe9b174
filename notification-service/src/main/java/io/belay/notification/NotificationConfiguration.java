package io.belay.notification;

import io.belay.guard.CallerRates;
import io.belay.guard.DrainEndpoint;
import io.belay.guard.RequestsAtOnce;
import io.belay.guard.SlowClients;
import io.belay.notification.channel.ChannelRoutes;
import io.belay.notification.channel.DispatchReports;
import io.belay.notification.channel.DispatchRoom;
import io.belay.notification.channel.Dispatchers;
import io.belay.notification.rendering.MessageTexts;
import io.belay.notification.stream.CaseChanges;
import io.belay.notification.stream.NotificationStream;
import io.belay.notification.stream.NotificationTopology;
import io.belay.notification.stream.OutboxRoom;
import io.belay.notification.stream.ReadingWatch;
import io.belay.notification.stream.ReceiptRoom;
import io.belay.notification.stream.TrackRoom;
import io.belay.notification.stream.UnreadableRecords;
import io.belay.notification.wire.WireSerdes;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.tracing.Tracer;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the service together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(NotificationProperties.class)
class NotificationConfiguration {
  @Bean
  InstantSource clock() {
    return InstantSource.system();
  }

  @Bean
  NotificationMetrics notificationMetrics(MeterRegistry registry, InstantSource clock) {
    return new NotificationMetrics(registry, clock);
  }

  @Bean
  MeterFilter keptKafkaMeters() {
    return KafkaFigures.kept();
  }

  @Bean
  MessageSpans messageSpans(Tracer tracer) {
    return new MessageSpans(tracer);
  }

  @Bean
  MessageTexts messageTexts(NotificationProperties properties) {
    return properties.messageTexts();
  }

  @Bean
  CallerRates callerRates(NotificationProperties properties) {
    return new CallerRates(properties.http());
  }

  @Bean
  SlowClients slowClients(NotificationProperties properties) {
    return new SlowClients(properties.http());
  }

  @Bean
  DrainEndpoint drainEndpoint(
      ApplicationContext context, Dispatchers dispatchers, NotificationStream stream) {
    return new DrainEndpoint(
        context,
        () -> {
          dispatchers.stop();
          stream.leave();
        });
  }

  @Bean
  RequestsAtOnce requestsAtOnce(NotificationProperties properties) {
    return new RequestsAtOnce(properties.requestsInFlight());
  }

  @Bean
  WireSerdes streamSerdes(KafkaProperties kafka) {
    return ConfiguredSerdes.of(kafka);
  }

  @Bean
  ReadingWatch readingWatch(KafkaProperties kafka, InstantSource clock) {
    return new ReadingWatch(
        applicationId(kafka), kafka.buildAdminProperties(), kafka.buildConsumerProperties(), clock);
  }

  private static String applicationId(KafkaProperties kafka) {
    return Objects.toString(
        kafka.buildStreamsProperties().get(StreamsConfig.APPLICATION_ID_CONFIG));
  }

  @Bean
  NotificationStream notificationStream(
      NotificationProperties properties,
      KafkaProperties kafka,
      WireSerdes streamSerdes,
      ReadingWatch readingWatch,
      MessageTexts texts,
      CaseChanges caseChanges,
      NotificationMetrics metrics,
      MessageSpans spans,
      InstantSource clock) {
    var topology =
        NotificationTopology.of(
            streamSerdes,
            new OutboxRoom(
                properties.outboxPolicy(texts),
                properties.outbox().answersFirst(),
                readingWatch,
                texts,
                metrics,
                spans),
            new ReceiptRoom(properties.outbox().receiptPatience(), metrics),
            new TrackRoom(caseChanges));
    var settings = streamsSettings(kafka, properties);
    settings.put(UnreadableRecords.METRICS, metrics);
    var stream = new NotificationStream(topology, settings, kafka.buildAdminProperties(), clock);
    metrics.watchReader("stream", stream::isReading);
    return stream;
  }

  /** With the name of this instance and its address, where it has them. */
  static Map<String, Object> streamsSettings(
      KafkaProperties kafka, NotificationProperties properties) {
    var settings = new HashMap<>(kafka.buildStreamsProperties());
    if (!properties.instanceId().isEmpty()) {
      settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, properties.instanceId());
    }
    if (!properties.advertisedAddress().isEmpty()) {
      settings.put(StreamsConfig.APPLICATION_SERVER_CONFIG, properties.advertisedAddress());
    }
    return settings;
  }

  @Bean
  CaseChanges caseChanges() {
    return new CaseChanges();
  }

  @Bean
  KafkaStreamsMetrics outboxStreamsMetrics(NotificationStream stream, MeterRegistry registry) {
    var metrics =
        new KafkaStreamsMetrics(
            stream.streams(),
            List.of(),
            Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("stream-figures").daemon().factory()),
            KafkaFigures.REFRESH);
    metrics.bindTo(registry);
    return metrics;
  }

  @Bean
  Producer<String, Object> reportProducer(KafkaProperties kafka) {
    return new KafkaProducer<>(
        kafka.buildProducerProperties(),
        new StringSerializer(),
        ConfiguredSerdes.serializer(kafka));
  }

  @Bean
  Producer<byte[], byte[]> deadLetterProducer(KafkaProperties kafka) {
    return new KafkaProducer<>(
        kafka.buildProducerProperties(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Bean
  DispatchReports dispatchReports(
      Producer<String, Object> reportProducer, Producer<byte[], byte[]> deadLetterProducer) {
    return new DispatchReports(reportProducer, deadLetterProducer);
  }

  @Bean
  Dispatchers dispatchers(
      NotificationProperties properties,
      List<ChannelRoutes> routes,
      KafkaProperties kafka,
      DispatchReports reports,
      NotificationMetrics metrics,
      MessageSpans spans,
      InstantSource clock) {
    var consumerSettings = kafka.buildConsumerProperties();
    consumerSettings.put(ConsumerConfig.GROUP_ID_CONFIG, "notification-dispatch");
    consumerSettings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    consumerSettings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, properties.dispatch().batch());
    var room =
        new DispatchRoom(
            () ->
                new KafkaConsumer<>(
                    consumerSettings, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
            () -> ConfiguredSerdes.of(kafka).deliveries().deserializer(),
            reports,
            metrics,
            clock,
            spans);
    return new Dispatchers(routes, room);
  }
}
