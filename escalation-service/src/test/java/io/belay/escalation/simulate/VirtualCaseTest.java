package io.belay.escalation.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.lifecycle.CaseState;
import io.belay.escalation.domain.lifecycle.Decision;
import io.belay.escalation.domain.lifecycle.Lifecycle;
import io.belay.escalation.domain.policy.PolicyPack;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Step;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VirtualCaseTest {
  private static final int THIRTY_DAYS = 30 * 24 * 60;
  private static final Instant OPENED_AT = Instant.parse("2026-03-02T02:00:00Z");
  private final List<Step> steps = new ArrayList<>();

  @Test
  void aCaseTakesTheVeryStepsOfTheLifecycleDrivenByHand() throws IOException {
    PolicyPack pack = Samples.small();
    var opened = event(0, new CaseEvent.Opened("other", "P2", null, null, null, null));
    var replied = event(200, new CaseEvent.AgentReplied());

    var virtual = new VirtualCase(pack, this::note);
    virtual.meet(opened);
    virtual.meet(replied);
    virtual.runTo(minute(24 * 60));

    var byHand = new ArrayList<Step>();
    var d = Lifecycle.decide(Optional.empty(), opened, pack, minute(0));
    byHand.addAll(d.steps());
    // first response after 60 minutes, the senior agent's after 120 more
    for (int due : new int[] {60, 180}) {
      d = Lifecycle.tick(d.state().orElseThrow(), pack, minute(due));
      byHand.addAll(d.steps());
    }
    d = Lifecycle.decide(d.state(), replied, pack, minute(200));
    byHand.addAll(d.steps());
    d = Lifecycle.tick(d.state().orElseThrow(), pack, minute(24 * 60));
    byHand.addAll(d.steps());

    assertThat(steps).isEqualTo(byHand);
    assertThat(steps.stream().filter(s -> s.progress() instanceof Progress.ClockBreached))
        .as("first response, tier response, resolution")
        .hasSize(3);
  }

  @Test
  void anEventExactlyAtTheDueTimeKeepsThePromise() throws IOException {
    var virtual = new VirtualCase(Samples.small(), this::note);
    virtual.meet(event(0, new CaseEvent.Opened("other", null, null, null, null, null)));
    virtual.meet(event(60, new CaseEvent.AgentReplied()));

    assertThat(steps.stream().map(Step::progress))
        .anyMatch(p -> p instanceof Progress.ClockMet)
        .noneMatch(p -> p instanceof Progress.ClockBreached);
  }

  @Test
  void theEndOfTheLogIsIncluded() throws IOException {
    var virtual = new VirtualCase(Samples.small(), this::note);
    virtual.meet(event(0, new CaseEvent.Opened("other", null, null, null, null, null)));
    virtual.runTo(minute(60).minusMillis(1));
    assertThat(steps).noneMatch(s -> s.progress() instanceof Progress.ClockBreached);
    virtual.runTo(minute(60));
    assertThat(steps).anyMatch(s -> s.progress() instanceof Progress.ClockBreached);
  }

  @Test
  void aSettledCaseIsForgottenInTime() throws IOException {
    var virtual = new VirtualCase(Samples.small(), this::note);
    virtual.meet(event(0, new CaseEvent.Opened("other", null, null, null, null, null)));
    virtual.meet(event(10, new CaseEvent.Closed()));
    virtual.runTo(minute(THIRTY_DAYS + 9));
    assertThat(virtual.exists()).isTrue();
    virtual.meet(event(THIRTY_DAYS + 11, new CaseEvent.Reopened()));
    virtual.runTo(minute(THIRTY_DAYS + 12));

    assertThat(virtual.exists()).isFalse();
    assertThat(steps.getLast().progress())
        .isInstanceOfSatisfying(
            Progress.EventRejected.class,
            no -> assertThat(no.reason()).isEqualTo(Progress.Reason.CASE_UNKNOWN));
  }

  @Test
  void anEventThatComesBeforeTheOpeningOfItsCaseWaitsForIt() throws IOException {
    var virtual = new VirtualCase(Samples.small(), this::note);
    virtual.meet(event(0, new CaseEvent.Noted()));
    assertThat(steps).isEmpty();
    virtual.meet(opening(OPENED_AT.plusSeconds(5)));

    assertThat(steps.getFirst().progress()).isInstanceOf(Progress.CaseAccepted.class);
    assertThat(steps.getLast().progress())
        .isInstanceOfSatisfying(
            Progress.EventRecorded.class, e -> assertThat(e.eventType()).isEqualTo("NOTE"));
  }

  @Test
  void whoWaitsLongerThanFiveSecondsForAnOpeningIsRejectedBeforeIt() throws IOException {
    var virtual = new VirtualCase(Samples.small(), this::note);
    virtual.meet(event(0, new CaseEvent.Noted()));
    virtual.meet(opening(OPENED_AT.plusSeconds(6)));

    assertThat(steps.getFirst().progress()).isInstanceOf(Progress.EventRejected.class);
    assertThat(steps).filteredOn(s -> s.progress() instanceof Progress.CaseAccepted).hasSize(1);
  }

  @Test
  void whoWaitsAtTheEndOfTheLogIsRejected() throws IOException {
    var virtual = new VirtualCase(Samples.small(), this::note);
    virtual.meet(event(0, new CaseEvent.Noted()));
    virtual.end(OPENED_AT);

    assertThat(steps.getLast().progress()).isInstanceOf(Progress.EventRejected.class);
    assertThat(virtual.exists()).isFalse();
  }

  private static ReportedEvent opening(Instant at) {
    return new ReportedEvent(
        "opening",
        "C-1",
        "K-1",
        at,
        null,
        new CaseEvent.Opened("other", "P2", null, null, null, null));
  }

  private void note(Optional<CaseState> before, Decision decision) {
    steps.addAll(decision.steps());
  }

  private static Instant minute(int minutes) {
    return OPENED_AT.plus(Duration.ofMinutes(minutes));
  }

  private static ReportedEvent event(int minutes, CaseEvent event) {
    return new ReportedEvent("e" + minutes, "C-1", "K-1", minute(minutes), null, event);
  }
}
