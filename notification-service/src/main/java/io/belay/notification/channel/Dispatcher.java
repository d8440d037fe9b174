package io.belay.notification.channel;

import io.belay.notification.channel.ChannelRoutes.Way;
import io.belay.notification.channel.Fetched.Traced;
import io.belay.notification.channel.Fetched.Turn;
import io.belay.notification.domain.Course;
import io.belay.notification.domain.Lane;
import io.belay.notification.domain.Outgoing.Delivery;
import io.belay.notification.domain.Result;
import io.belay.notification.domain.SendResult;
import io.belay.notification.domain.SendResult.Refused;
import io.belay.notification.wire.DeadLetters;
import io.belay.notification.wire.PassingFailures;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes attempts from one topic and sends each on one of the channel's routes; on another, when one
 * certainly did not take it.
 *
 * <p>It commits an attempt before it sends it, and not before a place under way is free for it: a
 * crash leaves no more unknown than was under way, and never repeats a send unseen. The outbox
 * learns by the missing outcome that an attempt is unknown. What is committed and not sent when the
 * service closes is said to be so; what is fetched and not committed stays in the topic.
 *
 * <p>What is past its time is given back to the outbox also while no route is up, and takes neither
 * a place nor a turn.
 */
public final class Dispatcher implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
  private static final long GATHERS_MILLIS = 20;
  private static final long FINISH_WITHIN_SECONDS = 10;
  private static final Refused NOT_ASKED = new Refused(Refused.ROUTE_DOWN, true);

  private final String topic;
  private final Lane lane;
  private final ChannelRoutes routes;
  private final int mostUnderWay;
  private final Semaphore places;
  private final Deserializer<Delivery> deserializer;
  private final DispatchRoom room;
  private final ExecutorService sends = Executors.newVirtualThreadPerTaskExecutor();
  private final BlockingQueue<Traced> committed = new LinkedBlockingQueue<>();
  private final Thread fetching;
  private final Thread sending;
  private volatile boolean open = true;

  public Dispatcher(String topic, Lane lane, ChannelRoutes routes, DispatchRoom room) {
    this.topic = topic;
    this.lane = lane;
    this.routes = routes;
    this.mostUnderWay = routes.mostUnderWay();
    this.places = new Semaphore(mostUnderWay);
    this.room = room;
    this.deserializer = room.deserializers().get();
    this.fetching = Thread.ofPlatform().name("dispatch-" + topic).unstarted(this::run);
    // virtual as the sends are: who ends one hands its place on without waking a thread of the
    // system
    this.sending = Thread.ofVirtual().name("send-" + topic).unstarted(this::sendCommitted);
  }

  /** Whether it still takes attempts; false after a bug ended it. */
  public boolean isAlive() {
    return fetching.isAlive() && sending.isAlive();
  }

  public void start() {
    fetching.start();
    sending.start();
  }

  private void run() {
    while (open) {
      try (var consumer = room.consumers().get();
          var figures = room.metrics().watch(consumer)) {
        var fetched = new Fetched();
        consumer.subscribe(List.of(topic), fetched);
        while (open) {
          fetch(consumer, fetched);
          giveBackOverdue(consumer, fetched);
          if (routes.isAnyUp()) {
            commitNext(consumer, fetched);
          }
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

  private void fetch(Consumer<byte[], byte[]> consumer, Fetched fetched) {
    if (fetched.size() < mostUnderWay) {
      consumer.resume(consumer.paused());
    } else {
      consumer.pause(consumer.assignment());
    }
    boolean goesOn = fetched.size() > 0 && routes.isAnyUp();
    var records = consumer.poll(goesOn ? Duration.ZERO : POLL);
    read(records, fetched);
    // as much as is there already: what is committed together costs one question to the broker
    while (!records.isEmpty() && fetched.size() < mostUnderWay) {
      records = consumer.poll(Duration.ZERO);
      read(records, fetched);
    }
  }

  private void commitNext(Consumer<byte[], byte[]> consumer, Fetched fetched)
      throws InterruptedException {
    if (fetched.size() == 0 || !awaitPlaces(fetched.size())) {
      return;
    }
    var turn = fetched.next(places::tryAcquire);
    if (turn.isEmpty()) {
      return;
    }
    boolean isCommitted = false;
    try {
      isCommitted = commit(consumer, fetched, turn);
    } finally {
      if (!isCommitted) {
        places.release(turn.attempts().size());
      }
    }
    if (isCommitted) {
      committed.addAll(turn.attempts());
    }
  }

  /** False: it has its turn again, unless others take its partitions. */
  private static boolean commit(Consumer<byte[], byte[]> consumer, Fetched fetched, Turn turn) {
    try {
      consumer.commitSync(turn.positions());
      return true;
    } catch (RebalanceInProgressException | CommitFailedException othersCome) {
      // the next poll says which partitions stay, and forgets what was fetched of the others
      fetched.giveBack(turn);
      return false;
    }
  }

  /** Committed or not: what is not to be sent any more waits for nothing. */
  private void giveBackOverdue(Consumer<byte[], byte[]> consumer, Fetched fetched) {
    var now = room.clock().instant();
    for (var attempt : committed) {
      if (attempt.delivery().isOverdue(now) && committed.remove(attempt)) {
        notSent(attempt);
      }
    }
    var overdue = fetched.overdue(now);
    if (!overdue.isEmpty() && commit(consumer, fetched, overdue)) {
      overdue.attempts().forEach(attempt -> report(attempt, Refused.TOO_LATE, null));
    }
  }

  /**
   * While more than the routes' windows is committed, a commit waits a moment for several places: a
   * commit for each send would cost the broker more than the send. False: none is free.
   */
  private boolean awaitPlaces(int wanted) throws InterruptedException {
    int several = Math.min(wanted, Math.max(1, mostUnderWay / 4));
    if (places.tryAcquire(several, GATHERS_MILLIS, TimeUnit.MILLISECONDS)) {
      places.release(several);
      return true;
    }
    if (places.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
      places.release();
      return true;
    }
    return false;
  }

  private void sendCommitted() {
    try {
      while (open) {
        begin(committed.take());
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(Iterable<ConsumerRecord<byte[], byte[]>> batch, Fetched fetched) {
    for (var record : batch) {
      try {
        fetched.add(record, deserializer.deserialize(record.topic(), record.value()));
      } catch (RuntimeException e) {
        if (PassingFailures.mayPass(e)) {
          throw new KafkaException("Expected to read a delivery, but the registry is away", e);
        }
        var letter = DeadLetters.of(record, e);
        room.reports().deadLetter(letter);
        room.metrics().deadLettered(record.topic(), letter.reason());
        fetched.addUnreadable(record);
      }
    }
  }

  private void begin(Traced taken) throws InterruptedException {
    var first = routes.next(Course.besides(taken.delivery().failedRoute()));
    if (first.isEmpty() || isOverdue(taken)) {
      notSent(taken);
      return;
    }
    // who waits for its sender does so apart: others go on meanwhile
    boolean apart = routes.limitsSender(first.get(), taken.delivery());
    try {
      if (!apart && !routes.begin(first.get(), taken.delivery(), lane, () -> open)) {
        notSent(taken);
        return;
      }
    } catch (InterruptedException closing) {
      notSent(taken);
      throw closing;
    }
    sends.execute(
        () -> {
          try (var span =
              room.spans().within(taken.trace(), "send message", taken.delivery().ref().caseId())) {
            var traced = taken.within(span.context());
            if (!apart || begins(first.get(), taken.delivery())) {
              send(traced, first.get());
            } else {
              report(traced, whyNotSent(traced), null);
            }
          } finally {
            places.release();
          }
        });
  }

  /** No route took it, and none was asked: the outbox may hand it out again. */
  private void notSent(Traced attempt) {
    places.release();
    report(attempt, whyNotSent(attempt), null);
  }

  private Refused whyNotSent(Traced attempt) {
    return isOverdue(attempt) ? Refused.TOO_LATE : NOT_ASKED;
  }

  private boolean isOverdue(Traced attempt) {
    return attempt.delivery().isOverdue(room.clock().instant());
  }

  private void send(Traced attempt, Way first) {
    var course = Course.besides(attempt.delivery().failedRoute());
    Way way = first;
    while (true) {
      var result = sendOn(way, attempt.delivery());
      if (!(result instanceof Refused refused)) {
        report(attempt, result, way);
        return;
      }
      course = course.after(way.name(), refused);
      var next = course.goesOnAfter(refused) ? routes.next(course) : Optional.<Way>empty();
      if (next.isEmpty() || !begins(next.get(), attempt.delivery())) {
        report(attempt, result, way);
        return;
      }
      room.metrics().wentOn(way.name(), refused.reason());
      way = next.get();
    }
  }

  /** One send; what comes to its turn too late is not sent. */
  private SendResult sendOn(Way way, Delivery delivery) {
    try {
      if (delivery.isOverdue(room.clock().instant())) {
        return Refused.TOO_LATE;
      }
      long begun = System.nanoTime();
      var result = way.route().send(delivery);
      routes.observe(way, result, Duration.ofNanos(System.nanoTime() - begun));
      return result;
    } finally {
      way.pace().ended();
    }
  }

  /** False: the service is closing, or its time is over. */
  private boolean begins(Way way, Delivery delivery) {
    try {
      return routes.begin(way, delivery, lane, () -> open);
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void report(Traced attempt, SendResult result, @Nullable Way way) {
    var route = way == null ? null : way.name();
    switch (result) {
      case SendResult.Accepted accepted -> {
        accepted(attempt, accepted, route);
        report(attempt, Result.ACCEPTED, null, false, route);
      }
      case Refused refused when refused.equals(Refused.TOO_LATE) ->
          report(attempt, Result.EXPIRED, refused.reason(), false, route);
      case Refused refused ->
          report(attempt, Result.REFUSED, refused.reason(), refused.retryable(), route);
      case SendResult.Unknown unknown ->
          report(attempt, Result.UNKNOWN, unknown.reason(), false, route);
    }
  }

  private void accepted(Traced attempt, SendResult.Accepted accepted, @Nullable String route) {
    var delivery = attempt.delivery();
    var now = room.clock().instant();
    attempt
        .waitsSince()
        .ifPresent(since -> room.metrics().reachedGateway(delivery.channel(), lane, since, now));
    if (route != null) {
      room.reports().taken(delivery, attempt.trace(), route, accepted.gatewayMessageIds(), now);
    }
  }

  private void report(
      Traced attempt,
      Result result,
      @Nullable String reason,
      boolean retryable,
      @Nullable String route) {
    var delivery = attempt.delivery();
    room.metrics().attempted(delivery.channel(), route, result, reason);
    room.reports()
        .outcome(
            delivery, attempt.trace(), result, reason, retryable, route, room.clock().instant());
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
      fetching.join(POLL.multipliedBy(10));
      fetching.interrupt();
      sending.interrupt();
      sending.join(POLL.multipliedBy(10));
      for (var left = committed.poll(); left != null; left = committed.poll()) {
        notSent(left);
      }
      sends.shutdown();
      if (!sends.awaitTermination(FINISH_WITHIN_SECONDS, TimeUnit.SECONDS)) {
        log.warn("Sends from {} are still unanswered; they become unknown", topic);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
