package io.belay.endtoend;

import static io.belay.endtoend.CaseRequest.aCase;
import static io.belay.endtoend.Expected.recorded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.events.CaseAccepted;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The broker dies and comes back; nobody restarts anything else. */
@ExtendWith(OnePlatform.class)
class BrokerAwayIT {
  private static final Duration REFUSED_WITHIN = Duration.ofSeconds(5);
  private static final Duration BACK_WITHIN = Duration.ofSeconds(60);

  private final Platform platform;

  BrokerAwayIT(Platform platform) {
    this.platform = platform;
  }

  @Test
  void intakeRefusesInTimeAndARetryWithTheSameKeyIsTheSameCase() {
    String known;
    try (Bank bank = platform.bank()) {
      known = bank.opens(aCase("away-1").category("card-binding"));
      bank.awaits(
          "the case accepted",
          all ->
              all.stream()
                  .anyMatch(
                      p -> p.getCaseId().equals(known) && p.getPayload() instanceof CaseAccepted));
    }
    platform.killBroker();
    IntakeClient intake = platform.intake();
    for (int attempt = 0; attempt < 3; attempt++) {
      IntakeClient.Answer refused = intake.opens(aCase("away-2"));
      assertThat(refused.status()).as(refused.body()).isEqualTo(503);
      assertThat(refused.took()).isLessThan(REFUSED_WITHIN);
    }
    await("escalation is not ready while the broker is away")
        .atMost(BACK_WITHIN)
        .until(() -> !platform.escalationIsReady());
    platform.startBroker();
    await("intake acknowledges again")
        .atMost(BACK_WITHIN)
        .until(() -> intake.opens(aCase("away-2")).status() == 201);
    platform.awaitServices();
    try (Bank bank = platform.bank()) {
      String late = bank.opens(aCase("away-2"));
      assertThat(bank.opens(aCase("away-1").category("card-binding"))).isEqualTo(known);
      for (String caseName : new String[] {"away-1", "away-2"}) {
        bank.reports(caseName, "RESOLVED", Map.of("outcome", "REFUNDED"));
        bank.reports(caseName, "CLOSED", Map.of());
      }
      bank.expects(recorded("away-1", "CLOSED"), recorded("away-2", "CLOSED"));
      for (String caseId : new String[] {known, late}) {
        assertThat(bank.progressOf(caseId))
            .filteredOn(p -> p.getPayload() instanceof CaseAccepted)
            .hasSize(1);
      }
    }
  }
}
