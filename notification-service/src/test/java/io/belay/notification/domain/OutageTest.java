package io.belay.notification.domain;

import static io.belay.notification.Samples.NOON;
import static io.belay.notification.Samples.contact;
import static io.belay.notification.Samples.followUp;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.notification.Samples;
import io.belay.notification.domain.OutboxInput.ContactTold;
import io.belay.notification.domain.OutboxInput.FollowUpArrived;
import io.belay.notification.domain.OutboxInput.OutcomeReported;
import io.belay.notification.domain.OutboxInput.WokenUp;
import io.belay.notification.domain.OutboxPolicy.Doubt;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What certainly was not sent is sent once a gateway takes it, as long as it says something. */
class OutageTest extends OutboxStory {

  @ParameterizedTest
  @CsvSource({"URGENT,PT50M", "ROUTINE,PT20H", "STATUTORY,PT70H"})
  void aMessageOfOneChannelIsSentWhenItsGatewayIsBack(MessageClass messageClass, Duration outage) {
    phoneOnly(messageClass);
    gatewayIsAwayFor(outage);
    when(accepted(lastSend().attempt()));
    when(part(lastSend().attempt(), 1, 1, true));
    assertThat(reports()).containsExactly("DELIVERED null last");
  }

  @Test
  void whatRanOutOfTimeGoesByTheOtherChannelAtOnceWhateverItsClass() {
    for (var messageClass : MessageClass.values()) {
      outbox = Outbox.EMPTY;
      effects.clear();
      sent(messageClass);
      now = lastSend().notAfter().plusMillis(1);
      when(expired(1));
      assertThat(sends())
          .as("%s", messageClass)
          .containsExactly("1 SMS " + Samples.PHONE, "2 EMAIL " + Samples.EMAIL);
    }
  }

  @Test
  void whatRanOutOfTimeIsTriedOnEitherChannelInTurn() {
    sent(MessageClass.ROUTINE);
    now = lastSend().notAfter().plusMillis(1);
    when(expired(1));
    when(refused(2, true));
    untilWoken();
    when(refused(3, true));
    assertThat(sends()).last().as("not by e-mail for ever").isEqualTo("4 SMS " + Samples.PHONE);
  }

  @Test
  void anUrgentMessageWaitsNoPauseAfterItRanOutOfTime() {
    phoneOnly(MessageClass.URGENT);
    for (int attempt = 1; attempt <= 20; attempt++) {
      now = lastSend().notAfter().plusMillis(1);
      when(expired(attempt));
      assertThat(sends()).hasSize(attempt + 1);
    }
  }

  /** What a dispatcher whose clock is ahead gives back would go round and round. */
  @Test
  void whatIsGivenBackTooSoonWaitsForThePauseOfItsChannel() {
    phoneOnly(MessageClass.URGENT);
    when(expired(1));
    assertThat(sends()).hasSize(1);
    untilWoken();
    assertThat(sends()).hasSize(2);
    assertThat(now).isBetween(NOON.plusSeconds(1), NOON.plusSeconds(2));
  }

  @ParameterizedTest
  @EnumSource(MessageClass.class)
  void whatAGatewayRefusesForFiveMinutesIsSentAfterwards(MessageClass messageClass) {
    when(new ContactTold(contact(null, Samples.EMAIL, null, Set.of())));
    when(new FollowUpArrived(followUp(7, messageClass)));
    refusesFor(Duration.ofMinutes(5));
    when(accepted(lastSend().attempt()));
    assertThat(reports()).containsExactly("ACCEPTED null last");
  }

  @ParameterizedTest
  @CsvSource({"URGENT,PT55M,200", "ROUTINE,PT23H,220", "STATUTORY,PT71H,1000"})
  void refusalsAreFollowedByPausesUpToTheLongestAndNeverByTheEnd(
      MessageClass messageClass, Duration outage, int most) {
    sent(messageClass);
    refusesFor(outage);
    assertThat(sends()).hasSizeBetween(60, most);
    when(accepted(lastSend().attempt()));
    assertThat(outbox.hasOpen(MESSAGE) || reports().contains("ACCEPTED null last")).isTrue();
  }

