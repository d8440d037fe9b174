package io.belay.escalation.domain.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.event.Actor;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.policy.PolicyPack;
import io.belay.escalation.domain.policy.PolicyRef;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells the life of one case: events and ticks at minutes after its opening, and what was decided.
 */
final class CaseStory {
  static final Instant OPENED_AT = Instant.parse("2026-11-20T09:00:00Z");

  final List<Step> steps = new ArrayList<>();
  private final PolicyPack policy;
  private final Map<PolicyRef, PolicyPack> published = new HashMap<>();
  private Optional<CaseState> state = Optional.empty();
  private int events;
  private int heard;
  private double lastTick;

  CaseStory(PolicyPack policy) {
    this.policy = policy;
    published.put(policy.ref(), policy);
  }

  /** Another version that cases may be brought under. */
  CaseStory publish(PolicyPack pack) {
    published.put(pack.ref(), pack);
    return this;
  }

  /** The version under which the case runs. */
  private PolicyPack inForce() {
    return state
        .map(known -> Objects.requireNonNull(published.get(known.identity().policy())))
        .orElse(policy);
  }

  static Instant minute(double minutes) {
    return OPENED_AT.plus(Duration.ofMillis(Math.round(minutes * 60_000)));
  }

  static CaseStory opened(String category) {
    var story = new CaseStory(SmallPack.PACK);
    story.open(category);
    return story;
  }

  Decision open(String category) {
    return event(0, new CaseEvent.Opened(category, null, null, null, "CN", null), null);
  }

  Decision event(double minutes, CaseEvent event) {
    return event(minutes, event, null);
  }

  Decision event(double minutes, CaseEvent event, @Nullable Actor actor) {
    return event("e" + events++, minutes, event, actor);
  }

  Decision event(String eventId, double minutes, CaseEvent event, @Nullable Actor actor) {
    var reported = new ReportedEvent(eventId, "C-1", "K-1", minute(minutes), actor, event);
    return report(reported, minutes);
  }

  /** An event as it came, decided at this minute. */
  Decision report(ReportedEvent reported, double minutes) {
    return keep(
        Lifecycle.decide(
            state,
            reported,
            inForce(),
            ref -> Optional.ofNullable(published.get(ref)),
            minute(minutes)));
  }

  double lastTick() {
    return lastTick;
  }

  Decision tick(double minutes) {
    lastTick = minutes;
    return keep(Lifecycle.tick(state(), inForce(), minute(minutes)));
  }

  CaseState state() {
    return state.orElseThrow();
  }

  boolean forgotten() {
    return state.isEmpty();
  }

  private Decision keep(Decision decision) {
    steps.addAll(decision.steps());
    state = decision.state();
    return decision;
  }

  /**
   * What was decided since this was last asked, shortly: kind, and what tells it from others of its
   * kind.
   */
  List<String> news() {
    var news = steps.subList(heard, steps.size()).stream().flatMap(CaseStory::inShort).toList();
    heard = steps.size();
    return news;
  }

  /** As {@link #news}, of one kind only. */
  List<String> all(String kind) {
    return steps.stream().flatMap(CaseStory::inShort).filter(s -> s.startsWith(kind)).toList();
  }

