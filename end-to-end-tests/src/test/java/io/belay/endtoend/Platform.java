package io.belay.endtoend;

import io.belay.local.FreePort;
import io.belay.local.LocalBroker;
import io.belay.local.LocalKeys;
import io.belay.local.LocalRegistry;
import io.belay.local.ServiceProcess;
import io.belay.local.TraceCollector;
import io.belay.local.inbox.Inbox;
import io.belay.local.inbox.LocalMailbox;
import io.belay.local.inbox.LocalSmsCentre;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The whole system on one machine: broker, registry and the three services as processes, SMS centre
 * and mailbox here. Each part can be killed and started again; ports and data stay the same.
 */
final class Platform implements AutoCloseable {
  static final int PARTITIONS = 4;

  private static final Duration READY_WITHIN = Duration.ofSeconds(90);
  private static final int HEAP_MEGABYTES = 320;
  private static final String SCOPES = "cases:write cases:read contacts:write contacts:read ops";

  private final Path directory;
  private final Variant variant;
  private final int brokerPort = FreePort.any();
  private final int registryPort = FreePort.any();
  private final int intakePort = FreePort.any();
  private final int escalationPort = FreePort.any();
  private final int notificationPort = FreePort.any();
  private final LocalKeys keys = new LocalKeys();
  private final Path publicKey;
  private final Inbox inbox = new Inbox();
  private final TraceCollector collector = TraceCollector.start();
  private final int smsPort = FreePort.any();
  private final int bouncesPort = FreePort.any();
  private LocalSmsCentre smsCentre;
  private final LocalMailbox mailbox;
  private LocalBroker broker;
  private LocalRegistry registry;
  private ServiceProcess intake;
  private ServiceProcess escalation;
  private ServiceProcess notification;

  /**
   * What a test has of its own.
   *
   * @param packs folder of policy packs beside this one
   * @param pack in force from the start
   * @param notification settings of the notification service that differ
   * @param flags of each service's JVM, beside those for a quick start
   */
  record Variant(String packs, String pack, Map<String, String> notification, List<String> flags) {
    static final Variant USUAL = new Variant("packs", "short", Map.of(), List.of());
  }

  private Platform(Path directory, Variant variant) {
    this.directory = directory;
    this.variant = variant;
    this.publicKey = keys.writePublicKey(directory.resolve("bank.pem"));
    this.smsCentre = LocalSmsCentre.start(smsPort, inbox);
    this.mailbox = LocalMailbox.start(FreePort.any(), inbox);
    this.broker = LocalBroker.start(directory, brokerPort);
    broker.createTopics(PARTITIONS);
    this.registry = LocalRegistry.start(directory, registryPort, broker.bootstrapServers());
    this.intake = launchIntake();
    this.escalation = launchEscalation();
    this.notification = launchNotification();
    awaitServices();
  }

  /** Starts everything in a directory of its own; returns when the services are ready. */
  static Platform start() {
    return start(Variant.USUAL);
  }

