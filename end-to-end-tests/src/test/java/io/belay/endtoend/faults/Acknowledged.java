package io.belay.endtoend.faults;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the doors said, and when. Times are of {@link System#nanoTime}. */
final class Acknowledged {
  private final Map<String, Long> atByEventId = new LinkedHashMap<>();
  private final List<Long> saidNoAt = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();
  private final List<String> unanswered = new ArrayList<>();

  synchronized void yes(String eventId) {
    atByEventId.putIfAbsent(eventId, System.nanoTime());
  }

  /** 503: not acknowledged, perhaps written. */
  synchronized void notNow() {
    saidNoAt.add(System.nanoTime());
  }

  /** A refusal that no repeat would change. */
  synchronized void never(String answer) {
    refused.add(answer);
  }

  /** Tried for as long as a bank would, and given up. */
  synchronized void nobodyAnswered(String eventId) {
    unanswered.add(eventId);
  }

  /** Event ids and when they were acknowledged, in that order. */
  synchronized Map<String, Long> events() {
    return new LinkedHashMap<>(atByEventId);
  }

  /** Whether a door said yes after this time. */
  synchronized boolean anyAfter(long nanoTime) {
    return atByEventId.values().stream().anyMatch(at -> at - nanoTime > 0);
  }

  synchronized List<String> refused() {
    return List.copyOf(refused);
  }

  synchronized List<String> unanswered() {
    return List.copyOf(unanswered);
  }

  synchronized long saidNoBetween(long from, long to) {
    return saidNoAt.stream().filter(at -> at >= from && at <= to).count();
  }
}
