package io.belay.endtoend.faults;

import io.belay.local.replay.EventLog;
import io.belay.local.replay.LogEvent;
import io.belay.local.replay.LogMapping;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A bank at work: so many desks, each of which takes the next case of a log, reports its events in
 * their order with pauses of its own, ends the case where the log did not, and takes the next. The
 * log begins again when it is over.
 */
final class LogTraffic {
  private static final int LONGEST_PAUSE_MILLIS = 4_000;

  private final Doors doors;
  private final List<List<LogEvent>> cases;
  private final Map<String, String> categories;
  private final long seed;
  private final AtomicInteger taken = new AtomicInteger();
  private final ExecutorService desks = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean open = true;

  private LogTraffic(Doors doors, EventLog log, Map<String, String> categories, long seed) {
    this.doors = doors;
    this.cases = byCase(log);
    this.categories = categories;
    this.seed = seed;
  }

  /**
   * Starts it.
   *
   * @param categories the pack's names for the log's
   */
  static LogTraffic start(
      Doors doors, EventLog log, Map<String, String> categories, int desks, long seed) {
    var traffic = new LogTraffic(doors, log, categories, seed);
    for (int desk = 0; desk < desks; desk++) {
      traffic.desks.execute(traffic::work);
    }
    return traffic;
  }

  /** No new cases; returns when each desk has ended the one it has. */
  void end() {
    open = false;
    desks.close();
  }

  private void work() {
    while (open) {
      int number = taken.getAndIncrement();
      play(
          cases.get(number % cases.size()),
          new LogMapping("fault-%d-%d".formatted(seed, number), categories, "other"),
          new Random(seed + number));
    }
  }

  private void play(List<LogEvent> events, LogMapping mapping, Random random) {
    var opening = new LinkedHashMap<>(mapping.opening(events.getFirst(), Instant.now()));
    var key = String.valueOf(opening.remove("idempotencyKey"));
    opening.put("customer", customer(key));
    var caseId = doors.opens(key, opening);
    if (caseId.isEmpty()) {
      return;
    }
    for (var event : events.subList(1, events.size())) {
      if (open) {
        pause(random);
      }
      for (var body : mapping.events(event, Instant.now())) {
        doors.reports(caseId.get(), body);
      }
    }
    if (open) {
      pause(random);
    }
    doors.reports(caseId.get(), body(key, "RESOLVED", Map.of("outcome", "SOLVED")));
    doors.reports(caseId.get(), body(key, "CLOSED", Map.of()));
  }

  /** Of each case another one: what a customer may be sent in a day is not the matter here. */
  private static Map<String, Object> customer(String key) {
    int number = Math.floorMod(key.hashCode(), 1_000_000_000);
    boolean even = number % 2 == 0;
    return Map.of(
        "id",
        "customer-of-" + key,
        "phone",
        "+999%09d".formatted(number),
        "email",
        "customer-%d@example.com".formatted(number),
        "locale",
        number % 3 == 0 ? "zh-CN" : "en",
        "zone",
        "UTC",
        "preferredChannels",
        even ? List.of("SMS", "EMAIL") : List.of("EMAIL", "SMS"));
  }

  private static Map<String, Object> body(String key, String type, Map<String, Object> fields) {
    var body = new LinkedHashMap<String, Object>(fields);
    body.put("type", type);
    body.put("eventId", key + "/end/" + type);
    return body;
  }

  private static void pause(Random random) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(LONGEST_PAUSE_MILLIS)));
  }

  private static List<List<LogEvent>> byCase(EventLog log) {
    var byCase = new LinkedHashMap<String, List<LogEvent>>();
    for (var event : log.events()) {
      byCase.computeIfAbsent(event.caseId(), id -> new ArrayList<>()).add(event);
    }
    return byCase.values().stream()
        .filter(events -> LogMapping.opens(events.getFirst()))
        .map(List::copyOf)
        .toList();
  }
}
