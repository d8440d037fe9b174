package io.belay.local.launch;

import io.belay.local.FreePort;
import io.belay.local.LocalBroker;
import io.belay.local.LocalKeys;
import io.belay.local.LocalRegistry;
import io.belay.local.ServiceProcess;
import io.belay.local.inbox.Inbox;
import io.belay.local.inbox.LocalMailbox;
import io.belay.local.inbox.LocalSmsCentre;
import io.belay.local.inbox.MessageViewer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The whole system on one machine, started in order and stopped in the opposite one. */
final class LocalPlatform implements AutoCloseable {
  static final int PARTITIONS = 4;

  private static final Duration READY_WITHIN = Duration.ofMinutes(2);
  private static final String CLIENT = "local-run";
  private static final String ALL_SCOPES =
      "cases:write cases:read contacts:write contacts:read extensions:approve ops";

  private final Options options;
  private final Path dir;
  private final Path packs;
  private final String trackingKey;
  private final StartProgress progress;
  private final LocalKeys keys = new LocalKeys();
  private final Inbox inbox = new Inbox();
  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private boolean closed;
  private String bootstrapServers = "";
  private String registryUrl = "";

  LocalPlatform(Options options, DataDirectory data, Path packs, StartProgress progress) {
    this.options = options;
    this.dir = data.path();
    this.packs = packs;
    this.trackingKey = data.trackingKey();
    this.progress = progress;
  }

  /**
   * Starts everything; returns when all is ready.
   *
   * @throws CannotRun when a port is taken
   */
  void start() {
    checkPorts();
    keys.writePublicKey(dir.resolve("public.pem"));
    started(LocalSmsCentre.start(options.port(Port.SMS), inbox));
    started(LocalMailbox.start(options.port(Port.MAIL), inbox));
    started(MessageViewer.start(options.port(Port.VIEWER), inbox));
    progress.starting("broker");
    var broker = started(LocalBroker.start(dir, options.port(Port.BROKER)));
    broker.createTopics(PARTITIONS);
    bootstrapServers = broker.bootstrapServers();
    progress.ready("broker");
    registryUrl = "http://127.0.0.1:" + options.port(Port.REGISTRY);
    // The services wait for registry and topics; on two cores starting all at once is fastest.
    together(
        () ->
            progress.watched(
                "registry",
                () ->
                    started(
                        LocalRegistry.start(dir, options.port(Port.REGISTRY), bootstrapServers))),
        () -> service("intake", Port.INTAKE, intakeSettings()),
        () -> service("escalation", Port.ESCALATION, escalationSettings()),
        () -> service("notification", Port.NOTIFICATION, notificationSettings()));
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  String registryUrl() {
    return registryUrl;
  }

  String url(Port port) {
    return "http://127.0.0.1:" + options.port(port);
  }

  Inbox inbox() {
    return inbox;
  }

  /** A token with every scope. */
  String token() {
    return keys.token(CLIENT, ALL_SCOPES);
  }

  @Override
  public void close() {
    var toStop = new ArrayList<AutoCloseable>();
    synchronized (running) {
      closed = true;
      running.descendingIterator().forEachRemaining(toStop::add);
      running.clear();
    }
    // services first, at once; then what they need
    together(
        toStop.stream()
            .filter(ServiceProcess.class::isInstance)
            .map(LocalPlatform::closing)
            .toArray(Callable<?>[]::new));
    toStop.stream().filter(part -> !(part instanceof ServiceProcess)).forEach(LocalPlatform::close);
  }

  private void checkPorts() {
    for (var port : Port.values()) {
      if (!FreePort.isFree(options.port(port))) {
        throw new CannotRun(
            "port %d of %s is taken; stop what listens there, or move it with %s N"
                .formatted(options.port(port), port.owner(), port.flag()));
      }
    }
  }

  private ServiceProcess service(String name, Port port, Map<String, String> settings) {
    return progress.watched(
        name,
        () -> {
          var service = start(name, port, settings);
          service.awaitReady(READY_WITHIN);
          return service;
        });
  }

  private ServiceProcess start(String name, Port port, Map<String, String> settings) {
    var service =
        started(
            ServiceProcess.start(
                name + "-service", name + "-1", dir, options.port(port), heap(port), settings));
    service.onWishToStartAgain(() -> startAgain(service, () -> start(name, port, settings)));
    return service;
  }

  private void startAgain(ServiceProcess ended, Runnable start) {
    synchronized (running) {
      if (running.remove(ended)) {
        start.run();
      }
    }
  }

  private static int heap(Port service) {
    return service == Port.ESCALATION ? 384 : 320;
  }

  private Map<String, String> settings() {
    var settings = new LinkedHashMap<String, String>();
    settings.put("spring.kafka.bootstrap-servers", bootstrapServers);
    settings.put("belay.registry.url", registryUrl);
    settings.put(
        "spring.security.oauth2.resourceserver.jwt.public-key-location",
        "file:" + dir.resolve("public.pem"));
    return settings;
  }

  private Map<String, String> trackingSettings() {
    return Map.of(
        "belay.tracking.keys.local",
        trackingKey,
        "belay.tracking.active-key",
        "local",
        "belay.tracking.base-url",
        url(Port.NOTIFICATION) + "/track");
  }

  private Map<String, String> intakeSettings() {
    var settings = settings();
    settings.putAll(trackingSettings());
    return settings;
  }

  private Map<String, String> escalationSettings() {
    var settings = settings();
    settings.put("belay.instance-id", "escalation-1");
    settings.put("belay.state-directory", dir.resolve("escalation").toString());
    settings.put("belay.packs.directory", packs.toString());
    settings.put("belay.packs.initial", options.pack());
    return settings;
  }

  private Map<String, String> notificationSettings() {
    var settings = settings();
    settings.putAll(trackingSettings());
    settings.put("belay.instance-id", "notification-1");
    settings.put("belay.state-directory", dir.resolve("notification").toString());
    settings.put("belay.sms.port", Integer.toString(options.port(Port.SMS)));
    settings.put("belay.email.port", Integer.toString(options.port(Port.MAIL)));
    return settings;
  }

  /** Remembers what is to be stopped; stops it at once when everything is being stopped already. */
  private <T extends AutoCloseable> T started(T part) {
    synchronized (running) {
      if (!closed) {
        running.addLast(part);
        return part;
      }
    }
    close(part);
    throw new CannotRun("stopped while starting");
  }

  private static Callable<?> closing(AutoCloseable part) {
    return () -> {
      part.close();
      return part;
    };
  }

  private static void close(AutoCloseable part) {
    together(closing(part));
  }

  private static void together(Callable<?>... tasks) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var results = new ArrayList<Future<?>>();
      for (var task : tasks) {
        results.add(threads.submit(task));
      }
      for (var result : results) {
        result.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotRun("interrupted");
    }
  }
}
