package io.belay.escalation.domain.ledger;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.event.Actor;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.event.WaitingOn;
import io.belay.escalation.domain.ledger.TierAccount.Share;
import io.belay.escalation.domain.lifecycle.CaseState;
import io.belay.escalation.domain.lifecycle.Lifecycle;
import io.belay.escalation.domain.policy.PolicyPack;
import io.belay.escalation.domain.progress.Step;
import io.belay.escalation.pack.PackReader;
import io.belay.escalation.pack.PackReading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who consumed the budget of a tier: an office from nine to five, on Friday 20 November 2026. */
class TierAccountTest {
  private static final Actor LI = new Actor(Actor.Kind.AGENT, "A-17", "Li", "team-1");
  private static final Actor HE = new Actor(Actor.Kind.AGENT, "A-19", "He", null);
  private static final Instant NINE = Instant.parse("2026-11-20T09:00:00Z");

  private final PolicyPack policy = pack();
  private final List<Step> steps = new ArrayList<>();
  private Optional<CaseState> state = Optional.empty();
  private int events;

  private static PolicyPack pack() {
    try (var in =
        Objects.requireNonNull(TierAccountTest.class.getResourceAsStream("/packs/budgets.yaml"))) {
      return ((PackReading.Read) new PackReader().read(in.readAllBytes(), "budgets.yaml")).pack();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Instant at(Duration afterNine) {
    return NINE.plus(afterNine);
  }

  private void event(Duration afterNine, CaseEvent event, @Nullable Actor actor) {
    var reported = new ReportedEvent("e" + events++, "C-1", "K-1", at(afterNine), actor, event);
    keep(Lifecycle.decide(state, reported, policy, at(afterNine)));
  }

  private void keep(io.belay.escalation.domain.lifecycle.Decision decision) {
    steps.addAll(decision.steps());
    state = decision.state();
  }

  private void opened() {
    event(Duration.ZERO, new CaseEvent.Opened("other", null, null, null, "CN", null), null);
  }

  private List<TierAccount> accounts(Duration afterNine) {
    return TierAccount.of(steps, policy, at(afterNine));
  }

  @Test
  void theQueueTheTeamAndTheWaitEachHaveTheirPart() {
    opened();
    event(ofMinutes(20), new CaseEvent.Assigned(null, null, LI), null);
    event(ofMinutes(50), new CaseEvent.WaitingStarted(WaitingOn.CUSTOMER), LI);
    event(ofMinutes(90), new CaseEvent.CustomerReplied(), null);

    var account = accounts(ofMinutes(100)).getFirst();

    assertThat(account.tier()).isEqualTo("front-line");
    assertThat(account.budget()).isEqualTo(ofHours(2));
    assertThat(account.clock()).isEqualTo("budget");
    assertThat(account.shares())
        .containsExactly(
            new Share("queue:front-line", ofMinutes(20), ofMinutes(20)),
            new Share("team:team-1", ofMinutes(40), ofMinutes(40)),
            new Share("waiting:CUSTOMER", ofMinutes(40), ofMinutes(40)));
    assertThat(account.elapsed()).isEqualTo(ofMinutes(100));
    assertThat(account.used()).isEqualTo(ofMinutes(60));
  }

  @Test
  void timeOutsideTheBudgetsHoursIsElapsedAndNotCounted() {
    opened();
    // the front line's two hours are over at eleven
    keep(Lifecycle.tick(state.orElseThrow(), policy, at(ofHours(2))));
    event(ofHours(7), new CaseEvent.Assigned(null, null, HE), null);

    var senior = accounts(ofHours(10)).get(1);

    assertThat(senior.tier()).isEqualTo("senior");
    assertThat(senior.shares())
        .containsExactly(
            new Share("queue:senior", ofHours(5), ofHours(5)),
            new Share("agent:A-19", ofHours(3), ofHours(1)));
  }

  @Test
  void whoeverComesBackGoesOnInTheSameAccount() {
    opened();
    event(ofMinutes(10), new CaseEvent.EscalationRequested(false), HE);
    event(ofMinutes(30), new CaseEvent.Deescalated(null), HE);

    var accounts = accounts(ofMinutes(60));

    assertThat(accounts).extracting(TierAccount::tier).containsExactly("front-line", "senior");
    assertThat(accounts).extracting(TierAccount::stays).containsExactly(2, 1);
    assertThat(accounts)
        .extracting(TierAccount::elapsed)
        .containsExactly(ofMinutes(40), ofMinutes(20));
  }

  @Test
  void aCaseThatIsOverConsumesNothing() {
    opened();
    event(ofMinutes(10), new CaseEvent.Resolved("SOLVED"), LI);
    event(ofMinutes(40), new CaseEvent.Reopened(), null);

    assertThat(accounts(ofMinutes(45)).getFirst().elapsed()).isEqualTo(ofMinutes(15));
  }
}