  @Test
  void twoChannelsThatRefuseAtOnceAreNotAskedInTurnWithoutAPause() {
    sent(MessageClass.URGENT);
    when(refused(1, true));
    when(refused(2, true));
    assertThat(sends()).hasSize(2);
    untilWoken();
    assertThat(now).isAfterOrEqualTo(NOON.plusSeconds(1));
    assertThat(sends()).last().isEqualTo("3 SMS " + Samples.PHONE);
  }

  @Test
  void aMessageThatWasNeverTakenEndsAsExpiredAndSaysWhyTheLastAttemptFailed() {
    phoneOnly(MessageClass.URGENT);
    refusesFor(Duration.ofHours(1));
    assertThat(reports()).containsExactly("EXPIRED test last");
    assertThat(outbox.wakeAt(policy, now)).isNull();
  }

  @Test
  void whatPerhapsArrivedIsNotSaidToHaveExpired() {
    sent(MessageClass.URGENT);
    when(unanswered(1));
    refusesFor(Duration.ofHours(1));
    assertThat(reports()).containsExactly("UNKNOWN no-answer last");
  }

  /** E-mail refuses for now, and the text perhaps arrived: it is repeated when no receipt came. */
  @Test
  void aDutyInDoubtIsRepeatedThoughTheOtherChannelRefusesForNow() {
    policy = Samples.policy(Courtesies.NONE, new Doubt(true, 1, true));
    sent(MessageClass.STATUTORY);
    when(unanswered(1));
    refusesFor(Duration.ofMinutes(100));
    assertThat(sends()).filteredOn(send -> send.contains("SMS")).hasSize(1);
    refusesFor(Duration.ofMinutes(30));
    assertThat(sends()).filteredOn(send -> send.contains("SMS")).hasSizeGreaterThan(1);
  }

  @Test
  void aRoutineMessageIsNotHandedOverForLongerThanUntilQuietHoursBegin() {
    // noon UTC is 20:00 in Shanghai
    quietFrom(LocalTime.of(20, 10));
    when(new FollowUpArrived(followUp(7, MessageClass.ROUTINE)));
    assertThat(lastSend().notAfter()).isEqualTo(NOON.plus(Duration.ofMinutes(10)).minusMillis(1));
    when(new FollowUpArrived(followUp(8, MessageClass.STATUTORY)));
    assertThat(lastSend().notAfter()).isEqualTo(NOON.plus(Duration.ofMinutes(30)));
  }

  /** Those before it in the lane may be kept for longer, and it is given back after them. */
  @Test
  void anOutcomeIsWaitedForAsLongAsTheLaneMayTake() {
    quietFrom(LocalTime.of(20, 10));
    when(new FollowUpArrived(followUp(7, MessageClass.ROUTINE)));
    assertThat(outbox.wakeAt(policy, now))
        .isEqualTo(NOON.plus(Duration.ofMinutes(30)).plusSeconds(30));
  }

  @Test
  void whatQuietHoursCutOffGoesInTheMorningOnThePreferredChannel() {
    quietFrom(LocalTime.of(20, 10));
    when(new FollowUpArrived(followUp(7, MessageClass.ROUTINE)));
    now = lastSend().notAfter().plusMillis(1);
    when(expired(1));
    assertThat(sends()).hasSize(1);
    untilWoken();
    assertThat(now).isEqualTo(Instant.parse("2026-11-21T00:00:00Z"));
    assertThat(sends()).containsExactly("1 SMS " + Samples.PHONE, "2 SMS " + Samples.PHONE);
  }

  @Test
  void anAttemptSaidLateNotToBeSentIsNotUnknownAnyMore() {
    policy = Samples.policy(Courtesies.NONE, new Doubt(true, 1, true));
    sent(MessageClass.STATUTORY);
    untilWoken();
    assertThat(sends()).last().isEqualTo("2 EMAIL " + Samples.EMAIL);
    when(expired(1));
    when(refused(2, false));
    assertThat(reports()).containsExactly("UNKNOWN no-outcome");
    refusesFor(Duration.ofHours(73));
    assertThat(reports()).containsExactly("UNKNOWN no-outcome", "EXPIRED test last");
  }

