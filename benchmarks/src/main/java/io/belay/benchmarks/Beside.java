package io.belay.benchmarks;

import io.belay.local.inbox.Inbox;
import io.belay.local.inbox.Message;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A day's work beside what is measured: urgent cases at the door, whose customers are told at once,
 * and other cases that bank systems open; so many a second, evenly, until it is ended.
 */
final class Beside implements AutoCloseable {
  private static final int URGENT_PER_SECOND = 100;
  private static final int OTHERS_PER_SECOND = 50;
  private static final int MOST_AT_ONCE = 64;
  private static final Duration ARRIVES_WITHIN = Duration.ofSeconds(60);
  private static final String URGENT_PHONES = "+8617";
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final CaseEventWriter others;
  private final RequestDoor door;
  private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
  private final ExecutorService clients = Executors.newFixedThreadPool(MOST_AT_ONCE);
  private final Map<String, Instant> sentAt = new ConcurrentHashMap<>();
  private final Map<String, Instant> receivedAt = new ConcurrentHashMap<>();
  private final Queue<String> refused = new ConcurrentLinkedQueue<>();
  private final Inbox.Subscription phones;

  /** Ready to begin. */
  Beside(BenchPlatform platform) {
    others = new CaseEventWriter(platform.bootstrapServers(), platform.avro());
    door = new RequestDoor(platform.intakeUrl(), platform.token());
    phones = platform.inbox().onArrival(this::received);
  }

  void begin() {
    atRate(URGENT_PER_SECOND, this::opensUrgent);
    atRate(OTHERS_PER_SECOND, () -> others.send("P3"));
  }

  private void atRate(int perSecond, Runnable action) {
    var unused =
        clock.scheduleAtFixedRate(action, 0, 1_000_000_000L / perSecond, TimeUnit.NANOSECONDS);
  }

  private void opensUrgent() {
    String phone = URGENT_PHONES + "%09d".formatted(NUMBER.getAndIncrement());
    var opening = new Opening("stolen", "urgent-" + phone, phone, Optional.empty());
    sentAt.put(phone, Instant.now());
    clients.execute(
        () -> {
          try {
            door.opens(opening);
          } catch (RuntimeException notOpened) {
            refused.add(phone + ": " + notOpened.getMessage());
          }
        });
  }

  private void received(Message message) {
    if (sentAt.containsKey(message.to())) {
      receivedAt.putIfAbsent(message.to(), message.receivedAt());
    }
  }

  /** No more are opened; returns when the last customer was told. */
  void end() throws InterruptedException {
    clock.close();
    clients.shutdown();
    if (!clients.awaitTermination(ARRIVES_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("Expected all clients to be answered, but some still wait");
    }
    long end = System.nanoTime() + ARRIVES_WITHIN.toNanos();
    while (receivedAt.size() < sentAt.size()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "Expected %d urgent messages, but %d arrived; refused by the door: %d %s"
                .formatted(sentAt.size(), receivedAt.size(), refused.size(), refused.peek()));
      }
      Thread.sleep(10);
    }
  }

  /** Milliseconds from the door to the phone, of urgent cases told to the door until then. */
  List<Long> urgentUntil(Instant until) {
    List<Long> took = new ArrayList<>();
    sentAt.forEach(
        (phone, at) -> {
          if (at.isBefore(until)) {
            took.add(Duration.between(at, receivedAt.getOrDefault(phone, at)).toMillis());
          }
        });
    return took;
  }

  @Override
  public void close() throws IOException {
    clock.shutdownNow();
    clients.shutdownNow();
    phones.close();
    door.close();
    others.close();
  }
}