  private static Stream<String> inShort(Step step) {
    long minute = Duration.between(OPENED_AT, step.decidedAt()).toMinutes();
    String what =
        switch (step.progress()) {
          case Progress.CaseAccepted a -> "accepted " + step.tier();
          case Progress.EventRecorded e -> "recorded " + e.eventType();
          case Progress.EventRejected e -> "rejected " + e.reason().code();
          case Progress.ClockStarted c -> "started " + c.clock() + " due " + minuteOf(c.dueAt());
          case Progress.ClockPaused c ->
              "paused " + c.clock() + " left " + c.remaining().toMinutes();
          case Progress.ClockResumed c -> "resumed " + c.clock() + " due " + minuteOf(c.dueAt());
          case Progress.ClockRetargeted c ->
              "retargeted " + c.clock() + " due " + minuteOf(c.dueAt());
          case Progress.ClockExtended c -> "extended " + c.clock() + " due " + minuteOf(c.dueAt());
          case Progress.ClockWarned c -> "warned " + c.clock();
          case Progress.ClockBreached c -> "breached " + c.clock() + " missed " + c.missed();
          case Progress.ClockMet c -> (c.late() ? "late " : "met ") + c.clock();
          case Progress.ClockReopened c ->
              "reopened " + c.clock() + " due " + minuteOf(c.open().dueAt());
          case Progress.BreachCorrected c -> "corrected " + c.clock() + " missed " + c.missed();
          case Progress.ClockVoided c -> "voided " + c.clock() + " " + c.reason();
          case Progress.TierPromoted p -> "promoted " + p.to() + " " + p.cause();
          case Progress.TierDemoted d -> "demoted " + d.to();
          case Progress.LadderExhausted l -> "exhausted " + l.tier();
          case Progress.FollowUpDue f -> "told " + f.messageType();
          case Progress.CaseLinked l ->
              "linked " + (l.toCaseId() == null ? l.incidentId() : l.toCaseId());
          case Progress.PromotionHeld h -> "held " + h.to() + " " + h.cause();
          case Progress.CaseReleased r -> "released " + r.cause();
          case Progress.CaseReclassified c -> "reclassified " + c.profile().priority();
          case Progress.CaseResolved r -> "resolved " + r.outcome();
          case Progress.CaseClosed c -> "closed";
          case Progress.CaseReopened r -> "reopened " + r.times();
          case Progress.CaseSettled s -> "settled";
          case Progress.CaseMigrated m -> "migrated " + m.to().version() + " " + m.mode();
          case Progress.CaseForgotten f -> "forgotten";
        };
    return Stream.of(what + " @" + minute);
  }

  private static long minuteOf(Instant at) {
    return Duration.between(OPENED_AT, at).toMinutes();
  }

  /** What must hold of any story, whatever was thrown at it. */
  void checkInvariants() {
    Optional<CaseState> folded = Optional.empty();
    long sequence = 0;
    for (var step : steps) {
      if (step.sequence() == 0) {
        continue;
      }
      assertThat(step.sequence()).as("sequence without gaps").isEqualTo(++sequence);
      folded = Optional.of(Fold.apply(folded, step));
      assertThat(step.tier())
          .as("the envelope names the tier after the step")
          .isEqualTo(folded.get().placement().tier());
    }
    if (!forgotten()) {
      assertThat(folded).as("folding the steps gives the stored state").isEqualTo(state);
    }
    assertThat(breachesWithoutTheirDueTime()).as("no breach before its due time").isEmpty();
    assertThat(periodsBreached()).as("no period of a clock breached twice").doesNotHaveDuplicates();
  }

  /** A clock may come due at the same instant again, but only after it was started again. */
  private List<String> periodsBreached() {
    var running = new HashMap<String, Integer>();
    var breached = new ArrayList<String>();
    for (var step : steps) {
      switch (step.progress()) {
        case Progress.ClockStarted started -> running.put(started.clock(), started.period());
        case Progress.ClockReopened reopened ->
            running.put(reopened.clock(), reopened.open().period());
        // what was given before its due time and told after the breach may run out as well
        case Progress.ClockExtended x ->
            breached.remove(x.clock() + " period " + running.get(x.clock()));
        case Progress.ClockBreached b ->
            breached.add(b.clock() + " period " + running.get(b.clock()));
        default -> {}
      }
    }
    return breached;
  }

  private List<Step> breachesWithoutTheirDueTime() {
    return steps.stream()
        .filter(
            s ->
                s.progress() instanceof Progress.ClockBreached b
                    && (b.firedAt().isBefore(b.dueAt())
                        || !Objects.equals(s.decidedAt(), b.dueAt())))
        .toList();
  }
}
