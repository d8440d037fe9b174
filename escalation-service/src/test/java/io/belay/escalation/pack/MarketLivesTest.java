package io.belay.escalation.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.clock.Clock;
import io.belay.escalation.domain.clock.ClockKind;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.event.WaitingOn;
import io.belay.escalation.domain.lifecycle.CaseState;
import io.belay.escalation.domain.lifecycle.Decision;
import io.belay.escalation.domain.lifecycle.Lifecycle;
import io.belay.escalation.domain.policy.PolicyPack;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Cases as they live under the packs that are shipped: what follows from what by law. */
class MarketLivesTest {
  private final List<Step> steps = new ArrayList<>();
  private Optional<CaseState> state = Optional.empty();
  private PolicyPack pack = packOf("wallet");

  private static PolicyPack packOf(String name) {
    var file = Path.of(System.getProperty("belay.root"), "deploy/policies", name + ".yaml");
    try {
      return switch (new PackReader().read(Files.readAllBytes(file), name)) {
        case PackReading.Read read -> read.pack();
        case PackReading.Refused refused -> throw new AssertionError(refused.problems());
      };
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  private void opened(String under, String at, String category) {
    pack = packOf(under);
    happened(at, new CaseEvent.Opened(category, null, null, null, null, null));
  }

  private void happened(String at, CaseEvent event) {
    var time = instant(at);
    var reported = new ReportedEvent("e" + steps.size(), "C-1", "K-1", time, null, event);
    keep(Lifecycle.decide(state, reported, pack, time));
  }

  private void toldLate(String at, String occurredAt, String milestone) {
    var times = new ReportedEvent.Times(instant(occurredAt), instant(at));
    var event = new CaseEvent.MilestoneReached(milestone);
    var reported = new ReportedEvent("e" + steps.size(), "C-1", "K-1", times, null, event);
    keep(Lifecycle.decide(state, reported, pack, instant(at)));
  }

  private void reached(String at, String milestone) {
    happened(at, new CaseEvent.MilestoneReached(milestone));
  }

  private void waitedUntil(String at) {
    keep(Lifecycle.tick(state.orElseThrow(), pack, instant(at)));
  }

  private void keep(Decision decision) {
    steps.addAll(decision.steps());
    state = decision.state();
  }

  private Clock clock(String name) {
    return state.orElseThrow().clock(name).orElseThrow();
  }

  private Instant dueOf(String clock) {
    return clock(clock).stint().dueAt();
  }

  private List<Instant> breachesOf(String clock) {
    return steps.stream()
        .map(Step::progress)
        .filter(Progress.ClockBreached.class::isInstance)
        .map(Progress.ClockBreached.class::cast)
        .filter(breach -> breach.clock().equals(clock))
        .map(Progress.ClockBreached::dueAt)
        .toList();
  }

  private List<Progress.BreachCorrected> corrections() {
    return steps.stream()
        .map(Step::progress)
        .filter(Progress.BreachCorrected.class::isInstance)
        .map(Progress.BreachCorrected.class::cast)
        .toList();
  }

  private static Instant instant(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }

  /** 12 CFR 1005.11(c)(2)(ii): posted on a Friday, told by Tuesday. */
  @Test
  void aPostedCreditIsToldWithinTwoBusinessDays() {
    opened("market-us", "2026-06-30T16:00:00-04:00", "unauthorised-transaction");
    assertThat(state.orElseThrow().clock("us-rege-prov-notice")).isEmpty();
    reached("2026-07-10T10:00:00-04:00", "PROVISIONAL_CREDIT_POSTED");

    assertThat(clock("us-rege-provisional").phase()).isInstanceOf(Clock.Phase.Met.class);
    assertThat(dueOf("us-rege-prov-notice")).isEqualTo(instant("2026-07-14T23:59:59.999-04:00"));
    reached("2026-07-14T23:59:59.999-04:00", "CREDIT_NOTICE_SENT");
    assertThat(clock("us-rege-prov-notice").phase()).isInstanceOf(Clock.Phase.Met.class);
    assertThat(breachesOf("us-rege-prov-notice")).isEmpty();
  }

  /** T is 1 July; from the sixth on each day is owed, and the first is paid a day later. */
  @Test
  void aCompensationIsOwedADayAfterTheFifthDayOfAFailedTransaction() {
    opened("market-in", "2026-07-01T12:00:00+05:30", "payment-failed");
    reached("2026-07-01T12:00:00+05:30", "TRANSACTION_FAILED_T5");
    waitedUntil("2026-07-06T23:59:59.998+05:30");
    assertThat(state.orElseThrow().clock("in-rbi-compensation-t5")).isEmpty();
    waitedUntil("2026-07-09T12:00:00+05:30");

    assertThat(breachesOf("in-rbi-tat-t5"))
        .containsExactly(instant("2026-07-06T23:59:59.999+05:30"));
    assertThat(breachesOf("in-rbi-compensation-t5"))
        .containsExactly(instant("2026-07-07T23:59:59.999+05:30"));
    assertThat(breachesOf("in-rbi-accrual-t5"))
        .as("one breach for both days that were missed at once")
        .containsExactly(instant("2026-07-07T23:59:59.999+05:30"));
    reached("2026-07-09T13:00:00+05:30", "TRANSACTION_REVERSED");
    assertThat(clock("in-rbi-accrual-t5").phase()).isInstanceOf(Clock.Phase.Met.class);
  }

  /** The fifth day was not over when it was reversed: the days that were counted are not owed. */
  @Test
  void daysOfCompensationAreCorrectedWhenTheReversalWasInTimeAfterAll() {
    opened("market-in", "2026-07-01T12:00:00+05:30", "payment-failed");
    reached("2026-07-01T12:00:00+05:30", "TRANSACTION_FAILED_T5");
    waitedUntil("2026-07-09T09:00:00+05:30");
    toldLate("2026-07-09T10:00:00+05:30", "2026-07-06T22:00:00+05:30", "TRANSACTION_REVERSED");

    assertThat(clock("in-rbi-accrual-t5").phase()).isInstanceOf(Clock.Phase.Met.class);
    assertThat(corrections())
        .extracting(each -> each.clock() + " " + each.dueAt() + " " + each.missed())
        .containsExactlyInAnyOrder(
            "in-rbi-tat-t5 " + instant("2026-07-06T23:59:59.999+05:30") + " 0",
            "in-rbi-accrual-t5 " + instant("2026-07-07T23:59:59.999+05:30") + " 0");
  }

  /** T is 1 July, though the customer complains on 4 July only: three days are owed by then. */
  @Test
  void aFailedTransactionCountsFromItsOwnDayThoughTheCaseIsOpenedLater() {
    opened("market-in", "2026-07-04T12:00:00+05:30", "payment-failed");
    toldLate("2026-07-04T12:00:00+05:30", "2026-07-01T12:00:00+05:30", "TRANSACTION_FAILED_T1");
    assertThat(dueOf("in-rbi-tat-t1")).isEqualTo(instant("2026-07-02T23:59:59.999+05:30"));
    waitedUntil("2026-07-04T12:00:01+05:30");

    assertThat(breachesOf("in-rbi-tat-t1"))
        .containsExactly(instant("2026-07-02T23:59:59.999+05:30"));
    assertThat(breachesOf("in-rbi-compensation-t1"))
        .containsExactly(instant("2026-07-03T23:59:59.999+05:30"));
    assertThat(breachesOf("in-rbi-accrual-t1"))
        .containsExactly(instant("2026-07-03T23:59:59.999+05:30"));
    assertThat(dueOf("in-rbi-accrual-t1")).isEqualTo(instant("2026-07-04T23:59:59.999+05:30"));

    toldLate("2026-07-04T13:00:00+05:30", "2026-07-01T13:00:00+05:30", "TRANSACTION_REVERSED");
    assertThat(corrections())
        .as("the reversal was in time after all")
        .extracting(Progress.BreachCorrected::clock)
        .containsExactlyInAnyOrder("in-rbi-tat-t1", "in-rbi-accrual-t1");
  }

  /** RG 271, IC-4 and 12 CFR 1005.11(c)(2)(ii): Belay's own notice is what the law asks for. */
  @Test
  void belaysOwnNoticeEndsTheClockThatDemandsItUntilItComesBack() {
    for (var market : List.of("au", "hk")) {
      state = Optional.empty();
      steps.clear();
      opened("market-" + market, "2026-11-02T10:00:00+08:00", "dispute");
      var ack = market.equals("au") ? "au-rg271-ack" : "hk-ic4-ack";
      assertThat(noticesOf(market.equals("au") ? "au-rg271-final" : "hk-ic4-final"))
          .containsExactly("notice-acknowledgement");
      var due = dueOf(ack);
      happened(
          "2026-11-02T10:00:03+08:00",
          new CaseEvent.CustomerInformed("notice-acknowledgement", false, "m-1"));
      assertThat(clock(ack).open()).as(market).isFalse();
      happened(
          "2026-11-02T11:00:00+08:00",
          new CaseEvent.MessageBounced("m-1", "notice-acknowledgement"));
      assertThat(clock(ack).running()).as(market).isTrue();
      assertThat(dueOf(ack)).as(market).isEqualTo(due);
    }
  }

  @Test
  void aCreditNoticeThatArrivesTellsTheCreditAndOneThatComesBackLeavesItPosted() {
    opened("market-us", "2026-06-30T16:00:00-04:00", "unauthorised-transaction");
    reached("2026-07-10T10:00:00-04:00", "PROVISIONAL_CREDIT_POSTED");
    happened(
        "2026-07-10T10:00:03-04:00", new CaseEvent.CustomerInformed("notice-credit", false, "m-1"));
    assertThat(clock("us-rege-prov-notice").open()).isFalse();

    happened("2026-07-10T11:00:00-04:00", new CaseEvent.MessageBounced("m-1", "notice-credit"));
    assertThat(clock("us-rege-prov-notice").running()).isTrue();
    assertThat(clock("us-rege-provisional").open()).as("the credit is posted").isFalse();
    happened(
        "2026-07-10T11:00:05-04:00", new CaseEvent.CustomerInformed("notice-credit", true, "m-1"));
    assertThat(clock("us-rege-prov-notice").open()).isFalse();
  }

  /** Regulation E: without the written confirmation only the provisional credit falls away. */
  @Test
  void withoutAWrittenConfirmationNoCreditIsOwedAndTheErrorStillIs() {
    opened("market-us", "2026-06-30T16:00:00-04:00", "unauthorised-transaction");
    reached("2026-07-14T18:00:00-04:00", "WRITTEN_CONFIRMATION_MISSING");

    assertThat(clock("us-rege-provisional").open()).isFalse();
    assertThat(clock("us-rege-final45").running()).isTrue();
  }

  /** CBIRC 2020 No. 3: who was told of 30 days has not been told of 60. */
  @Test
  void sixtyDaysAreGrantedOnceTheCustomerWasToldOfThem() {
    opened("market-cn", "2026-11-02T10:00:00+08:00", "dispute");
    reached("2026-11-10T10:00:00+08:00", "CUSTOMER_TOLD_OF_EXTENSION");
    happened("2026-11-10T11:00:00+08:00", new CaseEvent.ExtensionGranted("cn-nfra-decision", null));
    var thirty = instant("2026-12-02T23:59:59.999+08:00");
    assertThat(dueOf("cn-nfra-decision")).isEqualTo(thirty);
    happened(
        "2026-11-28T10:00:00+08:00", new CaseEvent.ExtensionGranted("cn-nfra-decision", "A-9"));
    assertThat(dueOf("cn-nfra-decision")).as("nobody told of 60").isEqualTo(thirty);

    reached("2026-11-28T11:00:00+08:00", "CUSTOMER_TOLD_OF_SPECIAL_EXTENSION");
    happened(
        "2026-11-28T12:00:00+08:00", new CaseEvent.ExtensionGranted("cn-nfra-decision", "A-9"));
    assertThat(dueOf("cn-nfra-decision")).isEqualTo(instant("2027-01-01T23:59:59.999+08:00"));
    assertThat(expectedBy("cn-nfra-decision"))
        .as("each notice names its own date")
        .containsExactly(thirty.toString(), instant("2027-01-01T23:59:59.999+08:00").toString());
  }

  private List<String> expectedBy(String clock) {
    return steps.stream()
        .map(Step::progress)
        .filter(Progress.FollowUpDue.class::isInstance)
        .map(Progress.FollowUpDue.class::cast)
        .filter(due -> clock.equals(due.facts().why().reason()))
        .filter(due -> due.messageType().equals("notice-delay"))
        .map(due -> String.valueOf(due.facts().expectedBy()))
        .toList();
  }

  /** RG 271: no written response is due, so nothing is told of one. */
  @Test
  void whatWasClosedToSatisfactionIsToldNoWrittenResponse() {
    opened("market-au", "2026-11-02T10:00:00+11:00", "dispute");
    reached("2026-11-05T10:00:00+11:00", "CLOSED_TO_SATISFACTION");

    assertThat(clock("au-rg271-final").open()).isFalse();
    assertThat(noticesOf("au-rg271-final")).containsExactly("notice-acknowledgement");
  }

  /** One of the two clocks of complaints is enough: each customer reads one notice. */
  @Test
  void aFinalResponseInTheUnitedKingdomIsToldOnceWhateverTheComplaint() {
    for (var category : List.of("complaint-service", "dispute")) {
      state = Optional.empty();
      steps.clear();
      opened("market-uk", "2026-11-02T10:00:00Z", category);
      reached("2026-11-03T10:00:00Z", "FINAL_RESPONSE_SENT");
      assertThat(noticesOf("uk-disp-src")).as(category).containsExactly("notice-decision");
    }
  }

  /** A holding reply gives the first clock the total of the outer one, and moves that not a bit. */
  @Test
  void aHoldingReplyReachesToTheOuterLimitAndNotBeyond() {
    opened("market-eu", "2026-04-02T09:00:00+02:00", "wrong-debit");
    var outer = dueOf("eu-psd2-complaint-outer");
    reached("2026-04-20T09:00:00+02:00", "HOLDING_REPLY_SENT");
    happened(
        "2026-04-20T09:01:00+02:00",
        new CaseEvent.ExtensionGranted("eu-psd2-complaint-final", null));

    assertThat(dueOf("eu-psd2-complaint-final")).isEqualTo(outer);
    assertThat(dueOf("eu-psd2-complaint-outer")).isEqualTo(outer);
  }

  /** The one rule with a pause, and the limit beside it that has none. */
  @Test
  void aQuestionToTheVictimStopsTheReimbursementAndNotItsLimit() {
    opened("market-uk", "2026-11-02T09:00:00Z", "suspected-scam-call");
    reached("2026-11-02T09:00:00Z", "APP_CLAIM_REPORTED");
    var limit = dueOf("uk-app-outer");
    happened("2026-11-03T09:00:00Z", new CaseEvent.WaitingStarted(WaitingOn.CUSTOMER));

    assertThat(clock("uk-app-reimburse").paused()).isTrue();
    assertThat(clock("uk-app-outer").running()).isTrue();
    assertThat(
            state.orElseThrow().clocks().stream()
                .filter(each -> each.kind() == ClockKind.STATUTORY)
                .filter(Clock::paused)
                .map(Clock::name))
        .containsExactly("uk-app-reimburse");
    happened("2026-11-06T09:00:00Z", new CaseEvent.WaitingEnded());
    assertThat(dueOf("uk-app-outer")).isEqualTo(limit);
  }

  @Test
  void aDisputeThatTurnsOutToBeATheftHasOwedItsRefundSinceItWasOpened() {
    opened("market-eu", "2026-11-02T09:00:00+01:00", "wrong-debit");
    happened(
        "2026-11-05T09:00:00+01:00",
        new CaseEvent.Reclassified("unauthorised-transaction", null, null, null));
    assertThat(dueOf("eu-psd2-unauthorised-refund"))
        .isEqualTo(instant("2026-11-03T23:59:59.999+01:00"));
    waitedUntil("2026-11-05T09:00:00+01:00");
    assertThat(breachesOf("eu-psd2-unauthorised-refund")).hasSize(1);

    happened("2026-11-05T10:00:00+01:00", new CaseEvent.Reclassified("other", null, null, null));
    assertThat(clock("eu-psd2-unauthorised-refund").open()).as("still owed").isTrue();
    assertThat(clock("eu-psd2-complaint-final").running()).as("not dropped").isTrue();
  }

  @Test
  void neitherAnAnswerNorTheEndOfTheCaseEndsAStatutoryClockOfAnyMarket() {
    for (var market : List.of("eu", "uk", "us", "cn", "in", "sg", "hk", "au")) {
      state = Optional.empty();
      opened("market-" + market, "2026-11-02T09:00:00+08:00", "unauthorised-transaction");
      var running = statutory();
      assertThat(running).as(market).isNotEmpty();
      happened("2026-11-02T10:00:00+08:00", new CaseEvent.AgentReplied());
      happened("2026-11-02T11:00:00+08:00", new CaseEvent.WaitingStarted(WaitingOn.OTHER));
      happened("2026-11-02T12:00:00+08:00", new CaseEvent.Resolved("SOLVED"));
      happened("2026-11-02T13:00:00+08:00", new CaseEvent.Closed());
      assertThat(statutory()).as(market).isEqualTo(running);
    }
  }

  /** Each with its due time. */
  private List<String> statutory() {
    return state.orElseThrow().clocks().stream()
        .filter(each -> each.kind() == ClockKind.STATUTORY)
        .filter(Clock::running)
        .map(each -> each.name() + " " + each.stint().dueAt())
        .toList();
  }

  /** A stolen account of the wallet starts with the specialists, who have half an hour. */
  @Test
  void anAccountThatIsNotFrozenInTimeClimbsToTheComplaintsOffice() {
    opened("wallet", "2026-11-02T09:00:00+08:00", "unauthorised-transaction");
    happened("2026-11-02T09:05:00+08:00", new CaseEvent.AgentReplied());
    waitedUntil("2026-11-02T09:29:59.999+08:00");
    assertThat(state.orElseThrow().placement().tier()).isEqualTo("specialist");
    waitedUntil("2026-11-02T09:30:00+08:00");
    assertThat(state.orElseThrow().placement().tier()).isEqualTo("complaints-office");
  }

  /** DISP 1.6.1A: also where it turns out later that it is a complaint. */
  @Test
  void aComplaintThatIsRecognisedByACorrectionIsAcknowledgedThen() {
    opened("market-uk", "2026-03-02T10:00:00Z", "login-failure");
    assertThat(noticesOf("uk-disp-final")).isEmpty();

    happened(
        "2026-03-04T10:00:00Z", new CaseEvent.Reclassified("complaint-service", null, null, null));

    assertThat(noticesOf("uk-disp-final")).containsExactly("notice-acknowledgement");
  }

  private List<String> noticesOf(String clock) {
    return steps.stream()
        .map(Step::progress)
        .filter(Progress.FollowUpDue.class::isInstance)
        .map(Progress.FollowUpDue.class::cast)
        .filter(due -> clock.equals(due.facts().why().reason()))
        .map(Progress.FollowUpDue::messageType)
        .filter(type -> type.startsWith("notice-"))
        .toList();
  }
}
