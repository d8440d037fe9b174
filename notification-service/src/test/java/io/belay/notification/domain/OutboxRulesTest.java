package io.belay.notification.domain;

import static io.belay.notification.Samples.NOON;
import static io.belay.notification.Samples.contact;
import static io.belay.notification.Samples.followUp;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.notification.Samples;
import io.belay.notification.domain.OutboxEffect.Ignored;
import io.belay.notification.domain.OutboxInput.ContactErased;
import io.belay.notification.domain.OutboxInput.ContactTold;
import io.belay.notification.domain.OutboxInput.FollowUpArrived;
import io.belay.notification.domain.OutboxInput.OpeningToldContact;
import io.belay.notification.domain.OutboxInput.OutcomeReported;
import io.belay.notification.domain.OutboxInput.WokenUp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OutboxRulesTest extends OutboxStory {
  @Test
  void aFollowUpIsSentAtOnceOnThePreferredChannel() {
    when(new ContactTold(contact()));
    when(new FollowUpArrived(followUp(7, MessageClass.ROUTINE)));
    assertThat(sends()).containsExactly("1 SMS " + Samples.PHONE);
  }

  @Test
  void progressAlreadySeenIsIgnored() {
    when(new ContactTold(contact()));
    when(new FollowUpArrived(followUp(7, MessageClass.ROUTINE)));
    when(new FollowUpArrived(followUp(7, MessageClass.ROUTINE)));
    when(new FollowUpArrived(followUp(6, MessageClass.ROUTINE)));
    assertThat(sends()).hasSize(1);
    assertThat(effects).filteredOn(OutboxEffect.Ignored.class::isInstance).hasSize(2);
  }

  @Test
  void aMessageWithoutContactWaitsForIt() {
    when(new FollowUpArrived(followUp(7, MessageClass.ROUTINE)));
    assertThat(effects).isEmpty();
    assertThat(outbox.wakeAt(policy, now)).isEqualTo(NOON.plus(Duration.ofHours(24)));
    after(Duration.ofHours(3));
    when(new ContactTold(contact()));
    assertThat(sends()).containsExactly("1 SMS " + Samples.PHONE);
  }

  @Test
  void aMessageWhoseContactNeverComesIsSuppressed() {
    when(new FollowUpArrived(followUp(7, MessageClass.ROUTINE)));
    after(Duration.ofHours(24).minusMillis(1));
    when(new WokenUp());
    assertThat(effects).isEmpty();
    after(Duration.ofMillis(1));
    when(new WokenUp());
    assertThat(reports()).containsExactly("SUPPRESSED no-contact last");
    assertThat(outbox.wakeAt(policy, now)).isNull();
  }

  @Test
  void anErasedContactIsNotUsed() {
    when(new ContactTold(contact()));
    when(new ContactErased(NOON));
    when(new FollowUpArrived(followUp(7, MessageClass.ROUTINE)));
    assertThat(sends()).isEmpty();
    when(new ContactTold(contact()));
    assertThat(outbox.contacts().isRestricted()).as("older than the erasure").isTrue();
    untilWoken();
    assertThat(outbox.contact()).isNull();
    when(new ContactTold(contact()));
    assertThat(outbox.contact()).as("a contact older than the erasure").isNull();
  }

  @Test
  void anOpeningTakesNoOptOutAndNoQuietHoursAway() {
    var quiet = new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 30));
    when(new ContactTold(contact(Samples.PHONE, null, quiet, Set.of("ROUTINE"))));
    when(new OpeningToldContact(null, toldAt(NOON.plusSeconds(9), "+8613900139000")));
    assertThat(known().optOuts()).containsExactly("ROUTINE");
    assertThat(known().quietHours()).isEqualTo(quiet);
    assertThat(known().phone()).as("told last").isEqualTo("+8613900139000");
    when(new FollowUpArrived(followUp(7, MessageClass.ROUTINE)));
    assertThat(reports()).containsExactly("SUPPRESSED opted-out last");
  }

  @Test
  void anOpeningOlderThanTheContactAddsOnlyWhatTheContactDoesNotName() {
    when(new ContactTold(contact(Samples.PHONE, null, null, Set.of())));
    var opening = contact("+8613900139000", Samples.EMAIL, null, Set.of());
    when(new OpeningToldContact(null, at(opening, opening.updatedAt().minusSeconds(1))));
    assertThat(known().phone()).isEqualTo(Samples.PHONE);
    assertThat(known().email()).isEqualTo(Samples.EMAIL);
  }

  @Test
  void aLateRetryOfAnOpeningBringsNothingErasedBack() {
    when(new OpeningToldContact(null, toldAt(NOON.minusSeconds(9), Samples.PHONE)));
    when(new ContactErased(NOON));
    untilWoken();
    when(new OpeningToldContact(null, toldAt(NOON.minusSeconds(9), Samples.PHONE)));
    assertThat(outbox.contact()).isNull();
    assertThat(effects).last().isEqualTo(new OutboxEffect.Ignored(Ignored.Why.OLDER_CONTACT));
  }

  @Test
  void anOpeningThatIsSentAgainUndoesNoErasureWhateverTimeItGivesItself() {
    when(new OpeningToldContact("case-1", toldAt(NOON.minusSeconds(9), Samples.PHONE)));
    when(new ContactErased(NOON));
    while (outbox.contact() != null) {
      untilWoken();
    }
    when(new OpeningToldContact("case-1", toldAt(NOON.plusSeconds(9), Samples.PHONE)));
    assertThat(outbox.contact()).isNull();
    assertThat(effects).last().isEqualTo(new OutboxEffect.Ignored(Ignored.Why.OLDER_CONTACT));

    when(new OpeningToldContact("case-2", toldAt(NOON.plusSeconds(9), Samples.PHONE)));
    assertThat(known().phone()).as("told anew").isEqualTo(Samples.PHONE);
  }

  @Test
  void anOpeningThatIsSentAgainBringsNoOldNumberBack() {
    when(new OpeningToldContact("case-1", toldAt(NOON.minusSeconds(9), Samples.PHONE)));
    when(new ContactTold(toldAt(NOON, "+8613900139000")));
    when(new OpeningToldContact("case-1", toldAt(NOON.plusSeconds(9), Samples.PHONE)));
    assertThat(known().phone()).isEqualTo("+8613900139000");
  }

  @Test
  void anOpeningThatCameTooLateTheFirstTimeComesTooLateAgain() {
    when(new ContactErased(NOON));
    when(new OpeningToldContact("case-1", toldAt(NOON.minusSeconds(9), Samples.PHONE)));
    when(new OpeningToldContact("case-1", toldAt(NOON.plusSeconds(9), Samples.PHONE)));
    assertThat(outbox.contact()).isNull();
  }

  @Test
  void aFollowUpBeforeTheContactOfItsOpeningIsNoRepeatOfIt() {
    when(new FollowUpArrived(followUp(7, MessageClass.ROUTINE)));
    when(new OpeningToldContact(Samples.CASE, toldAt(NOON, Samples.PHONE)));
    assertThat(sends()).containsExactly("1 SMS " + Samples.PHONE);
    when(new FollowUpArrived(followUp(1, MessageClass.URGENT)));
    assertThat(sends()).hasSize(2);
  }

  private Contact known() {
    return Objects.requireNonNull(outbox.contact());
  }

  private static Contact toldAt(Instant at, String phone) {
    return at(contact(phone, null, null, Set.of()), at);
  }

  private static Contact at(Contact contact, Instant at) {
    return new Contact(
        at,
        contact.name(),
        contact.phone(),
        contact.email(),
        contact.locale(),
        contact.zone(),
        contact.preferredChannels(),
        contact.optOuts(),
        contact.quietHours(),
        contact.restricted());
  }

  @Test
  void aDeliveredMessageIsReportedAndProved() {
    sent(MessageClass.ROUTINE);
    when(accepted(1));
    assertThat(reports()).isEmpty();
    when(part(1, 1, 2, true));
    assertThat(reports()).isEmpty();
    when(part(1, 2, 2, true));
    assertThat(reports()).containsExactly("DELIVERED null last");
    assertThat(effects.getLast())
        .isInstanceOfSatisfying(
            OutboxEffect.CustomerInformed.class,
            informed -> assertThat(informed.confirmed()).isTrue());
    assertThat(outbox.wakeAt(policy, now)).isNull();
  }

  @Test
  void receiptsMayComeBeforeTheAck() {
    sent(MessageClass.ROUTINE);
    when(part(1, 1, 1, true));
    assertThat(reports()).containsExactly("DELIVERED null last");
    when(accepted(1));
    assertThat(reports()).hasSize(1);
  }

  @Test
  void anAcceptedEmailIsTheEnd() {
    when(new ContactTold(contact(null, Samples.EMAIL, null, Set.of())));
    when(new FollowUpArrived(followUp(7, MessageClass.ROUTINE)));
    when(accepted(1));
    assertThat(reports()).containsExactly("ACCEPTED null last");
    assertThat(effects).filteredOn(OutboxEffect.CustomerInformed.class::isInstance).hasSize(1);
  }

  @Test
  void aRefusalThatMayPassIsRepeatedAfterAPause() {
    sent(MessageClass.ROUTINE);
    when(refused(1, true));
    assertThat(sends()).hasSize(1);
    assertThat(outbox.wakeAt(policy, now))
        .isBetween(NOON.plusMillis(1_000), NOON.plusMillis(2_000));
    after(Duration.ofSeconds(2));
    when(new WokenUp());
    assertThat(sends()).containsExactly("1 SMS " + Samples.PHONE, "2 SMS " + Samples.PHONE);
  }

  @Test
  void aRepeatIsToldWhichRouteFailedAndAnotherChannelIsNot() {
    sent(MessageClass.ROUTINE);
    when(refused(1, true));
    untilWoken();
    when(refused(2, false));
    assertThat(sends()).last().asString().startsWith("3 EMAIL");
    assertThat(failedRoutes()).containsExactly("none", "smsc", "none");
  }

  @Test
  void aLastingRefusalChangesTheChannelAndThenGivesUp() {
    sent(MessageClass.ROUTINE);
    when(refused(1, false));
    assertThat(sends()).containsExactly("1 SMS " + Samples.PHONE, "2 EMAIL " + Samples.EMAIL);
    when(refused(2, false));
    assertThat(reports()).containsExactly("GIVEN_UP test last");
  }

  @Test
  void anUrgentMessageChangesTheChannelRatherThanWait() {
    sent(MessageClass.URGENT);
    when(refused(1, true));
    assertThat(sends()).containsExactly("1 SMS " + Samples.PHONE, "2 EMAIL " + Samples.EMAIL);
  }

  @Test
  void anAttemptWithoutOutcomeIsUnknownAndLeftWhenRoutine() {
    sent(MessageClass.ROUTINE);
    var answerBy = Duration.ofMinutes(30).plusSeconds(30);
    assertThat(outbox.wakeAt(policy, now)).isEqualTo(NOON.plus(answerBy));
    after(answerBy);
    when(new WokenUp());
    assertThat(sends()).hasSize(1);
    assertThat(reports()).containsExactly("UNKNOWN no-outcome", "UNKNOWN no-answer last");
  }

  @Test
  void anUnknownUrgentOrStatutorySendIsFollowedOnTheOtherChannel() {
    for (var messageClass : List.of(MessageClass.URGENT, MessageClass.STATUTORY)) {
      outbox = Outbox.EMPTY;
      effects.clear();
      sent(messageClass);
      when(new OutcomeReported(MESSAGE, 1, Result.UNKNOWN, "connection-lost", false, "smsc"));
      assertThat(sends()).containsExactly("1 SMS " + Samples.PHONE, "2 EMAIL " + Samples.EMAIL);
      when(new OutcomeReported(MESSAGE, 2, Result.UNKNOWN, "connection-lost", false, "smtp"));
      assertThat(sends()).as("a send that perhaps arrived is not repeated").hasSize(2);
      assertThat(reports()).containsExactly("UNKNOWN no-answer last");
    }
  }

  @Test
  void aReceiptAfterTheEndStillCounts() {
    sent(MessageClass.ROUTINE);
    when(new OutcomeReported(MESSAGE, 1, Result.UNKNOWN, "no-answer", false, "smsc"));
    when(part(1, 1, 1, true));
    assertThat(reports()).containsExactly("UNKNOWN no-answer last", "DELIVERED null last");
    when(part(1, 1, 1, false));
    assertThat(reports()).as("a final state never goes back").hasSize(2);
  }

  @Test
  void aFailedReceiptChangesTheChannel() {
    sent(MessageClass.ROUTINE);
    when(accepted(1));
    when(part(1, 1, 1, false));
    assertThat(reports()).containsExactly("REFUSED receipt-undelivered");
    assertThat(sends()).containsExactly("1 SMS " + Samples.PHONE, "2 EMAIL " + Samples.EMAIL);
  }

  @Test
  void anUrgentMessageWithoutReceiptIsSentOnTheOtherChannelToo() {
    sent(MessageClass.URGENT);
    when(accepted(1));
    after(Duration.ofMinutes(2));
    when(new WokenUp());
    assertThat(sends()).containsExactly("1 SMS " + Samples.PHONE, "2 EMAIL " + Samples.EMAIL);
  }

  @Test
  void aMessageIsNotSentAfterItsTime() {
    when(new FollowUpArrived(followUp(7, MessageClass.URGENT)));
    after(Duration.ofHours(1));
    when(new ContactTold(contact()));
    assertThat(sends()).isEmpty();
    assertThat(reports()).containsExactly("EXPIRED not-after last");
  }

  @Test
  void routineMessagesWaitForTheEndOfQuietHoursAndOthersDoNot() {
    // noon UTC is 20:00 in Shanghai
    var quiet = new QuietHours(LocalTime.of(20, 0), LocalTime.of(8, 0));
    when(new ContactTold(contact(Samples.PHONE, null, quiet, Set.of())));
    when(new FollowUpArrived(followUp(7, MessageClass.ROUTINE)));
    assertThat(sends()).isEmpty();
    assertThat(outbox.wakeAt(policy, now)).isEqualTo(Instant.parse("2026-11-21T00:00:00Z"));
    when(new FollowUpArrived(followUp(8, MessageClass.URGENT)));
    assertThat(sends()).hasSize(1);
    after(Duration.ofHours(12));
    when(new WokenUp());
    assertThat(sends()).hasSize(2);
  }

  @Test
  void optOutsSilenceAllButStatutoryMessages() {
    when(new ContactTold(contact(Samples.PHONE, null, null, Set.of("ROUTINE", "SMS"))));
    when(new FollowUpArrived(followUp(7, MessageClass.ROUTINE)));
    assertThat(reports()).containsExactly("SUPPRESSED opted-out last");
    when(new FollowUpArrived(followUp(8, MessageClass.STATUTORY)));
    assertThat(sends()).hasSize(1);
  }

  @Test
  void aTypeWithoutTextIsReportedAndNotSent() {
    when(new ContactTold(contact()));
    when(new FollowUpArrived(followUp(7, MessageClass.ROUTINE, "horoscope")));
    assertThat(reports()).containsExactly("SUPPRESSED no-template last");
  }

  @Test
  void anUrgentMessageFindsItsPlaceWhateverRoutineOnesWait() {
    for (int sequence = 1; sequence <= 9; sequence++) {
      when(new FollowUpArrived(followUp(sequence, MessageClass.ROUTINE)));
    }
    effects.clear();
    for (int sequence = 10; sequence <= 15; sequence++) {
      when(new FollowUpArrived(followUp(sequence, MessageClass.URGENT)));
    }
    assertThat(reports()).as("as many as routine ones").hasSize(1);
    assertThat(outbox.openMessages()).isEqualTo(5 + 5);
  }

  @Test
  void whatIsKeptIsBounded() {
    for (int sequence = 1; sequence <= 20; sequence++) {
      when(new FollowUpArrived(followUp(sequence, MessageClass.ROUTINE)));
    }
    assertThat(outbox.openMessages()).isEqualTo(5);
    assertThat(outbox.messages()).hasSize(5 + 3);
    assertThat(reports()).hasSize(15).containsOnly("SUPPRESSED outbox-full last");
  }
}