  @Test
  void whatWasLeftIsSentWhenItTurnsOutThatItNeverWas() {
    for (var messageClass : Set.of(MessageClass.URGENT, MessageClass.ROUTINE)) {
      outbox = Outbox.EMPTY;
      effects.clear();
      phoneOnly(messageClass);
      untilWoken();
      assertThat(reports()).containsExactly("UNKNOWN no-outcome", "UNKNOWN no-answer last");
      when(expired(1));
      assertThat(sends()).containsExactly("1 SMS " + Samples.PHONE, "2 SMS " + Samples.PHONE);
      when(expired(1));
      assertThat(sends()).as("said again").hasSize(2);
    }
  }

  @Test
  void whatWasLeftIsNotSentWhenNewerNewsOfItsCaseWas() {
    policy = Samples.policy(progressSupersedes(), new Doubt(true, 0, true));
    phoneOnly(MessageClass.ROUTINE);
    untilWoken();
    when(new FollowUpArrived(followUp(8, MessageClass.ROUTINE)));
    assertThat(sends()).hasSize(2);
    when(expired(1));
    assertThat(sends()).hasSize(2);
    assertThat(reports()).last().isEqualTo("SUPPRESSED superseded last");
  }

  @Test
  void whatWasLeftIsForgottenWithItsTime() {
    phoneOnly(MessageClass.URGENT);
    untilWoken();
    after(Duration.ofHours(1));
    when(new WokenUp());
    assertThat(outbox.message(MESSAGE).orElseThrow().stage())
        .isInstanceOfSatisfying(Stage.Finished.class, over -> assertThat(over.followUp()).isNull());
    when(expired(1));
    assertThat(sends()).hasSize(1);
  }

  @Test
  void aGatewayThatGaveNoAnswerIsNotSaidToHaveRefusedLater() {
    phoneOnly(MessageClass.URGENT);
    when(unanswered(1));
    when(expired(1));
    assertThat(sends()).hasSize(1);
    assertThat(effects)
        .last()
        .isEqualTo(new OutboxEffect.Ignored(OutboxEffect.Ignored.Why.OUTCOME_KNOWN));
  }

  private void phoneOnly(MessageClass messageClass) {
    when(new ContactTold(contact(Samples.PHONE, null, null, Set.of())));
    when(new FollowUpArrived(followUp(7, messageClass)));
  }

  private void quietFrom(LocalTime from) {
    var quiet = new QuietHours(from, LocalTime.of(8, 0));
    when(new ContactTold(contact(Samples.PHONE, Samples.EMAIL, quiet, Set.of())));
  }

  private static Courtesies progressSupersedes() {
    return new Courtesies(
        Map.of(),
        Courtesy.NONE,
        Set.of(),
        Map.of("progress", Set.of("progress")),
        Courtesies.NONE.digest());
  }

  /** What a dispatcher holds when its time is over is given back, and handed over again. */
  private void gatewayIsAwayFor(Duration outage) {
    var back = now.plus(outage);
    while (!lastSend().notAfter().isAfter(back)) {
      now = lastSend().notAfter().plusMillis(1);
      int before = lastSend().attempt();
      when(expired(before));
      assertThat(lastSend().attempt()).as("handed over again").isEqualTo(before + 1);
    }
    now = back;
  }

  /** Every attempt is refused for now, at once. */
  private void refusesFor(Duration outage) {
    var end = now.plus(outage);
    while (outbox.hasOpen(MESSAGE) && !now.isAfter(end)) {
      if (outbox.message(MESSAGE).orElseThrow().stage() instanceof Stage.OnItsWay) {
        when(refused(lastSend().attempt(), true));
      } else {
        untilWoken();
      }
    }
  }

  private OutboxEffect.Send lastSend() {
    return effects.stream()
        .filter(OutboxEffect.Send.class::isInstance)
        .map(OutboxEffect.Send.class::cast)
        .reduce((first, last) -> last)
        .orElseThrow();
  }

  private static OutcomeReported expired(int attempt) {
    return new OutcomeReported(MESSAGE, attempt, Result.EXPIRED, "send-too-late", false, null);
  }
}
