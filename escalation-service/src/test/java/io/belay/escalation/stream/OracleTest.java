package io.belay.escalation.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.duetime.TickLimits;
import io.belay.escalation.audit.Oracle;
import io.belay.escalation.audit.Verdict;
import io.belay.escalation.audit.Written;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Step;
import io.belay.events.AgentReplied;
import io.belay.events.CaseEvent;
import io.belay.events.Channel;
import io.belay.events.Closed;
import io.belay.events.MilestoneReached;
import io.belay.events.Noted;
import io.belay.events.Opened;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The oracle agrees with what the topology wrote, and with nothing else. */
class OracleTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final String CASE = "C-1";
  private static final Opened OPENING =
      Opened.newBuilder().setCategory("withdrawal-delayed").setChannel(Channel.APP).build();

  @TempDir Path dir;

  private final Oracle oracle =
      new Oracle(
          Bank.libraryOf("packs/small.yaml").activeFor(null).stream().toList(),
          TickLimits.standard().outageAfter());
  private List<ReportedEvent> events = List.of();
  private List<Written> written = List.of();

  @BeforeEach
  void aCaseThatClimbsAndIsAnsweredLate() {
    lives(
        topology -> {
          topology.appends(event("e-1", OPENING, NOON));
          topology.waits(Duration.ofMinutes(24));
          topology.waits(Duration.ofMinutes(6));
          topology.appends(event("e-2", new Noted(), topology.now()));
          topology.waits(Duration.ofMinutes(5));
          topology.appends(event("e-3", new AgentReplied(), topology.now()));
          topology.appends(event("e-3", new AgentReplied(), topology.now()));
        });
  }

  private void lives(Consumer<RestartableTopology> life) {
    try (var topology = new RestartableTopology(dir, Bank.libraryOf("packs/small.yaml"), NOON)) {
      life.accept(topology);
      topology.commits();
      events = topology.eventsOf(CASE);
      written = topology.writtenOf(CASE);
    }
  }

  private static CaseEvent event(String eventId, SpecificRecord payload, Instant occurredAt) {
    return CaseEvent.newBuilder()
        .setEventId(eventId)
        .setCaseId(CASE)
        .setCustomerId("K-1")
        .setOccurredAt(occurredAt)
        .setSource("test")
        .setSubmittedBy("test")
        .setPayload(payload)
        .build();
  }

  @Test
  void whatWasWrittenFollowsFromWhatHappened() {
    var verdict = judge();
    assertThat(verdict.difference()).isEmpty();
    assertThat(verdict.records()).isGreaterThan(8);
    assertThat(verdict.repeats()).isOne();
    assertThat(verdict.pending()).isZero();
  }

  /** A transfer that failed before anybody complained: its clocks are overdue at once. */
  @Test
  void clocksThatBeganBeforeTheOpeningAreJudgedAsAnyOther() throws IOException {
    var root = Path.of(System.getProperty("belay.root"));
    var library = Bank.libraryOf(root.resolve("deploy/policies/market-in.yaml"));
    try (var topology = new RestartableTopology(dir.resolve("in"), library, NOON)) {
      topology.appends(event("e-1", OPENING, NOON));
      var failed = new MilestoneReached("TRANSACTION_FAILED_T1");
      topology.appends(event("e-2", failed, NOON.minus(Duration.ofDays(3))));
      topology.waits(Duration.ofSeconds(10));
      topology.commits();
      events = topology.eventsOf(CASE);
      written = topology.writtenOf(CASE);
    }
    var verdict =
        new Oracle(library.activeFor(null).stream().toList(), TickLimits.standard().outageAfter())
            .judge(CASE, events, written);

    assertThat(verdict.difference()).isEmpty();
    assertThat(verdict.overdueAt(NOON.plusSeconds(9))).isFalse();
    assertThat(written.stream().map(each -> each.step().progress()))
        .filteredOn(Progress.ClockBreached.class::isInstance)
        .extracting(each -> ((Progress.ClockBreached) each).clock())
        .containsExactly("in-rbi-tat-t1", "in-rbi-compensation-t1", "in-rbi-accrual-t1");
  }

  @Test
  void whereAnEventFellAfterItsDeadlineIsNoDifference() {
    // as if the tick had come only with the event
    written =
        written.stream()
            .map(w -> new Written(w.step(), w.at().plus(Duration.ofMinutes(1))))
            .toList();
    assertThat(judge().difference()).isEmpty();
  }

  @Test
  void aMissingRecordIsADifference() {
    drop(Progress.TierPromoted.class);
    assertDiffers("TierPromoted");
  }

  @Test
  void aRepeatedRecordIsADifference() {
    var twice = new ArrayList<>(written);
    twice.add(
        position(Progress.TierPromoted.class), written.get(position(Progress.TierPromoted.class)));
    written = twice;
    assertDiffers("TierPromoted");
  }

  @Test
  void anotherDueTimeIsADifference() {
    change(
        Progress.ClockStarted.class,
        step -> {
          var s = (Progress.ClockStarted) step.progress();
          return new Progress.ClockStarted(
              s.clock(),
              s.kind(),
              s.startedAt(),
              s.target(),
              s.dueAt().plusMillis(1),
              s.warnAt(),
              s.period());
        });
    assertDiffers("ClockStarted");
  }

  @Test
  void firingBeforeTheDueTimeIsADifference() {
    change(
        Progress.ClockBreached.class,
        step -> {
          var b = (Progress.ClockBreached) step.progress();
          return new Progress.ClockBreached(
              b.clock(), b.kind(), b.dueAt(), b.dueAt().minusMillis(1), b.missed());
        });
    assertDiffers("to fire when it was due");
  }

  @Test
  void recordsOfAnEventThatNeverHappenedAreADifference() {
    events = events.stream().filter(event -> !event.eventId().equals("e-2")).toList();
    assertDiffers("e-2");
  }

  @Test
  void eventsThatNobodyDecidedArePending() {
    written = written.stream().filter(w -> !isBy(w, "e-3")).toList();
    var verdict = judge();
    assertThat(verdict.difference()).isEmpty();
    assertThat(verdict.pending()).isEqualTo(2);
  }

  @Test
  void aDeadlineThatNobodyDecidedIsOverdue() {
    written = written.stream().filter(w -> !isBy(w, "e-2") && !isBy(w, "e-3")).toList();
    written = written.subList(0, position(Progress.ClockWarned.class));
    events = events.subList(0, 1);
    var verdict = judge();
    assertThat(verdict.difference()).isEmpty();
    assertThat(verdict.overdueAt(NOON.plus(Duration.ofMinutes(24)))).isFalse();
    assertThat(verdict.overdueAt(NOON.plus(Duration.ofMinutes(24)).plusMillis(1))).isTrue();
  }

  @Test
  void whoWaitedForAnOpeningIsDecidedAfterItOrInVain() {
    lives(
        topology -> {
          topology.appends(event("e-0", new Noted(), NOON));
          topology.appends(event("e-0", new Noted(), NOON));
          topology.waits(Duration.ofSeconds(6));
          topology.appends(event("e-1", new Noted(), topology.now()));
          topology.appends(event("e-2", OPENING, topology.now()));
        });
    assertThat(judge().difference()).isEmpty();
    assertThat(judge().pending()).isZero();
    assertThat(judge().repeats()).isOne();

    written = written.subList(1, written.size());
    assertThat(judge().difference()).isPresent();
  }

  @Test
  void aForgottenCaseBeginsAnewAndARepeatBeforeThatLeavesNothing() {
    lives(
        topology -> {
          topology.appends(event("e-1", OPENING, NOON));
          topology.appends(event("e-2", new Closed(), NOON));
          topology.waits(Duration.ofDays(10));
          topology.appends(event("e-2", new Closed(), NOON));
          topology.waits(Duration.ofDays(50));
          topology.appends(event("e-2", new Closed(), NOON));
          topology.waits(Duration.ofSeconds(6));
          topology.appends(event("e-3", OPENING, topology.now()));
        });
    assertThat(judge().difference()).isEmpty();
    assertThat(judge().repeats()).isOne();
    assertThat(judge().pending()).isZero();

    drop(Progress.CaseForgotten.class);
    assertThat(judge().difference()).isPresent();
  }

  private Verdict judge() {
    return oracle.judge(CASE, events, written);
  }

  private void assertDiffers(String text) {
    assertThat(judge().difference()).hasValueSatisfying(d -> assertThat(d).contains(text));
  }

  private static boolean isBy(Written written, String eventId) {
    return written.step().cause().equals(new Step.Cause.ByEvent(eventId));
  }

  private int position(Class<? extends Progress> kind) {
    Predicate<Written> is = w -> kind.isInstance(w.step().progress());
    return written.indexOf(written.stream().filter(is).findFirst().orElseThrow());
  }

  private void drop(Class<? extends Progress> kind) {
    var rest = new ArrayList<>(written);
    rest.remove(position(kind));
    written = rest;
  }

  private void change(Class<? extends Progress> kind, Function<Step, Progress> doctor) {
    var changed = new ArrayList<>(written);
    int at = position(kind);
    var step = written.get(at).step();
    changed.set(
        at,
        new Written(
            new Step(
                step.caseId(),
                step.customerId(),
                step.sequence(),
                step.decidedAt(),
                step.cause(),
                step.policy(),
                step.tier(),
                doctor.apply(step)),
            written.get(at).at()));
    written = changed;
  }
}
