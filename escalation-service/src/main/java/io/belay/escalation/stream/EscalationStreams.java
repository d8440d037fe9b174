package io.belay.escalation.stream;

import io.belay.contract.Topics;
import io.belay.duetime.CopyAges;
import io.belay.guard.end.UnclosedStores;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running streams of this instance. Started once broker, registry and topics answer; until then
 * it waits and is not ready.
 */
public final class EscalationStreams implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EscalationStreams.class);
  private static final List<String> NEEDED =
      List.of(
          Topics.CASE_EVENTS,
          Topics.CASE_PROGRESS,
          Topics.FOLLOW_UPS_URGENT,
          Topics.POLICY_PACKS,
          Topics.deadLettersOf(Topics.CASE_EVENTS));
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

  private final Supplier<Topology> topology;
  private final Map<String, Object> settings;
  private final Supplier<Admin> admins;
  private final Packs packs;
  private final CaseObserver observer;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final RepeatedTrouble trouble = new RepeatedTrouble(log);
  private final CopyAges copyAges;
  private final AtomicReference<@Nullable KafkaStreams> running = new AtomicReference<>();
  private final BrokerWatch broker;
  private volatile @Nullable HostInfo address;

  /**
   * @param topology makes the topology; may need the registry
   * @param settings of Kafka Streams
   */
  public EscalationStreams(
      Supplier<Topology> topology,
      Map<String, Object> settings,
      Supplier<Admin> admins,
      Packs packs,
      CaseObserver observer) {
    this.topology = topology;
    this.settings = settings;
    this.admins = admins;
    this.packs = packs;
    this.observer = observer;
    this.broker = new BrokerWatch(admins);
    this.copyAges = new CopyAges(packs.clock());
  }

  /**
   * Waits for the platform, publishes the packs and starts.
   *
   * @param self where other instances reach this one
   * @throws PackConflictException if a pack file differs from what was published under its version
   */
  public void start(HostInfo self) {
    Optional<Topology> found = Optional.empty();
    while (closing.getCount() > 0 && found.isEmpty()) {
      found = topologyOnceThePlatformIsThere();
      if (found.isEmpty()) {
        pause();
      }
    }
    found.ifPresent(ready -> start(ready, self));
  }

  private void start(Topology ready, HostInfo self) {
    var streams = new KafkaStreams(ready, propertiesFor(self));
    streams.setUncaughtExceptionHandler(
        thrown -> {
          trouble.inside("Expected a stream thread to live, but it is replaced", thrown);
          observer.threadReplaced();
          return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
    observer.starting(streams);
    broker.start();
    streams.setStandbyUpdateListener(copyAges);
    address = self;
    running.set(streams);
    streams.start();
    Thread.ofPlatform().name("policy-packs").daemon().start(this::followPacks);
  }

  /** True while the broker answers and every partition given to this instance is worked on. */
  public boolean isReady() {
    var streams = running.get();
    return streams != null && streams.state() == KafkaStreams.State.RUNNING && broker.answers();
  }

  /**
   * Whether it reads, or takes over what it is to read: neither before its start nor once it
   * stopped.
   */
  public boolean isReading() {
    var streams = running.get();
    return streams != null && streams.state().isRunningOrRebalancing();
  }

  /** What it does, in one word. */
  public String state() {
    var streams = running.get();
    if (streams == null) {
      return "WAITING_FOR_PLATFORM";
    }
    return broker.answers() ? streams.state().name() : "BROKER_AWAY";
  }

  /** How old the warm copies on this instance are. */
  CopyAges copyAges() {
    return copyAges;
  }

  /** Where other instances reach this one; null before it started. */
  @Nullable HostInfo self() {
    return address;
  }

  /** The streams, if they have been started. */
  @Nullable KafkaStreams started() {
    return running.get();
  }

  @Override
  public void close() {
    closing.countDown();
    broker.close();
    var streams = running.get();
    if (streams != null && !streams.close(CLOSE_WITHIN)) {
      log.warn("Expected the streams to close within {}, but they did not", CLOSE_WITHIN);
      UnclosedStores.left();
    }
  }

  /** Stops and leaves the group, so that others take over at once; what is started again joins. */
  public void leave() {
    closing.countDown();
    var streams = running.get();
    if (streams != null
        && !streams.close(
            CloseOptions.groupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(CLOSE_WITHIN))) {
      log.warn("Expected the streams to leave within {}, but they did not", CLOSE_WITHIN);
    }
  }

  private Optional<Topology> topologyOnceThePlatformIsThere() {
    try (var admin = admins.get()) {
      admin.describeTopics(NEEDED).allTopicNames().get();
      packs.publish();
      return Optional.of(topology.get());
    } catch (PackConflictException refused) {
      throw refused;
    } catch (ExecutionException e) {
      trouble.outside(
          "Waiting for the broker and its topics", Objects.requireNonNull(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while waiting for the platform", e);
    } catch (RuntimeException e) {
      trouble.outside("Waiting for the broker and the registry", e);
    }
    return Optional.empty();
  }

  private void followPacks() {
    while (closing.getCount() > 0) {
      try (var topic = packs.follow()) {
        while (closing.getCount() > 0) {
          topic.readNext();
        }
      } catch (RuntimeException e) {
        trouble.outside("Expected to follow policy-packs, but could not", e);
        pause();
      }
    }
  }

  private void pause() {
    try {
      var unused = closing.await(RETRY_AFTER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while waiting", e);
    }
  }

  private Properties propertiesFor(HostInfo self) {
    var all = new HashMap<>(settings);
    all.put(StreamsConfig.APPLICATION_SERVER_CONFIG, self.host() + ":" + self.port());
    all.put(DeadLetters.OBSERVER, observer);
    var properties = new Properties();
    properties.putAll(all);
    return properties;
  }
}
