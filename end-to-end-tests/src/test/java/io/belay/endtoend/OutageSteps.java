package io.belay.endtoend;

import io.belay.events.CaseLinked;
import io.belay.events.CaseProgress;
import io.belay.events.CaseReleased;
import io.belay.events.ClockBreached;
import io.belay.events.EventRejected;
import io.belay.events.PromotionHeld;
import io.belay.events.TierPromoted;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts what is decided about each case of an outage, as soon as it is committed. The records
 * themselves are too many to be kept.
 */
final class OutageSteps implements AutoCloseable {
  private final ProgressFollower follower;
  private final Map<Step, Map<String, Integer>> timesByCase = new EnumMap<>(Step.class);
  private final Set<String> causes = new HashSet<>();
  private final Set<String> asked;

  enum Step {
    LINKED,
    BREACHED,
    HELD,
    RELEASED,
    PROMOTED,
    REJECTED,
    OTHER
  }

  private OutageSteps(String bootstrapServers, RecordReader reader, Set<String> asked) {
    this.asked = asked;
    this.follower = new ProgressFollower(bootstrapServers, reader, this::take);
  }

  /** Follows the log; {@code asked}: ids of events of which {@link #hasDecided} will be asked. */
  static OutageSteps follow(String bootstrapServers, RecordReader reader, Set<String> asked) {
    var steps = new OutageSteps(bootstrapServers, reader, Set.copyOf(asked));
    steps.follower.start();
    return steps;
  }

  private synchronized void take(CaseProgress progress) {
    var step = stepOf(progress);
    if (step != Step.OTHER) {
      timesByCase
          .computeIfAbsent(step, any -> new HashMap<>())
          .merge(progress.getCaseId(), 1, Integer::sum);
    }
    if (asked.contains(progress.getCausedBy())) {
      causes.add(progress.getCausedBy());
    }
  }

  private static Step stepOf(CaseProgress progress) {
    return switch (progress.getPayload()) {
      case CaseLinked linked -> Step.LINKED;
      case ClockBreached breached -> Step.BREACHED;
      case PromotionHeld held -> Step.HELD;
      case CaseReleased released -> Step.RELEASED;
      case TierPromoted promoted -> Step.PROMOTED;
      case EventRejected rejected -> Step.REJECTED;
      default -> Step.OTHER;
    };
  }

  /** Cases that took this step another number of times. */
  synchronized List<String> notTaken(Step step, int times, Collection<String> caseIds) {
    var counted = timesByCase.getOrDefault(step, Map.of());
    return caseIds.stream().filter(id -> counted.getOrDefault(id, 0) != times).toList();
  }

  synchronized boolean hasDecided(Collection<String> eventIds) {
    return causes.containsAll(eventIds);
  }

  @Override
  public void close() {
    follower.close();
  }
}
