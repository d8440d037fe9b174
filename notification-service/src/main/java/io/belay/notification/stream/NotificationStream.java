package io.belay.notification.stream;

import io.belay.contract.Topics;
import io.belay.duetime.CopyAges;
import io.belay.guard.end.UnclosedStores;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Runs the stream: waits for its topics, starts, answers reads, and says whether it works. */
public final class NotificationStream implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(NotificationStream.class);
  private static final List<String> SOURCES =
      List.of(
          Topics.CASE_PROGRESS,
          Topics.FOLLOW_UPS_URGENT,
          Topics.CUSTOMER_CONTACTS,
          Topics.DELIVERY_OUTCOMES,
          Topics.DELIVERY_RECEIPTS);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(3);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

  private final KafkaStreams streams;
  private final Map<String, Object> adminSettings;
  private final CopyAges copyAges;
  private final Thread watch = Thread.ofVirtual().name("stream-watch").unstarted(this::watch);
  private volatile boolean running;
  private volatile boolean brokerAnswers;

  /** The watch's own. */
  private boolean started;

  public NotificationStream(
      Topology topology,
      Map<String, Object> streamsSettings,
      Map<String, Object> adminSettings,
      InstantSource clock) {
    this.copyAges = new CopyAges(clock);
    this.streams =
        new KafkaStreams(topology, new StreamsConfig(streamsSettings), new PacedConsumers());
    this.adminSettings = adminSettings;
    streams.setUncaughtExceptionHandler(new StreamFailures());
    streams.setStandbyUpdateListener(copyAges);
  }

  /** For meters. */
  public KafkaStreams streams() {
    return streams;
  }

  /** Looks into the stores; {@code self}: where other instances reach this one. */
  public PageReads reads(HostInfo self) {
    return new PageReads(streams, copyAges, self);
  }

  /** Whether broker and stream work: the service may be asked. */
  public boolean isReady() {
    return brokerAnswers && streams.state() == KafkaStreams.State.RUNNING;
  }

  /** Whether the stream stopped for good: only a restart of the service helps. */
  public boolean isBroken() {
    return streams.state() == KafkaStreams.State.ERROR;
  }

  /**
   * Whether it reads, or takes over what it is to read: neither before its start nor once it
   * stopped.
   */
  public boolean isReading() {
    return streams.state().isRunningOrRebalancing();
  }

  /** State in a word, for the health page. */
  public String state() {
    return brokerAnswers ? streams.state().name() : "BROKER_AWAY";
  }

  @Override
  public void start() {
    running = true;
    watch.start();
  }

  @Override
  public void stop() {
    running = false;
    watch.interrupt();
    if (!streams.close(CLOSE_WITHIN)) {
      log.warn("Expected the streams to close within {}, but they did not", CLOSE_WITHIN);
      UnclosedStores.left();
    }
  }

  /** Stops and leaves the group, so that others take over at once; what is started again joins. */
  public void leave() {
    running = false;
    watch.interrupt();
    streams.close(
        CloseOptions.groupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP)
            .withTimeout(CLOSE_WITHIN));
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void watch() {
    try {
      while (running) {
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() throws InterruptedException {
    try (var admin = Admin.create(adminSettings)) {
      while (running) {
        brokerAnswers = hasAll(admin);
        if (brokerAnswers && !started) {
          started = true;
          log.info("All topics are there, the stream starts");
          streams.start();
        }
        Thread.sleep(LOOK_EVERY);
      }
    } catch (KafkaException nobodyToAsk) {
      // the client says why: such as a name that cannot be resolved at this moment
      brokerAnswers = false;
      Thread.sleep(LOOK_EVERY);
    }
  }

  private static boolean hasAll(Admin admin) throws InterruptedException {
    try {
      return admin
          .listTopics()
          .names()
          .get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
          .containsAll(SOURCES);
    } catch (ExecutionException | TimeoutException away) {
      return false;
    }
  }
}
