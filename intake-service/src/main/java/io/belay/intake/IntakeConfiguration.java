package io.belay.intake;

import io.belay.contract.TrackingToken;
import io.belay.guard.CallerRates;
import io.belay.guard.DrainEndpoint;
import io.belay.guard.SlowClients;
import io.belay.intake.domain.CaseEventChecks;
import io.belay.intake.domain.ContactChecks;
import io.belay.intake.domain.Masking;
import io.belay.intake.stream.CaseJournal;
import io.belay.intake.web.ApiDescription;
import io.belay.intake.web.CaseEventStreamController;
import io.belay.intake.web.CasesController;
import io.belay.intake.web.ClientStreams;
import io.belay.intake.web.ContactsController;
import io.belay.intake.web.FrontDoor;
import io.belay.intake.web.JsonTrees;
import io.belay.intake.web.ProblemWriter;
import io.belay.intake.web.Problems;
import io.belay.intake.web.RefusedRequests;
import io.belay.intake.web.RequestLimit;
import io.belay.intake.web.TraceHeader;
import io.belay.intake.web.TrackingLinks;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.swagger.v3.oas.models.OpenAPI;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import tools.jackson.databind.json.JsonMapper;

/** The service's parts: checks, journal, doors. What Kafka needs stands in its own file. */
@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {

  @Bean
  InstantSource clock() {
    return InstantSource.system();
  }

  @Bean
  IntakeMetrics intakeMetrics(MeterRegistry meters) {
    return new IntakeMetrics(meters);
  }

  @Bean
  Masking masking(IntakeMetrics metrics) {
    return new Masking(metrics::masked);
  }

  @Bean
  CaseEventChecks caseEventChecks(Masking masking) {
    return new CaseEventChecks(masking);
  }

  @Bean
  ContactChecks contactChecks(Masking masking) {
    return new ContactChecks(masking);
  }

  /** Sends may block for a moment, so they never run on the threads that serve connections. */
  @Bean(destroyMethod = "close")
  ExecutorService senders() {
    return Executors.newVirtualThreadPerTaskExecutor();
  }

  @Bean
  CaseJournal caseJournal(
      KafkaTemplate<String, Object> acknowledgedRecords,
      ExecutorService senders,
      IntakeProperties properties) {
    return new CaseJournal(acknowledgedRecords, senders, properties.acknowledgeWithin());
  }

  @Bean
  FrontDoor frontDoor(
      CaseEventChecks checks, CaseJournal journal, InstantSource clock, IntakeMetrics metrics) {
    return new FrontDoor(checks, journal, clock, metrics);
  }

  @Bean
  TraceHeader traceHeader() {
    return new TraceHeader();
  }

  @Bean
  MeterFilter keptKafkaMeters() {
    return IntakeMetrics.keptKafkaMeters();
  }

  @Bean
  JsonTrees jsonTrees() {
    return new JsonTrees();
  }

  @Bean
  TrackingLinks trackingLinks(IntakeProperties properties) {
    var tracking = properties.tracking();
    return new TrackingLinks(
        new TrackingToken.Keys(tracking.keys(), tracking.activeKey()),
        tracking.baseUrl(),
        tracking.validFor());
  }

  @Bean
  CasesController casesController(JsonTrees json, FrontDoor door, TrackingLinks links) {
    return new CasesController(json, door, links);
  }

  @Bean
  CaseEventStreamController caseEventStreamController(
      JsonTrees json, FrontDoor door, IntakeProperties properties) {
    return new CaseEventStreamController(
        json, door, properties.streamWindowLines(), properties.streamLineBytes());
  }

  @Bean
  ContactsController contactsController(
      JsonTrees json, ContactChecks checks, FrontDoor door, InstantSource clock) {
    return new ContactsController(json, checks, door, clock);
  }

  @Bean
  ProblemWriter problemWriter(JsonMapper json) {
    return new ProblemWriter(json);
  }

  @Bean
  Problems problems(ProblemWriter writer) {
    return new Problems(writer);
  }

  @Bean
  RefusedRequests refusedRequests(IntakeMetrics metrics) {
    return new RefusedRequests(metrics);
  }

  @Bean
  ClientStreams clientStreams(IntakeProperties properties, ProblemWriter writer) {
    return new ClientStreams(properties.requestsInFlight(), writer);
  }

  @Bean
  RequestLimit requestLimit(
      IntakeProperties properties, ProblemWriter writer, IntakeMetrics metrics) {
    var limit = new RequestLimit(properties.requestsInFlight(), properties.requestWithin(), writer);
    metrics.watchInFlight(limit::inFlight);
    return limit;
  }

  @Bean
  CallerRates callerRates(IntakeProperties properties) {
    return new CallerRates(properties.http());
  }

  @Bean
  SlowClients slowClients(IntakeProperties properties) {
    return new SlowClients(properties.http());
  }

  @Bean
  DrainEndpoint drainEndpoint(
      ApplicationContext context,
      ObjectProvider<ConcurrentMessageListenerContainer<byte[], byte[]>> bankEvents) {
    return new DrainEndpoint(
        context, () -> bankEvents.ifAvailable(ConcurrentMessageListenerContainer::stop));
  }

  @Bean
  OpenAPI apiDescription() {
    return ApiDescription.description();
  }

  @Bean
  OpenApiCustomizer problemsOfTheApi() {
    return ApiDescription.problems();
  }
}
