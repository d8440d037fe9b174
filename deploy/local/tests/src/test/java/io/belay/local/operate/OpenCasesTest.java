package io.belay.local.operate;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.events.CaseAccepted;
import io.belay.events.CaseForgotten;
import io.belay.events.CaseMigrated;
import io.belay.events.CaseProgress;
import io.belay.events.CaseReclassified;
import io.belay.events.CaseReopened;
import io.belay.events.CaseSettled;
import io.belay.events.ClockKind;
import io.belay.events.ClockReopened;
import io.belay.events.ClockStarted;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OpenCasesTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private final OpenCases cases = new OpenCases();

  @Test
  void aSettledCaseIsOverUntilItIsReopened() {
    take("1", accepted(), new CaseSettled(NOON));
    assertThat(openUnder("1")).isEmpty();

    take("1", new CaseReopened(1));
    assertThat(openUnder("1")).containsExactly("C-1");

    take("1", new CaseSettled(NOON));
    assertThat(openUnder("1")).isEmpty();
  }

  @Test
  void aSettledCaseThatTheLawAsksSomethingMoreOfGoesOn() {
    take("1", accepted(), new CaseSettled(NOON), started());
    assertThat(openUnder("1")).containsExactly("C-1");

    take("1", new CaseSettled(NOON), owedAgain());
    assertThat(openUnder("1")).containsExactly("C-1");
  }

  @Test
  void whatASettledCaseWasMigratedToBeforeCountsWhenItIsReopened() {
    take("1", accepted());
    take("2", new CaseMigrated("wallet", "2", "wallet", "1", "continue"));
    take("2", new CaseSettled(NOON), new CaseReopened(1));

    assertThat(openUnder("1")).isEmpty();
    assertThat(openUnder("2")).containsExactly("C-1");
  }

  @Test
  void aForgottenCaseIsGone() {
    take("1", accepted(), new CaseSettled(NOON), new CaseForgotten(), started());
    assertThat(openUnder("1")).isEmpty();
  }

  @Test
  void theMarketThatACaseHasNowCounts() {
    take("1", accepted("CN"), reclassified("GB"));
    assertThat(cases.under("wallet@1", "CN")).isEmpty();
    assertThat(cases.under("wallet@1", "GB")).hasSize(1);

    take("1", reclassified(null));
    assertThat(cases.under("wallet@1", "GB")).as("an early release did not say it").hasSize(1);
  }

  private List<String> openUnder(String version) {
    return cases.under("wallet@" + version, null).stream().map(open -> open.caseId()).toList();
  }

  private void take(String version, Object... payloads) {
    for (var payload : payloads) {
      cases.take(
          new CaseProgress(
              "C-1/1", "C-1", "K-1", 1L, NOON, "e-1", "wallet", version, "front-line", payload));
    }
  }

  private static CaseAccepted accepted() {
    return accepted(null);
  }

  private static CaseReclassified reclassified(@Nullable String market) {
    return CaseReclassified.newBuilder()
        .setCategory("other")
        .setPriority("P3")
        .setMode("forward")
        .setMarket(market)
        .build();
  }

  private static CaseAccepted accepted(@Nullable String market) {
    return CaseAccepted.newBuilder()
        .setMarket(market)
        .setCategory("other")
        .setReportedCategory("other")
        .setPriority("P3")
        .setOpenedAt(NOON)
        .setQueue("front-line")
        .build();
  }

  private static ClockStarted started() {
    return ClockStarted.newBuilder()
        .setClock("final-response")
        .setKind(ClockKind.STATUTORY)
        .setStartedAt(NOON)
        .setTargetMillis(1_000)
        .setDueAt(NOON.plusSeconds(1))
        .build();
  }

  private static ClockReopened owedAgain() {
    return ClockReopened.newBuilder()
        .setClock("final-response")
        .setKind(ClockKind.STATUTORY)
        .setReopenedAt(NOON)
        .setPeriod(1)
        .setTargetMillis(1_000)
        .setRemainingMillis(1_000)
        .setDueAt(NOON.plusSeconds(1))
        .setReason("bounced")
        .build();
  }
}
