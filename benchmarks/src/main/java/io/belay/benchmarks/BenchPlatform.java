package io.belay.benchmarks;

import io.belay.local.FreePort;
import io.belay.local.LocalBroker;
import io.belay.local.LocalKeys;
import io.belay.local.LocalRegistry;
import io.belay.local.ServiceProcess;
import io.belay.local.inbox.Inbox;
import io.belay.local.inbox.LocalSmsCentre;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The system under measurement, each part a process; the SMS centre is in this one. */
final class BenchPlatform implements AutoCloseable {
  static final int PARTITIONS = 4;

  /** As configured by default. */
  private static final int STREAM_THREADS = 2;

  private static final Duration READY_WITHIN = Duration.ofMinutes(2);
  static final int HEAP_MEGABYTES = 512;

  /** A million open cases are to fit into less. */
  static final int ESCALATION_HEAP_MEGABYTES = 1_000;

  /** Local services compile only once, for a quick start; what is measured compiles as in use. */
  private static final List<String> FULLY_COMPILED = List.of("-XX:TieredStopAtLevel=4");

  private final Path directory;
  private final int streamThreads;
  private String pack = "bench";
  private final LocalKeys keys = new LocalKeys();
  private final Path publicKey;
  private final String token = keys.token("benchmarks", "cases:write contacts:write");
  private final Inbox inbox = new Inbox();
  private final LocalSmsCentre smsCentre = LocalSmsCentre.start(FreePort.any(), inbox);
  private final LocalBroker broker;
  private final LocalRegistry registry;
  private final AvroSettings avro;
  private final Map<String, ServiceProcess> running = new LinkedHashMap<>();
  private final Map<String, ProcessUse> used = new LinkedHashMap<>();

  private BenchPlatform(Path directory, int partitions, int streamThreads) {
    this.directory = directory;
    this.streamThreads = streamThreads;
    this.publicKey = keys.writePublicKey(directory.resolve("public.pem"));
    this.broker = LocalBroker.start(directory);
    broker.createTopics(partitions);
    this.registry = LocalRegistry.start(directory, broker.bootstrapServers());
    this.avro = new AvroSettings(registry.url());
  }

  /** Broker, registry and SMS centre; no service yet. */
  static BenchPlatform start(Path directory) {
    return start(directory, PARTITIONS, STREAM_THREADS);
  }

  /** As {@link #start(Path)}, with so many partitions a topic and threads of escalation. */
  static BenchPlatform start(Path directory, int partitions, int streamThreads) {
    return new BenchPlatform(directory, partitions, streamThreads);
  }

  /** All three services, with this pack for new cases; returns when they are ready. */
  void startServices(String pack) {
    this.pack = pack;
    startServices();
  }

  /** All three services; returns when they are ready. */
  void startServices() {
    launchIntake();
    launchEscalation();
    Map<String, String> notification = tracking();
    notification.put("belay.instance-id", "notification-1");
    notification.put("belay.state-directory", directory.resolve("notification").toString());
    notification.put("belay.sms.port", Integer.toString(smsCentre.port()));
    // a case's first text is several SMS: the service is measured, not a gateway's rate
    notification.put("belay.sms.rate-per-second", "50000");
    launch("notification-service", notification);
    running.values().forEach(service -> service.awaitReady(READY_WITHIN));
  }

  /** The notification service without the others; returns when it is ready. */
  void startNotificationAlone(Map<String, String> settings) {
    Map<String, String> notification = tracking();
    notification.put("belay.instance-id", "notification-1");
    notification.put("belay.state-directory", directory.resolve("notification").toString());
    notification.putAll(settings);
    launch("notification-service", notification);
    running.values().forEach(service -> service.awaitReady(READY_WITHIN));
  }

  /** The escalation service without the others; returns when it is ready. */
  void startEscalationAlone() {
    launchEscalation();
    running.values().forEach(service -> service.awaitReady(READY_WITHIN));
  }

  /** The front door without the others; returns when it is ready. */
  void startIntakeAlone() {
    launchIntake();
    running.values().forEach(service -> service.awaitReady(READY_WITHIN));
  }

  /** Of the tokens that the services take. */
  Path publicKey() {
    return publicKey;
  }

  /** Starts the escalation service and does not wait: its start-up is the reader's to see. */
  void startEscalation() {
    launchEscalation();
  }

