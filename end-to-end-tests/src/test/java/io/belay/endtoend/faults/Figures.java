package io.belay.endtoend.faults;

import io.belay.events.CaseProgress;
import io.belay.events.CaseReopened;
import io.belay.events.EventRejected;
import io.belay.events.FollowUpDue;
import io.belay.events.TierDemoted;
import io.belay.events.TierPromoted;
import io.belay.local.inbox.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The figures of one episode: of the events acknowledged in it, and of the steps and messages
 * decided in it.
 *
 * @param lost acknowledged events of which {@code case-progress} knows nothing
 * @param saidNo answers 503
 * @param decisionStallMillis the longest time from an acknowledgement to the decision
 * @param doorStallMillis the longest time in which no door acknowledged anything
 * @param catchUpMillis from the end of the fault until a door said yes again and nothing was behind
 *     any more
 */
record Figures(
    String fault,
    int acknowledged,
    int accepted,
    int rejected,
    int lost,
    int rungsRepeated,
    long saidNo,
    Map<Messages.Fate, Integer> messages,
    long decisionStallMillis,
    long doorStallMillis,
    long catchUpMillis) {

  static final String HEADER =
      """
      | fault | acknowledged | accepted | rejected | lost | rungs repeated | 503 | messages | lost | repeated | other channel too | unknown | not sent | door stall s | decision stall s | caught up after s |
      |---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\
      """;

  /** As a row of the table. */
  String row() {
    return "| %s | %d | %d | %d | %d | %d | %d | %d | %d | %d | %d | %d | %d | %.1f | %.1f | %.1f |"
        .formatted(
            fault,
            acknowledged,
            accepted,
            rejected,
            lost,
            rungsRepeated,
            saidNo,
            messages.values().stream().mapToInt(count -> count).sum(),
            count(Messages.Fate.LOST),
            count(Messages.Fate.REPEATED),
            count(Messages.Fate.OTHER_CHANNEL_TOO),
            count(Messages.Fate.UNKNOWN),
            count(Messages.Fate.NOT_SENT),
            doorStallMillis / 1_000.0,
            decisionStallMillis / 1_000.0,
            catchUpMillis / 1_000.0);
  }

  int count(Messages.Fate fate) {
    return messages.getOrDefault(fate, 0);
  }

  static Figures of(
      Episode episode,
      Acknowledged acknowledged,
      List<ProgressWatch.Seen> seen,
      Messages messages,
      List<Message> arrived) {
    Map<String, Long> decidedAt = new HashMap<>();
    Set<String> rejected = new HashSet<>();
    for (var each : seen) {
      decidedAt.putIfAbsent(each.step().getCausedBy(), each.at());
      if (each.step().getPayload() instanceof EventRejected) {
        rejected.add(each.step().getCausedBy());
      }
    }
    int all = 0;
    int no = 0;
    int lost = 0;
    long decisionStall = 0;
    long doorStall = 0;
    long lastYes = episode.from();
    for (var event : acknowledged.events().entrySet()) {
      long yesAt = event.getValue();
      if (!episode.has(yesAt)) {
        continue;
      }
      all++;
      doorStall = Math.max(doorStall, yesAt - lastYes);
      lastYes = yesAt;
      var at = decidedAt.get(event.getKey());
      if (at == null) {
        lost++;
      } else {
        decisionStall = Math.max(decisionStall, at - yesAt);
        no += rejected.contains(event.getKey()) ? 1 : 0;
      }
    }
    Map<Messages.Fate, Integer> fates = new HashMap<>();
    for (var each : seen) {
      if (episode.has(each.at()) && each.step().getPayload() instanceof FollowUpDue) {
        fates.merge(messages.fateOf(each.step().getProgressId(), arrived), 1, Integer::sum);
      }
    }
    return new Figures(
        episode.fault(),
        all,
        all - no - lost,
        no,
        lost,
        (int) repeatedRungs(seen).stream().filter(step -> episode.has(step.at())).count(),
        acknowledged.saidNoBetween(episode.from(), episode.until()),
        fates,
        TimeUnit.NANOSECONDS.toMillis(decisionStall),
        TimeUnit.NANOSECONDS.toMillis(doorStall),
        TimeUnit.NANOSECONDS.toMillis(episode.until() - episode.healedAt()));
  }

  /**
   * Rungs climbed although the case was there already on its way up, and steps that stand twice.
   */
  static List<ProgressWatch.Seen> repeatedRungs(List<ProgressWatch.Seen> seen) {
    var repeated = new ArrayList<ProgressWatch.Seen>();
    var rungs = new HashMap<String, Set<String>>();
    var ids = new HashSet<String>();
    for (var each : seen) {
      CaseProgress step = each.step();
      if (step.getSequence() > 0 && !ids.add(step.getProgressId())) {
        repeated.add(each);
      }
      var climbed = rungs.computeIfAbsent(step.getCaseId(), id -> new HashSet<>());
      switch (step.getPayload()) {
        case TierPromoted up -> {
          if (!climbed.add(up.getTo())) {
            repeated.add(each);
          }
        }
        case TierDemoted down -> climbed.clear();
        case CaseReopened again -> climbed.clear();
        default -> {}
      }
    }
    return repeated;
  }
}
