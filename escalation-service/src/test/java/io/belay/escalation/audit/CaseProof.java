package io.belay.escalation.audit;

import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.lifecycle.CaseState;
import io.belay.escalation.domain.lifecycle.Decision;
import io.belay.escalation.domain.lifecycle.EarlyEvents;
import io.belay.escalation.domain.lifecycle.Lifecycle;
import io.belay.escalation.domain.lifecycle.Present;
import io.belay.escalation.domain.policy.PolicyPack;
import io.belay.escalation.domain.policy.PolicyRef;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The proof of one case, from its opening on. To be used once. */
final class CaseProof {
  private final String caseId;
  private final Map<PolicyRef, PolicyPack> packs;
  private final Duration outageAfter;
  private final List<ReportedEvent> events;
  private final Trail trail;

  private Optional<CaseState> state = Optional.empty();
  private EarlyEvents early = EarlyEvents.NONE;
  private Optional<String> difference = Optional.empty();

  /** Why what is written next is not what a tick would have written. */
  private Optional<String> noTick = Optional.empty();

  private int met;
  private int repeats;
  private int pending;

  CaseProof(
      String caseId,
      Map<PolicyRef, PolicyPack> packs,
      Duration outageAfter,
      List<ReportedEvent> events,
      List<Written> written) {
    this.caseId = caseId;
    this.packs = packs;
    this.outageAfter = outageAfter;
    this.events = events;
    this.trail = new Trail(written);
  }

  Verdict verdict() {
    for (met = 0; met < events.size() && difference.isEmpty(); met++) {
      passTicksBefore(Optional.of(events.get(met)));
      meet(events.get(met));
    }
    if (difference.isEmpty()) {
      passTicksBefore(Optional.empty());
      nothingMore();
    }
    return new Verdict(
        caseId,
        events.size(),
        trail.length(),
        repeats,
        pending + early.events().size(),
        state.flatMap(CaseState::wakeUpAt),
        difference);
  }

  /** Passes every tick that can have fallen here. */
  private void passTicksBefore(Optional<ReportedEvent> event) {
    noTick = Optional.empty();
    boolean passed = true;
    while (passed) {
      passed = state.isPresent() ? passTick(state.get(), event) : passEndOfWait(event);
    }
  }

  private boolean passTick(CaseState known, Optional<ReportedEvent> upcoming) {
    if (upcoming.filter(event -> repeatsBeforeFarewell(known, event)).isPresent()) {
      return false;
    }
    var decision = tick(known);
    noTick = decision.flatMap(decided -> trail.firstDifference(decided.steps()));
    if (decision.isEmpty() || noTick.isPresent()) {
      // perhaps the next event had these deadlines decided
      return false;
    }
    take(decision.get());
    return true;
  }

  /** A repeat leaves no record while the case is known; once the case is forgotten it does. */
  private boolean repeatsBeforeFarewell(CaseState known, ReportedEvent event) {
    return trail.nextIs(Progress.CaseForgotten.class)
        && known.history().seen().contains(event.eventId())
        && cameBeforeNext(event, true);
  }

  /**
   * Whether an event that leaves no record by itself came before what is written next. Its append
   * tells, but a service that lags decides later: the last copy must have led to a later record.
   */
  private boolean cameBeforeNext(ReportedEvent event, boolean copy) {
    boolean led = copy && isLast(event) && trail.tellsLaterOf(event.eventId());
    return !led
        && trail
            .next()
            .filter(written -> written.at().isAfter(event.times().appendedAt()))
            .isPresent();
  }

  private boolean isLast(ReportedEvent event) {
    return events.subList(met + 1, events.size()).stream()
        .noneMatch(later -> later.eventId().equals(event.eventId()));
  }

  private Optional<Decision> tick(CaseState known) {
    return trail
        .next()
        .map(written -> written.step().cause())
        .filter(Step.Cause.ByTick.class::isInstance)
        .map(Step.Cause.ByTick.class::cast)
        .flatMap(
            by ->
                pack(known.identity().policy())
                    .map(policy -> Lifecycle.tick(known, policy, presentAt(by.firedAt()))))
        .filter(decision -> !decision.steps().isEmpty());
  }

