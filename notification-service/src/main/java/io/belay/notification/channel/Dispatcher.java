package io.belay.notification.channel;

import io.belay.contract.TraceParent;
import io.belay.notification.domain.Lane;
import io.belay.notification.domain.Outgoing.Delivery;
import io.belay.notification.domain.Result;
import io.belay.notification.domain.SendResult;
import io.belay.notification.wire.PassingFailures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes attempts from one topic and sends them on one route.
 *
 * <p>It commits a batch before it sends it: a crash loses the answers, not the order of things, and
 * never repeats a send unseen. The outbox learns by the missing outcome that an attempt is unknown.
 */
public final class Dispatcher implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
  private static final long FINISH_WITHIN_SECONDS = 10;

  private final String topic;
  private final Lane lane;
  private final Route route;
  private final RoutePace pace;
  private final Deserializer<Delivery> deserializer;
  private final DispatchRoom room;
  private final ExecutorService sends = Executors.newVirtualThreadPerTaskExecutor();
  private final Thread thread;
  private volatile boolean open = true;

  public Dispatcher(String topic, Lane lane, Route route, RoutePace pace, DispatchRoom room) {
    this.topic = topic;
    this.lane = lane;
    this.route = route;
    this.pace = pace;
    this.room = room;
    this.deserializer = room.deserializers().get();
    this.thread = Thread.ofPlatform().name("dispatch-" + topic).unstarted(this::run);
  }

  /** Whether it still takes attempts; false after a bug ended it. */
  public boolean isAlive() {
    return thread.isAlive();
  }

  public void start() {
    thread.start();
  }

  private void run() {
    while (open) {
      try (var consumer = room.consumers().get();
          var figures = room.metrics().watch(consumer)) {
        consumer.subscribe(List.of(topic));
        while (open) {
          poll(consumer);
        }
      } catch (InterruptedException closing) {
        Thread.currentThread().interrupt();
        return;
      } catch (KafkaException e) {
        log.warn("Dispatching from {} begins anew: {}", topic, e.toString());
        pauseAfterFailure();
      }
    }
  }

  private void poll(Consumer<byte[], byte[]> consumer) throws InterruptedException {
    if (route.isUp()) {
      consumer.resume(consumer.paused());
    } else {
      consumer.pause(consumer.assignment());
    }
    var batch = consumer.poll(POLL);
    if (batch.isEmpty()) {
      return;
    }
    var deliveries = read(batch);
    consumer.commitSync();
    for (var delivery : deliveries) {
      begin(delivery);
    }
  }

  /** A delivery and the trace it came in. */
  private record Traced(Delivery delivery, Optional<TraceParent> trace) {
    static Traced of(ConsumerRecord<byte[], byte[]> record, Delivery delivery) {
      var trace = record.headers().lastHeader(TraceParent.HEADER);
      return new Traced(
          delivery, trace == null ? Optional.empty() : TraceParent.parse(trace.value()));
    }
  }

  private List<Traced> read(Iterable<ConsumerRecord<byte[], byte[]>> batch) {
    var deliveries = new ArrayList<Traced>();
    for (var record : batch) {
      try {
        var delivery = deserializer.deserialize(record.topic(), record.value());
        deliveries.add(Traced.of(record, delivery));
      } catch (RuntimeException e) {
        if (PassingFailures.mayPass(e)) {
          throw new KafkaException("Expected to read a delivery, but the registry is away", e);
        }
        room.metrics().deadLettered(record.topic());
        room.reports().deadLetter(record, e);
      }
    }
    return deliveries;
  }

  private void begin(Traced taken) throws InterruptedException {
    pace.begin(lane);
    sends.execute(
        () -> {
          var delivery = taken.delivery();
          try (var span =
              room.spans().within(taken.trace(), "send message", delivery.ref().caseId())) {
            send(delivery, span.context());
          } finally {
            pace.ended();
          }
        });
  }

  private void send(Delivery delivery, Optional<TraceParent> trace) {
    if (room.clock().instant().isAfter(delivery.notAfter())) {
      report(delivery, trace, Result.EXPIRED, "send-too-late", false);
      return;
    }
    switch (route.send(delivery)) {
      case SendResult.Accepted accepted -> {
        var now = room.clock().instant();
        room.metrics()
            .reachedGateway(
                delivery.channel(),
                lane.name().toLowerCase(Locale.ROOT),
                delivery.decidedAt(),
                now);
        room.reports().taken(delivery, trace, route.name(), accepted.gatewayMessageIds(), now);
        report(delivery, trace, Result.ACCEPTED, null, false);
      }
      case SendResult.Refused refused ->
          report(delivery, trace, Result.REFUSED, refused.reason(), refused.retryable());
      case SendResult.Unknown unknown ->
          report(delivery, trace, Result.UNKNOWN, unknown.reason(), false);
    }
  }

  private void report(
      Delivery delivery,
      Optional<TraceParent> trace,
      Result result,
      @Nullable String reason,
      boolean retryable) {
    room.metrics().attempted(delivery.channel(), route.name(), result, reason);
    room.reports()
        .outcome(delivery, trace, result, reason, retryable, route.name(), room.clock().instant());
  }

  private void pauseAfterFailure() {
    try {
      Thread.sleep(PAUSE_AFTER_FAILURE);
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      open = false;
    }
  }

  /** Takes nothing more, and waits for the answers to what is under way. */
  @Override
  public void close() {
    open = false;
    try {
      thread.join(POLL.multipliedBy(10));
      thread.interrupt();
      sends.shutdown();
      if (!sends.awaitTermination(FINISH_WITHIN_SECONDS, TimeUnit.SECONDS)) {
        log.warn("Sends from {} are still unanswered; they become unknown", topic);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