  /** As {@link #start()}, with settings of its own. */
  static Platform start(Variant variant) {
    try {
      Path target = Path.of(System.getProperty("belay.root"), "end-to-end-tests", "target");
      return new Platform(
          Files.createTempDirectory(Files.createDirectories(target), "platform-").toAbsolutePath(),
          variant);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String bootstrapServers() {
    return broker.bootstrapServers();
  }

  String intakeUrl() {
    return "http://127.0.0.1:" + intakePort;
  }

  String escalationUrl() {
    return "http://127.0.0.1:" + escalationPort;
  }

  String notificationUrl() {
    return "http://127.0.0.1:" + notificationPort;
  }

  /** A token for the services' REST interfaces. */
  String token() {
    return keys.token("end-to-end-tests", SCOPES);
  }

  /** How the SMS centre treats what it is given; to be set back by whoever changes it. */
  LocalSmsCentre smsCentre() {
    return smsCentre;
  }

  /** Where each service is scraped: its name and {@code host:port}. */
  Map<String, String> scrapeTargets() {
    var targets = new LinkedHashMap<String, String>();
    targets.put("intake", "127.0.0.1:" + intakePort);
    targets.put("escalation", "127.0.0.1:" + escalationPort);
    targets.put("notification", "127.0.0.1:" + notificationPort);
    return targets;
  }

  /** What the services tell of traces. */
  TraceCollector collector() {
    return collector;
  }

  /** The mail server gives its latest e-mail to this address back, by SMTP. */
  void mailComesBack(String to, String action, String status) {
    mailbox.giveBack(to, action, status, bouncesPort);
  }

  /** The SMS gateway goes away, as for its operator's outage. */
  void stopSmsCentre() {
    smsCentre.close();
  }

  /** The SMS gateway is back where it was. */
  void startSmsCentre() {
    smsCentre = LocalSmsCentre.start(smsPort, inbox);
  }

  /** Whether escalation takes part, as a load balancer asks. */
  boolean escalationIsReady() {
    return escalation.isReady();
  }

  /** What the services have logged so far. */
  String logs() {
    var all = new StringBuilder();
    for (var instance : List.of("intake-1", "escalation-1", "notification-1")) {
      try {
        all.append(Files.readString(directory.resolve("logs").resolve(instance + ".log")));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return all.toString();
  }

  /** Everything that reached customers, by SMS and e-mail. */
  Inbox inbox() {
    return inbox;
  }

  /** The bank's REST client. */
  IntakeClient intake() {
    return new IntakeClient(intakeUrl(), keys.token("end-to-end-tests", SCOPES));
  }

  RecordReader recordReader() {
    return new RecordReader(registry.url());
  }

  Bank bank() {
    return new Bank(intake(), recordReader(), bootstrapServers());
  }

  /** SIGKILL to the escalation service. */
  void killEscalation() {
    escalation.kill();
  }

  /** Starts the escalation service again; returns when it is ready. */
  void startEscalation() {
    escalation = launchEscalation();
    escalation.awaitReady(READY_WITHIN);
  }

  /** SIGKILL to the notification service, and a new start; returns when it is ready. */
  void killAndStartNotification() {
    notification.kill();
    notification = launchNotification();
    notification.awaitReady(READY_WITHIN);
  }

  /** SIGKILL to the broker. */
  void killBroker() {
    broker.kill();
  }

  /** Starts the broker again where it was. */
  void startBroker() {
    broker = LocalBroker.start(directory, brokerPort);
  }

  /** Returns when all services say they are ready. */
  void awaitServices() {
    intake.awaitReady(READY_WITHIN);
    escalation.awaitReady(READY_WITHIN);
    notification.awaitReady(READY_WITHIN);
  }

  /** Stops services, registry and broker in order and starts them again on the same data. */
  void restartEverything() {
    notification.close();
    escalation.close();
    intake.close();
    registry.close();
    broker.close();
    startBroker();
    registry = LocalRegistry.start(directory, registryPort, broker.bootstrapServers());
    intake = launchIntake();
    escalation = launchEscalation();
    notification = launchNotification();
    awaitServices();
  }

  @Override
  public void close() {
    // nothing is read of it any more: it need not end in order
    notification.kill();
    escalation.kill();
    intake.kill();
    registry.kill();
    broker.kill();
    mailbox.close();
    smsCentre.close();
    collector.close();
  }

  private ServiceProcess launchIntake() {
    return launch("intake-service", "intake-1", intakePort, tracking());
  }

  private ServiceProcess launchEscalation() {
    return launch(
        "escalation-service",
        "escalation-1",
        escalationPort,
        Map.of(
            "belay.instance-id",
            "escalation-1",
            "belay.state-directory",
            directory.resolve("escalation").toString(),
            "belay.packs.directory",
            packs().toString(),
            "belay.packs.initial",
            variant.pack()));
  }

  private ServiceProcess launchNotification() {
    Map<String, String> settings = tracking();
    settings.put("belay.instance-id", "notification-1");
    settings.put("belay.state-directory", directory.resolve("notification").toString());
    settings.put("belay.outbox.erasure-wait", "5s");
    // what a killed dispatcher had taken and not sent counts as unknown after both
    settings.put("belay.outbox.answer-within", "5s");
    settings.put("belay.outbox.urgent.send-within", "20s");
    settings.put("belay.outbox.routine.send-within", "20s");
    settings.put("belay.outbox.statutory.send-within", "20s");
    settings.put("belay.sms.port", Integer.toString(smsPort));
    settings.put("belay.sms.reconnect-longest", "1s");
    settings.put("belay.email.port", Integer.toString(mailbox.port()));
    settings.put("belay.email.bounces.domain", "bounces.example");
    settings.put("belay.email.bounces.secret", "sealed-for-the-end-to-end-tests-only");
    settings.put("belay.email.bounces.port", Integer.toString(bouncesPort));
    settings.putAll(variant.notification());
    return launch("notification-service", "notification-1", notificationPort, settings);
  }

  /** Keys of the links that intake hands out and notification opens. */
  private static Map<String, String> tracking() {
    var settings = new LinkedHashMap<String, String>();
    settings.put("belay.tracking.keys.k1", Base64.getEncoder().encodeToString(new byte[48]));
    settings.put("belay.tracking.active-key", "k1");
    return settings;
  }

  private ServiceProcess launch(
      String module, String instance, int port, Map<String, String> ownSettings) {
    var settings = new LinkedHashMap<>(ownSettings);
    settings.put("spring.kafka.bootstrap-servers", broker.bootstrapServers());
    settings.put("logging.structured.format.console", "ecs");
    settings.put("management.opentelemetry.tracing.export.otlp.endpoint", collector.endpoint());
    settings.put("management.opentelemetry.tracing.export.schedule-delay", "500ms");
    settings.put("belay.registry.url", registry.url());
    settings.put(
        "spring.security.oauth2.resourceserver.jwt.public-key-location", "file:" + publicKey);
    return ServiceProcess.start(
        module, instance, directory, port, HEAP_MEGABYTES, variant.flags(), settings);
  }

  private Path packs() {
    var tests = Path.of(System.getProperty("belay.root"), "end-to-end-tests", "src", "test");
    return tests.resolve(variant.packs());
  }
}
