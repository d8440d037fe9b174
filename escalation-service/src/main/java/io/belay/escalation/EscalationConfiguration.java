package io.belay.escalation;

import io.belay.escalation.pack.PackLibrary;
import io.belay.escalation.stream.Auditor;
import io.belay.escalation.stream.CaseProcessors;
import io.belay.escalation.stream.CaseReads;
import io.belay.escalation.stream.EscalationStreams;
import io.belay.escalation.stream.EscalationTopology;
import io.belay.escalation.stream.PackShelf;
import io.belay.escalation.stream.Packs;
import io.belay.escalation.stream.QueueBoard;
import io.belay.escalation.stream.RoomLimits;
import io.belay.escalation.stream.RoomObserver;
import io.belay.escalation.stream.Rooms;
import io.belay.escalation.web.Owner;
import io.belay.escalation.web.ReadLimits;
import io.belay.escalation.wire.CaseEvents;
import io.belay.escalation.wire.PackRecords;
import io.belay.escalation.wire.ProgressRecords;
import io.belay.escalation.wire.RoomEvents;
import io.belay.guard.CallerRates;
import io.belay.guard.DrainEndpoint;
import io.belay.guard.Peers;
import io.belay.guard.RequestsAtOnce;
import io.belay.guard.SlowClients;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.tracing.Tracer;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who gets what. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EscalationProperties.class)
class EscalationConfiguration {

  @Bean
  InstantSource clock() {
    return InstantSource.system();
  }

  @Bean
  PackLibrary packLibrary() {
    return new PackLibrary();
  }

  @Bean
  QueueBoard queueBoard() {
    return new QueueBoard();
  }

  @Bean
  ConfiguredSerdes configuredSerdes(KafkaProperties kafka) {
    return new ConfiguredSerdes(kafka);
  }

  @Bean
  MeterFilter keptKafkaMeters() {
    return StreamFigures.kept();
  }

  @Bean
  EscalationMetrics escalationMetrics(
      MeterRegistry registry, QueueBoard board, PackLibrary library, InstantSource clock) {
    return new EscalationMetrics(registry, board, library, clock);
  }

  @Bean
  CaseProcessors caseProcessors(
      PackLibrary library,
      EscalationProperties properties,
      EscalationMetrics metrics,
      QueueBoard board,
      Tracer tracer) {
    return new CaseProcessors(library, properties.tick(), metrics, board, new CaseSpans(tracer));
  }

  @Bean
  Packs packs(
      EscalationProperties properties,
      PackLibrary library,
      ConfiguredSerdes serdes,
      KafkaProperties kafka,
      InstantSource clock) {
    return new Packs(
        PackShelf.of(properties.packs().directory()),
        properties.packs().initial(),
        library,
        () ->
            new KafkaConsumer<>(
                kafka.buildConsumerProperties(),
                new StringDeserializer(),
                PackRecords.deserializer(serdes.deserializer())),
        () ->
            new KafkaProducer<>(
                kafka.buildProducerProperties(),
                new StringSerializer(),
                PackRecords.serializer(serdes.serializer())),
        clock);
  }

  @Bean
  EscalationStreams escalationStreams(
      CaseProcessors decide,
      ConfiguredSerdes serdes,
      KafkaProperties kafka,
      Packs packs,
      EscalationProperties properties,
      EscalationMetrics metrics) {
    var streams =
        new EscalationStreams(
            () -> topology(serdes, decide, properties.rooms(), metrics.rooms()),
            streamsSettings(kafka, properties),
            () -> Admin.create(kafka.buildAdminProperties()),
            packs,
            metrics);
    metrics.watch(streams);
    return streams;
  }

  private static Topology topology(
      ConfiguredSerdes serdes, CaseProcessors decide, RoomLimits limits, RoomObserver rooms) {
    var reader = serdes.deserializer();
    var writer = serdes.serializer();
    ProgressRecords.rehearse(writer, reader);
    return EscalationTopology.build(
        new CaseEvents(reader),
        ProgressRecords.serializer(writer),
        decide,
        new Rooms(new RoomEvents(serdes.serializer()), limits, rooms, decide.backlog()));
  }

  @Bean
  CallerRates callerRates(EscalationProperties properties) {
    return new CallerRates(properties.http());
  }

  @Bean
  SlowClients slowClients(EscalationProperties properties) {
    return new SlowClients(properties.http());
  }

  @Bean
  DrainEndpoint drainEndpoint(ApplicationContext context, EscalationStreams streams) {
    return new DrainEndpoint(context, streams::leave);
  }

  @Bean
  RequestsAtOnce requestsAtOnce(EscalationProperties properties) {
    return new RequestsAtOnce(properties.requestsInFlight());
  }

  @Bean
  CaseReads caseReads(EscalationStreams streams, ConfiguredSerdes serdes) {
    return new CaseReads(streams, ProgressRecords.deserializer(serdes.deserializer()));
  }

  @Bean(initMethod = "start")
  Auditor auditor(
      CaseReads reads,
      EscalationProperties properties,
      InstantSource clock,
      EscalationMetrics metrics) {
    var auditor = new Auditor(reads, properties.audit(), properties.tick().grace(), clock);
    metrics.watch(auditor);
    return auditor;
  }

  @Bean
  Peers peers(@Value("${server.ssl.bundle:}") String bundle, SslBundles bundles) {
    return bundle.isEmpty() ? Peers.plain() : Peers.over(bundles.getBundle(bundle));
  }

  @Bean
  Owner caseOwner(
      CaseReads reads, EscalationProperties properties, Peers peers, InstantSource clock) {
    return new Owner(reads, properties.reads().hopTimeout(), peers, clock);
  }

  @Bean
  ReadLimits readLimits(EscalationProperties properties) {
    return new ReadLimits(properties.reads().mostSteps());
  }

  private static Map<String, Object> streamsSettings(
      KafkaProperties kafka, EscalationProperties properties) {
    var settings = new HashMap<>(kafka.buildStreamsProperties());
    if (!properties.instanceId().isEmpty()) {
      settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, properties.instanceId());
    }
    return settings;
  }

  @Bean
  EscalationStart escalationStart(EscalationStreams streams, EscalationProperties properties) {
    return new EscalationStart(streams, properties.advertisedAddress());
  }
}