  private Present presentAt(Instant now) {
    return new Present(now, Duration.ZERO, outageAfter);
  }

  /** Whoever waited in vain for the opening was rejected by a tick. */
  private boolean passEndOfWait(Optional<ReportedEvent> upcoming) {
    var found = trail.next();
    var waited = found.flatMap(this::waitedInVain);
    if (waited.isEmpty() || upcoming.filter(e -> waitsBeside(e, waited.get())).isPresent()) {
      return false;
    }
    var decision = decisions(waited.get(), found.get()).findFirst();
    if (decision.filter(this::isWritten).isEmpty()) {
      return false;
    }
    trail.pass(1);
    early = early.without(List.of(waited.get()));
    return true;
  }

  private boolean waitsBeside(ReportedEvent event, ReportedEvent waited) {
    return early.with(state, event).isPresent()
        && cameBeforeNext(event, event.eventId().equals(waited.eventId()));
  }

  private Optional<ReportedEvent> waitedInVain(Written written) {
    return early.expired(written.at()).stream()
        .filter(event -> written.step().cause().equals(new Step.Cause.ByEvent(event.eventId())))
        .findFirst();
  }

  private void meet(ReportedEvent event) {
    boolean unknown = state.isEmpty();
    var waiting = unknown ? early.with(state, event) : Optional.<EarlyEvents>empty();
    if (waiting.isPresent()) {
      repeats += waiting.get().equals(early) ? 1 : 0;
      early = waiting.get();
      return;
    }
    decide(event);
    if (unknown && state.isPresent()) {
      var waited = early.inOrder();
      early = EarlyEvents.NONE;
      waited.forEach(this::decide);
    }
  }

  private void decide(ReportedEvent event) {
    if (difference.isPresent()) {
      return;
    }
    if (state.filter(known -> known.history().seen().contains(event.eventId())).isPresent()) {
      repeats++;
      return;
    }
    var written = trail.next();
    if (written.isEmpty()) {
      pending++;
      return;
    }
    decisions(event, written.get())
        .filter(this::isWritten)
        .findFirst()
        .ifPresentOrElse(this::take, () -> differs(event, written.get()));
  }

  private boolean isWritten(Decision decision) {
    return trail.firstDifference(decision.steps()).isEmpty();
  }

  private void differs(ReportedEvent event, Written written) {
    var text =
        decisions(event, written)
            .findFirst()
            .flatMap(decision -> trail.firstDifference(decision.steps()))
            .map(noTick::orElse)
            .orElse("Expected the pack that decided it to be published");
    difference = Optional.of("At event '%s': %s".formatted(event.eventId(), text));
  }

  /**
   * What may have been decided of the event: nothing tells which versions were published at that
   * time, and a refused opening not even which was active.
   */
  private Stream<Decision> decisions(ReportedEvent event, Written written) {
    return policies(written).stream()
        .flatMap(
            policy ->
                Stream.<Function<PolicyRef, Optional<PolicyPack>>>of(
                        this::pack, ref -> Optional.empty())
                    .map(
                        published ->
                            Lifecycle.decide(
                                state, event, policy, published, presentAt(written.at()))));
  }

  /** A case's own pack; for an opening the one that was chosen. */
  private Collection<PolicyPack> policies(Written written) {
    var ref =
        state
            .map(known -> known.identity().policy())
            .or(() -> Optional.ofNullable(written.step().policy()));
    return ref.isPresent() ? pack(ref.get()).stream().toList() : packs.values();
  }

  private Optional<PolicyPack> pack(PolicyRef ref) {
    return Optional.ofNullable(packs.get(ref));
  }

  private void take(Decision decision) {
    trail.pass(decision.steps().size());
    state = decision.state();
  }

  private void nothingMore() {
    if (trail.isOver()) {
      return;
    }
    var found = trail.next().map(written -> Trail.text(written.step())).orElse("nothing");
    difference = noTick.or(() -> Optional.of("Expected nothing more, but found " + found));
  }
}
