package io.belay.endtoend.faults;

import io.belay.local.FreePort;
import io.belay.local.LocalCluster;
import io.belay.local.LocalKeys;
import io.belay.local.LocalRegistry;
import io.belay.local.ServiceProcess;
import io.belay.local.inbox.Inbox;
import io.belay.local.inbox.LocalMailbox;
import io.belay.local.inbox.LocalSmsCentre;
import io.belay.local.operate.OperatorCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The system as a bank runs it, on one machine: three brokers, a registry, two instances of each
 * service, an SMS centre and a mail server. Each part can be hurt and healed; ports and data stay.
 */
final class Cluster implements AutoCloseable {
  /** A class whose receipt is not there by then goes on, by another channel where it may. */
  static final Duration RECEIPT_WITHIN = Duration.ofSeconds(15);

  private static final int PARTITIONS = 4;
  private static final int HEAP_MEGABYTES = 256;
  private static final String FIRST_BROKER = "broker-0";
  private static final int BROKER_MEGABYTES = 1024;
  private static final int INSTANCE_MEGABYTES = 256;
  private static final Duration READY_WITHIN = Duration.ofMinutes(3);
  private static final String SCOPES = "cases:write cases:read contacts:write contacts:read ops";

  private final Path directory;
  private final Set<Instance> clocksToStep;
  private final LocalKeys keys = new LocalKeys();
  private final Path publicKey;
  private final Inbox inbox = new Inbox();
  private final int smsPort = FreePort.any();
  private final int registryPort = FreePort.any();
  private final LocalMailbox mailbox;
  private final LocalCluster brokers;
  private final NetworkLink network;
  private final Map<Instance, Integer> ports = new TreeMap<>();
  private final Map<Instance, ServiceProcess> services = new ConcurrentSkipListMap<>();
  private final Map<Instance, Release> releases = new TreeMap<>();
  private final Map<String, SmallDisk> disks = new TreeMap<>();
  private LocalSmsCentre smsCentre;
  private LocalRegistry registry;

  private Cluster(Path directory, Set<Instance> clocksToStep, Release release) {
    this.directory = directory;
    this.clocksToStep = Set.copyOf(clocksToStep);
    this.publicKey = keys.writePublicKey(directory.resolve("bank.pem"));
    this.smsCentre = LocalSmsCentre.start(smsPort, inbox);
    this.mailbox = LocalMailbox.start(FreePort.any(), inbox);
    if (SmallDisk.canBeMounted()) {
      disks.put(FIRST_BROKER, SmallDisk.mount(directory.resolve(FIRST_BROKER), BROKER_MEGABYTES));
      for (var instance : Instance.all()) {
        if (instance.kind() != Instance.Kind.INTAKE) {
          disks.put(instance.toString(), SmallDisk.mount(state(instance), INSTANCE_MEGABYTES));
        }
      }
    }
    this.brokers = LocalCluster.start(directory);
    this.network = NetworkLink.open(brokers.linkPorts(), brokers.farPorts());
    brokers.createTopics(PARTITIONS);
    for (var instance : Instance.all()) {
      ports.put(instance, FreePort.any());
      releases.put(instance, release);
    }
    this.registry = launchRegistry();
    Instance.all().forEach(this::start);
    awaitReady();
  }

  /**
   * Starts everything in a directory of its own; returns when all services are ready.
   *
   * @param clocksToStep who gets a wall clock that can be moved
   */
  static Cluster start(Set<Instance> clocksToStep) {
    return start(clocksToStep, Release.BUILT);
  }

