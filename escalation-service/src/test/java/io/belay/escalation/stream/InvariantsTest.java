package io.belay.escalation.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.clock.ClockKind;
import io.belay.escalation.domain.event.CaseDates;
import io.belay.escalation.domain.lifecycle.CaseState;
import io.belay.escalation.domain.lifecycle.Fold;
import io.belay.escalation.domain.policy.PolicyRef;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each invariant of the random lives can fail. */
class InvariantsTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final Step.Cause EVENT = new Step.Cause.ByEvent("e-1");
  private static final Step.Cause TICK = new Step.Cause.ByTick(NOON.plusSeconds(60));

  private final List<Step> steps = new ArrayList<>();
  private String tier = "front-line";

  InvariantsTest() {
    var profile = new Progress.Profile("other", "P3", null, null, null, null);
    says(
        EVENT,
        new Progress.CaseAccepted(
            profile, "other", new CaseDates(NOON, null), "desk", Progress.Handler.NOBODY));
    says(
        EVENT,
        new Progress.ClockStarted(
            "first-response",
            ClockKind.INTERNAL,
            NOON,
            Duration.ofMinutes(1),
            NOON.plusSeconds(60),
            List.of(),
            1));
  }

  @Test
  void whatIsRightBreaksNone() {
    says(TICK, breach(NOON.plusSeconds(60)));
    climbs("front-line", "senior");
    assertThat(Invariants.brokenBy(steps, Optional.of(folded()))).isEmpty();
  }

  @Test
  void aGapInTheSequenceIsSeen() {
    steps.add(step(4, EVENT, new Progress.CaseClosed("event")));
    broken("the sequence has no gap");
  }

  @Test
  void aClockThatStartsAfterTheSettlementIsSeen() {
    says(EVENT, new Progress.CaseClosed("event"));
    says(EVENT, new Progress.CaseSettled(NOON.plusSeconds(3600)));
    says(TICK, new Progress.LadderExhausted("front-line", "clock-breached", "first-response"));
    broken("nothing but notes, a reopening and the farewell follows the settlement");
  }

  @Test
  void aRungThatIsClimbedTwiceIsSeen() {
    says(TICK, breach(NOON.plusSeconds(60)));
    climbs("front-line", "senior");
    climbs("front-line", "senior");
    broken("no rung is climbed twice on the way up", "a case climbs from where it is");
  }

  @Test
  void twoPromotionsForOneBreachAreSeen() {
    says(TICK, breach(NOON.plusSeconds(60)));
    climbs("front-line", "senior");
    climbs("senior", "specialist");
    broken("a breach promotes once");
  }

  @Test
  void aPausedStatutoryClockIsSeen() {
    says(
        EVENT,
        new Progress.ClockPaused(
            "first-response",
            ClockKind.STATUTORY,
            NOON,
            Duration.ofMinutes(1),
            NOON.plusSeconds(60),
            "CUSTOMER"));
    broken("a statutory clock never pauses");
  }

  @Test
  void aBreachBeforeItsTimeIsSeen() {
    says(TICK, breach(NOON.plusSeconds(59)));
    broken("nothing is breached before it is due");
  }

  @Test
  void aPeriodThatIsBreachedTwiceIsSeen() {
    says(TICK, breach(NOON.plusSeconds(60)));
    says(TICK, breach(NOON.plusSeconds(60)));
    broken("no period of a clock is breached twice");
  }

  @Test
  void aStoredStateThatIsNotTheFoldIsSeen() {
    var stored = folded();
    says(EVENT, new Progress.CaseResolved("REFUNDED"));
    assertThat(Invariants.brokenBy(steps, Optional.of(stored)))
        .singleElement()
        .asString()
        .contains("folding the progress gives the stored state");
  }

  @Test
  void aCaseThatWasForgottenAndIsStillStoredIsSeen() {
    var stored = folded();
    says(TICK, new Progress.CaseForgotten());
    assertThat(Invariants.brokenBy(steps, Optional.empty())).isEmpty();
    assertThat(Invariants.brokenBy(steps, Optional.of(stored)))
        .singleElement()
        .asString()
        .contains("folding the progress gives the stored state");
  }

  private static Progress.ClockBreached breach(Instant firedAt) {
    return new Progress.ClockBreached(
        "first-response", ClockKind.INTERNAL, NOON.plusSeconds(60), firedAt, 1);
  }

  private void climbs(String from, String to) {
    tier = to;
    says(
        TICK,
        new Progress.TierPromoted(
            from, to, "clock-breached", "first-response", "desk", NOON.plusSeconds(60)));
  }

  private void says(Step.Cause cause, Progress progress) {
    steps.add(step(steps.size() + 1, cause, progress));
  }

  private Step step(long sequence, Step.Cause cause, Progress progress) {
    var at = cause.equals(TICK) ? NOON.plusSeconds(60) : NOON;
    return new Step("C-1", "K-1", sequence, at, cause, new PolicyRef("p", "1"), tier, progress);
  }

  private CaseState folded() {
    Optional<CaseState> state = Optional.empty();
    for (var step : steps) {
      state = Optional.of(Fold.apply(state, step));
    }
    return state.orElseThrow();
  }

  private void broken(String... invariants) {
    var found = Invariants.brokenBy(steps, Optional.empty());
    for (var invariant : invariants) {
      assertThat(found).anySatisfy(text -> assertThat(text).contains(invariant));
    }
  }
}
