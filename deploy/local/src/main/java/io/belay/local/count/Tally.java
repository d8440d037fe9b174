package io.belay.local.count;

import io.belay.events.CaseProgress;
import io.belay.events.ClockBreached;
import io.belay.events.DeliveryOutcome;
import io.belay.events.DeliveryResult;
import io.belay.events.EventRejected;
import io.belay.events.TierPromoted;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts events from the door to {@code case-progress}. Accepted: acknowledged, and recorded there.
 * Rejected: refused at the door, or recorded as a rejection. Lost: acknowledged, and neither.
 */
public final class Tally {
  private static final String BY_TICK = "deadline:";

  private final Set<String> acknowledged = new HashSet<>();
  private final Set<String> recorded = new HashSet<>();
  private final Set<String> rejected = new HashSet<>();
  private final Map<String, Integer> refusals = new TreeMap<>();
  private final Map<String, Integer> rejections = new TreeMap<>();
  private final Map<String, Integer> breaches = new TreeMap<>();
  private final Map<String, Integer> promotions = new TreeMap<>();
  private final Map<String, Map<DeliveryResult, Integer>> outcomes = new TreeMap<>();
  private final Map<String, Long> sequences = new HashMap<>();
  private final Set<String> messages = new HashSet<>();
  private final Set<String> finished = new HashSet<>();
  private final Set<String> seenOutcomes = new HashSet<>();
  private int refused;

  /** The door said yes to this event. */
  public synchronized void acknowledged(String eventId) {
    acknowledged.add(eventId);
  }

  /** The door said no. */
  public synchronized void refused(String reason) {
    refused++;
    refusals.merge(reason, 1, Integer::sum);
  }

  /** A step stands in {@code case-progress}. */
  public synchronized void saw(CaseProgress step) {
    long known = sequences.getOrDefault(step.getCaseId(), 0L);
    if (step.getSequence() > 0 && step.getSequence() <= known) {
      return;
    }
    sequences.put(step.getCaseId(), Math.max(known, step.getSequence()));
    if (!step.getCausedBy().startsWith(BY_TICK)) {
      recorded.add(step.getCausedBy());
    }
    switch (step.getPayload()) {
      case EventRejected no -> {
        if (rejected.add(step.getCausedBy())) {
          rejections.merge(no.getReason(), 1, Integer::sum);
        }
      }
      case ClockBreached breach -> breaches.merge(breach.getClock(), 1, Integer::sum);
      case TierPromoted up -> promotions.merge(up.getFrom() + " → " + up.getTo(), 1, Integer::sum);
      default -> {
        // the other steps are not counted
      }
    }
  }

  /** An outcome stands in {@code delivery-outcomes}. */
  public synchronized void saw(DeliveryOutcome outcome) {
    messages.add(outcome.getMessageId());
    if (outcome.getLast()
        || outcome.getResult() == DeliveryResult.DELIVERED
        || outcome.getResult() == DeliveryResult.GIVEN_UP) {
      finished.add(outcome.getMessageId());
    }
    // tries on one channel that end alike are one outcome of the message
    if (!seenOutcomes.add(
        outcome.getMessageId() + "|" + outcome.getChannel() + "|" + outcome.getResult())) {
      return;
    }
    outcomes
        .computeIfAbsent(channel(outcome.getChannel()), unused -> new TreeMap<>())
        .merge(outcome.getResult(), 1, Integer::sum);
  }

  /** Events that were acknowledged and are recorded, not as rejections. */
  public synchronized int accepted() {
    return (int)
        acknowledged.stream().filter(id -> recorded.contains(id) && !rejected.contains(id)).count();
  }

  /** Events refused at the door or recorded as rejections. */
  public synchronized int rejected() {
    return refused + (int) acknowledged.stream().filter(rejected::contains).count();
  }

  /** Distinct acknowledged events of which {@code case-progress} knows nothing. */
  public synchronized int lost() {
    return (int) acknowledged.stream().filter(id -> !recorded.contains(id)).count();
  }

  public synchronized int acknowledgedEvents() {
    return acknowledged.size();
  }

  /** Distinct messages of which at least one outcome is known. */
  public synchronized int messages() {
    return messages.size();
  }

  /** Messages whose last outcome is known. */
  public synchronized int finishedMessages() {
    return finished.size();
  }

  /** Rejections by the door and by rules, by reason. */
  public synchronized Map<String, Integer> rejectionsByReason() {
    var all = new TreeMap<>(rejections);
    refusals.forEach((reason, count) -> all.merge("at the door: " + reason, count, Integer::sum));
    return all;
  }

  public synchronized Map<String, Integer> breachesByClock() {
    return new TreeMap<>(breaches);
  }

  public synchronized Map<String, Integer> promotionsByRung() {
    return new TreeMap<>(promotions);
  }

  /** Outcomes by channel and result. */
  public synchronized Map<String, Map<DeliveryResult, Integer>> outcomesByChannel() {
    var copy = new TreeMap<String, Map<DeliveryResult, Integer>>();
    outcomes.forEach((channel, results) -> copy.put(channel, new TreeMap<>(results)));
    return copy;
  }

  private static String channel(@Nullable String channel) {
    return channel == null ? "no channel" : channel;
  }
}