  /** As {@link #start(Set)}, with every instance of one release. */
  static Cluster start(Set<Instance> clocksToStep, Release release) {
    try {
      Path target = Path.of(System.getProperty("belay.root"), "end-to-end-tests", "target");
      return new Cluster(
          Files.createTempDirectory(Files.createDirectories(target), "faults-").toAbsolutePath(),
          clocksToStep,
          release);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String bootstrapServers() {
    return brokers.bootstrapServers();
  }

  String registryUrl() {
    return "http://127.0.0.1:" + registryPort;
  }

  /** Both doors, as a load balancer in front of them would know them. */
  List<String> doors() {
    return Instance.of(Instance.Kind.INTAKE).stream()
        .map(instance -> "http://127.0.0.1:" + ports.get(instance))
        .toList();
  }

  String token() {
    return keys.token("fault-suite", SCOPES);
  }

  LocalCluster brokers() {
    return brokers;
  }

  /** Between the brokers and the second instance of each service. */
  NetworkLink network() {
    return network;
  }

  LocalMailbox mailbox() {
    return mailbox;
  }

  LocalSmsCentre smsCentre() {
    return smsCentre;
  }

  /** Everything that reached customers. */
  Inbox inbox() {
    return inbox;
  }

  ServiceProcess service(Instance instance) {
    var service = services.get(instance);
    if (service == null) {
      throw new IllegalStateException("Expected " + instance + " to have been started");
    }
    return service;
  }

  /** Starts an instance, for the first time or again; returns at once. */
  void start(Instance instance) {
    services.put(
        instance,
        ServiceProcess.start(
            releases.getOrDefault(instance, Release.BUILT).jar(instance.kind()),
            instance.toString(),
            directory,
            ports.getOrDefault(instance, 0),
            HEAP_MEGABYTES,
            List.of(),
            clocksToStep.contains(instance) ? WallClock.environment(clock(instance)) : Map.of(),
            settings(instance)));
  }

  /** An instance leaves its groups, as before it is stopped for good. */
  void drain(Instance instance) {
    var said = new ByteArrayOutputStream();
    var out = new PrintStream(said, true, StandardCharsets.UTF_8);
    int code = OperatorCommand.run(out, out, "drain", service(instance).url(), "--token", token());
    if (code != 0) {
      throw new IllegalStateException(
          "Expected to drain %s, but: %s"
              .formatted(instance, said.toString(StandardCharsets.UTF_8)));
    }
  }

  /** Stops an instance in order and starts it from another release; returns when all are ready. */
  void upgrade(Instance instance, Release release) {
    service(instance).close();
    releases.put(instance, release);
    start(instance);
    awaitReady();
  }

  /** Returns when every instance says it is ready. */
  void awaitReady() {
    services.values().forEach(service -> service.awaitReady(READY_WITHIN));
  }

  /** Under the state stores of an instance. */
  SmallDisk diskOf(Instance instance) {
    return Objects.requireNonNull(disks.get(instance.toString()), "no disk of its own");
  }

  SmallDisk diskOfFirstBroker() {
    return Objects.requireNonNull(disks.get(FIRST_BROKER), "no disk of its own");
  }

  /** Moves the wall clock of one process; zero: as the machine's. */
  void stepClock(Instance instance, Duration ahead) {
    WallClock.step(clock(instance), ahead);
  }

  /** What a disk that was replaced has on it. */
  void deleteState(Instance instance) {
    try (var files = Files.walk(state(instance))) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        if (!file.equals(state(instance))) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void killRegistry() {
    registry.kill();
  }

  void startRegistry() {
    registry = launchRegistry();
  }

  /** The centre is gone as after a power cut; messages that arrived stay with their readers. */
  void killSmsCentre() {
    smsCentre.cutConnections();
    smsCentre.close();
  }

  void startSmsCentre() {
    smsCentre = LocalSmsCentre.start(smsPort, inbox);
  }

  @Override
  public void close() {
    services.values().forEach(ServiceProcess::kill);
    registry.kill();
    network.close();
    brokers.close();
    mailbox.close();
    smsCentre.close();
    disks.values().forEach(SmallDisk::close);
  }

  private LocalRegistry launchRegistry() {
    return LocalRegistry.start(directory, registryPort, brokers.bootstrapServers());
  }

  private Path state(Instance instance) {
    return directory.resolve("state").resolve(instance.toString());
  }

  private Path clock(Instance instance) {
    return directory.resolve(instance + ".clock");
  }

  private Map<String, String> settings(Instance instance) {
    var settings = new LinkedHashMap<String, String>();
    settings.put(
        "spring.kafka.bootstrap-servers",
        instance.number() == 2 ? brokers.linkedServers() : brokers.bootstrapServers());
    settings.put("belay.registry.url", registryUrl());
    settings.put(
        "spring.security.oauth2.resourceserver.jwt.public-key-location", "file:" + publicKey);
    switch (instance.kind()) {
      case INTAKE -> settings.putAll(tracking());
      case ESCALATION -> {
        settings.put("belay.instance-id", instance.toString());
        settings.put("belay.state-directory", state(instance).toString());
        settings.put("belay.standby-replicas", "1");
        settings.put("belay.packs.directory", packs().toString());
        settings.put("belay.packs.initial", "steady");
      }
      case NOTIFICATION -> {
        settings.putAll(tracking());
        settings.put(
            releases.getOrDefault(instance, Release.BUILT).nameOfNotification(),
            instance.toString());
        settings.put("belay.state-directory", state(instance).toString());
        // what a crash leaves unknown is known to be so within the suite
        settings.put("belay.outbox.answer-within", "5s");
        settings.put("belay.outbox.routine.send-within", "15s");
        settings.put("belay.outbox.routine.receipt-within", RECEIPT_WITHIN.toSeconds() + "s");
        settings.put("belay.outbox.statutory.send-within", "15s");
        settings.put("belay.outbox.urgent.send-within", "15s");
        settings.put("belay.outbox.urgent.retry-longest", "5s");
        settings.put("belay.outbox.routine.retry-longest", "5s");
        settings.put("belay.outbox.statutory.retry-longest", "5s");
        settings.put("belay.outbox.urgent.receipt-within", RECEIPT_WITHIN.toSeconds() + "s");
        settings.put("belay.sms.reconnect-longest", "2s");
        settings.put("belay.sms.port", Integer.toString(smsPort));
        settings.put("belay.email.port", Integer.toString(mailbox.port()));
      }
    }
    return settings;
  }

  private static Map<String, String> tracking() {
    return Map.of(
        "belay.tracking.keys.k1",
        Base64.getEncoder().encodeToString(new byte[48]),
        "belay.tracking.active-key",
        "k1");
  }

  private static Path packs() {
    return Path.of(
        System.getProperty("belay.root"), "end-to-end-tests", "src", "test", "packs-faults");
  }
}