  /** False once the escalation service has ended by itself or was stopped. */
  boolean escalationIsAlive() {
    ServiceProcess escalation = running.get("escalation-service");
    return escalation != null && escalation.isAlive();
  }

  long escalationPid() {
    return escalation().pid();
  }

  String escalationUrl() {
    return escalation().url();
  }

  private ServiceProcess escalation() {
    ServiceProcess escalation = running.get("escalation-service");
    if (escalation == null) {
      throw new IllegalStateException("Expected escalation to run, but it is stopped");
    }
    return escalation;
  }

  /** Where it keeps its stores. */
  Path escalationState() {
    return directory.resolve("escalation");
  }

  /** Where the broker keeps its topics. */
  Path brokerData() {
    return directory.resolve("broker").resolve("data");
  }

  /** Deletes a directory with all that is in it. */
  static void delete(Path directory) {
    try (var files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void stopEscalation() {
    stop("escalation-service");
  }

  void stopNotificationAndIntake() {
    stop("notification-service");
    stop("intake-service");
  }

  String bootstrapServers() {
    return broker.bootstrapServers();
  }

  AvroSettings avro() {
    return avro;
  }

  String token() {
    return token;
  }

  Inbox inbox() {
    return inbox;
  }

  String intakeUrl() {
    ServiceProcess intake = running.get("intake-service");
    if (intake == null) {
      throw new IllegalStateException("Expected intake to run, but it is stopped");
    }
    return intake.url();
  }

  /** Ids of all processes of this platform and of this one, all JVMs, by name. */
  Map<String, Long> jvms() {
    var jvms = new LinkedHashMap<String, Long>();
    running.forEach((module, service) -> jvms.put(module, service.pid()));
    jvms.put("broker", broker.pid());
    jvms.put("registry", registry.pid());
    jvms.put("driver", ProcessHandle.current().pid());
    return jvms;
  }

  /** What each process has used; a service that was started again counts all its processes. */
  Map<String, ProcessUse> uses() {
    running.forEach((module, service) -> count(module, service.pid()));
    count("broker", broker.pid());
    count("registry", registry.pid());
    count("this driver, with the SMS centre", ProcessHandle.current().pid());
    return used;
  }

  @Override
  public void close() {
    running.values().forEach(ServiceProcess::close);
    registry.close();
    broker.close();
    smsCentre.close();
  }

  private void launchEscalation() {
    launch(
        "escalation-service",
        Map.of(
            "belay.instance-id",
            "escalation-1",
            "belay.state-directory",
            escalationState().toString(),
            "belay.packs.directory",
            Path.of(System.getProperty("belay.root"), "benchmarks", "packs").toString(),
            "belay.packs.initial",
            pack,
            "belay.stream-threads",
            Integer.toString(streamThreads)));
  }

  private void launchIntake() {
    Map<String, String> intake = tracking();
    // all clients of a measurement are one caller: the service is measured, not what one may ask
    intake.put("belay.http.requests-per-second", "100000");
    launch("intake-service", intake);
  }

  private static Map<String, String> tracking() {
    var settings = new LinkedHashMap<String, String>();
    settings.put("belay.tracking.keys.k1", Base64.getEncoder().encodeToString(new byte[48]));
    settings.put("belay.tracking.active-key", "k1");
    return settings;
  }

  private void launch(String module, Map<String, String> ownSettings) {
    var settings = new LinkedHashMap<>(ownSettings);
    settings.put("spring.kafka.bootstrap-servers", broker.bootstrapServers());
    settings.put("belay.registry.url", registry.url());
    settings.put(
        "spring.security.oauth2.resourceserver.jwt.public-key-location", "file:" + publicKey);
    running.put(
        module,
        ServiceProcess.start(
            module,
            module + "-1",
            directory,
            FreePort.any(),
            module.equals("escalation-service") ? ESCALATION_HEAP_MEGABYTES : HEAP_MEGABYTES,
            FULLY_COMPILED,
            settings));
  }

  private void stop(String module) {
    @Nullable ServiceProcess service = running.remove(module);
    if (service != null) {
      count(module, service.pid());
      service.close();
    }
  }

  private void count(String name, long pid) {
    ProcessUse.of(pid).ifPresent(use -> used.merge(name, use, ProcessUse::plus));
  }
}
