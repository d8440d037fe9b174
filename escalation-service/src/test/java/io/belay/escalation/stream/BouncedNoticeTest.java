package io.belay.escalation.stream;

import static io.belay.escalation.stream.Expected.rejected;
import static io.belay.escalation.stream.ReportedCase.aCase;
import static java.time.Duration.ofDays;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.clock.Clock;
import io.belay.escalation.domain.lifecycle.CaseState;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Progress.Reason;
import io.belay.escalation.domain.progress.Step;
import io.belay.events.Closed;
import io.belay.events.CustomerInformed;
import io.belay.events.ExtensionGranted;
import io.belay.events.MilestoneReached;
import io.belay.events.Resolved;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A statutory notice comes back: what it had fulfilled is owed again, record by record. */
class BouncedNoticeTest {
  private static final String FINAL = "hk-ic4-final";
  private static final String OUTER = "hk-ic4-outer";

  @TempDir Path dir;

  private Bank bank;

  @BeforeEach
  void open() throws IOException {
    bank = Bank.under(dir, "market-hk");
    bank.opens(aCase("C-1").category("complaint-service"));
    bank.steps();
  }

  @AfterEach
  void close() {
    bank.close();
  }

  @Test
  void theMilestoneIsTakenBackAndEachOfItsClocksRunsOnToTheTimeItHad() {
    var due = dueOf(FINAL);
    var outer = dueOf(OUTER);
    bank.reports("C-1", new MilestoneReached("FINAL_RESPONSE_SENT"));
    assertThat(all(Progress.FollowUpDue.class))
        .extracting(Progress.FollowUpDue::messageType)
        .contains("notice-decision");
    assertThat(clock(FINAL).phase()).isInstanceOf(Clock.Phase.Met.class);

    bank.jumps(ofDays(1));
    bank.reports("C-1", informed("m-1", "notice-decision", false));

    assertThat(all(Progress.ClockReopened.class))
        .extracting(Progress.ClockReopened::clock)
        .contains(FINAL, OUTER);
    assertThat(clock(FINAL).running()).isTrue();
    assertThat(dueOf(FINAL)).isEqualTo(due);
    assertThat(dueOf(OUTER)).isEqualTo(outer);
    assertThat(state().history().milestones().names()).doesNotContain("FINAL_RESPONSE_SENT");
    assertThat(bank.remembered("C-1")).extracting(Step::progress).anyMatch(this::reopensFinal);

    bank.jumps(ofDays(30));
    assertThat(all(Progress.ClockBreached.class))
        .filteredOn(breach -> breach.clock().equals(FINAL))
        .extracting(Progress.ClockBreached::dueAt)
        .containsExactly(due);
  }

  @Test
  void theNoticeThatArrivesOnAnotherWayFulfilsThemThen() {
    bank.reports("C-1", new MilestoneReached("FINAL_RESPONSE_SENT"));
    bank.reports("C-1", informed("m-1", "notice-decision", false));
    bank.steps();
    bank.jumps(ofDays(2));
    bank.steps();

    bank.reports("C-1", informed("m-2", "notice-decision", true));

    assertThat(all(Progress.ClockMet.class))
        .filteredOn(met -> met.clock().equals(FINAL))
        .singleElement()
        .satisfies(
            met -> {
              assertThat(met.late()).isFalse();
              assertThat(met.metAt()).isEqualTo(bank.now());
            });
    assertThat(state().history().milestones().names()).contains("FINAL_RESPONSE_SENT");
  }

  @Test
  void aSettledCaseOwesAgainWhatItsCustomerNeverRead() {
    bank.reports("C-1", new Resolved("SOLVED"));
    bank.reports("C-1", new Closed());
    bank.reports("C-1", new MilestoneReached("FINAL_RESPONSE_SENT"));
    assertThat(all(Progress.CaseSettled.class)).hasSize(1);

    bank.jumps(ofDays(1));
    bank.reports("C-1", informed("m-1", "notice-decision", false));
    assertThat(clock(FINAL).running()).isTrue();
    assertThat(state().history().settledUntil()).isNull();

    bank.reports("C-1", informed("m-2", "notice-decision", true));
    assertThat(all(Progress.CaseSettled.class)).as("and settles anew").hasSize(1);
  }

  @Test
  void withoutItsNoticeAnExtensionIsRefusedAgain() {
    bank.reports("C-1", new MilestoneReached("INTERIM_REPLY_SENT"));
    bank.reports("C-1", informed("m-1", "notice-delay", false));
    bank.reports("C-1", new ExtensionGranted(FINAL, null));

    bank.expects(rejected("C-1", Reason.NOTICE_MISSING));
    bank.reports("C-1", informed("m-2", "notice-delay", true));
    var before = dueOf(FINAL);
    bank.reports("C-1", new ExtensionGranted(FINAL, null));
    assertThat(dueOf(FINAL)).isEqualTo(before.plus(ofDays(30)));
  }

  private static CustomerInformed informed(String messageId, String type, boolean reached) {
    return new CustomerInformed(messageId, type, "SMS", reached, reached);
  }

  private boolean reopensFinal(Progress progress) {
    return progress instanceof Progress.ClockReopened reopened && reopened.clock().equals(FINAL);
  }

  /** What was written of a kind since this was last asked. */
  private <P extends Progress> List<P> all(Class<P> kind) {
    return bank.steps().stream()
        .map(Step::progress)
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  private CaseState state() {
    return bank.stored("C-1").orElseThrow();
  }

  private Clock clock(String name) {
    return state().clock(name).orElseThrow();
  }

  private Instant dueOf(String name) {
    return clock(name).stint().dueAt();
  }
}
