package io.belay.notification.domain;

import static io.belay.notification.Samples.NOON;
import static io.belay.notification.Samples.contact;
import static io.belay.notification.Samples.followUp;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.notification.Samples;
import io.belay.notification.domain.OutboxInput.ContactTold;
import io.belay.notification.domain.OutboxInput.FollowUpArrived;
import io.belay.notification.domain.OutboxInput.OpeningToldContact;
import io.belay.notification.domain.OutboxInput.OutcomeReported;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Addresses that do not exist, and messages that come back. */
class BounceTest extends OutboxStory {
  private static final String NEXT = Samples.CASE + "/8";

  @Test
  void anEmailThatComesBackOpensTheDutyAgainAndIsSentAnotherWay() {
    when(new ContactTold(emailFirst(Samples.EMAIL)));
    when(new FollowUpArrived(followUp(7, MessageClass.ROUTINE)));
    when(accepted(1));
    assertThat(proofs()).containsExactly("informed:" + MESSAGE);
    after(Duration.ofMinutes(5));
    when(part(1, 1, 1, false));
    assertThat(proofs()).containsExactly("informed:" + MESSAGE, "bounced:" + MESSAGE + "/1");
    assertThat(sends()).containsExactly("1 EMAIL " + Samples.EMAIL, "2 SMS " + Samples.PHONE);
    when(accepted(2));
    when(part(2, 1, 1, true));
    assertThat(proofs()).last().isEqualTo("informed:" + MESSAGE + "/2");
    assertThat(reports())
        .containsExactly(
            "ACCEPTED null last", "REFUSED receipt-undelivered", "DELIVERED null last");
  }

  @Test
  void onlyWhatComesBackForGoodSpeaksAgainstTheAddress() {
    when(new ContactTold(emailFirst(Samples.EMAIL)));
    when(new FollowUpArrived(followUp(7, MessageClass.ROUTINE)));
    when(accepted(1));
    when(cameBack(1, "expired"));
    assertThat(proofs())
        .as("the customer does not know")
        .last()
        .isEqualTo("bounced:" + MESSAGE + "/1");
    assertThat(sends()).last().as("told another way").isEqualTo("2 SMS " + Samples.PHONE);
    assertThat(outbox.suppressions()).isEmpty();
    when(new FollowUpArrived(followUp(8, MessageClass.ROUTINE)));
    assertThat(sends()).last().isEqualTo("1 EMAIL " + Samples.EMAIL);
  }

  @Test
  void whatIsRejectedForAnotherReasonSpeaksNotAgainstTheAddress() {
    when(new ContactTold(emailFirst(Samples.EMAIL)));
    when(new FollowUpArrived(followUp(7, MessageClass.ROUTINE)));
    when(accepted(1));
    when(cameBack(1, "rejected"));
    assertThat(sends()).last().as("told another way").isEqualTo("2 SMS " + Samples.PHONE);
    assertThat(outbox.suppressions()).isEmpty();
  }

  @Test
  void anAddressThatRefusesForGoodIsNotUsedForTheNextMessage() {
    when(new ContactTold(emailFirst(Samples.EMAIL)));
    when(new FollowUpArrived(followUp(7, MessageClass.ROUTINE)));
    when(accepted(1));
    when(cameBack(1, "undelivered"));
    assertThat(outbox.suppressions()).hasSize(1);
    when(new FollowUpArrived(followUp(8, MessageClass.ROUTINE)));
    assertThat(sends()).last().isEqualTo("1 SMS " + Samples.PHONE);
  }

  @Test
  void anEmailThatComesBackTooLateIsGivenUpAndSaidSo() {
    when(new ContactTold(emailFirst(Samples.EMAIL)));
    when(new FollowUpArrived(followUp(7, MessageClass.ROUTINE)));
    when(accepted(1));
    after(Duration.ofHours(24));
    when(new ContactTold(emailFirst(Samples.EMAIL)));
    assertThat(outbox.message(MESSAGE).orElseThrow().stage())
        .isInstanceOfSatisfying(
            Stage.Finished.class, over -> assertThat(over.followUp()).as("forgotten").isNull());
    when(part(1, 1, 1, false));
    assertThat(sends()).hasSize(1);
    assertThat(reports()).last().isEqualTo("GIVEN_UP receipt-undelivered last");
    assertThat(proofs()).last().isEqualTo("bounced:" + MESSAGE + "/1");
  }

  @Test
  void anAddressThatDoesNotExistIsNotUsedAgainUntilTheCustomerNamesAnother() {
    when(new ContactTold(contact(Samples.PHONE, null, null, Set.of())));
    when(new FollowUpArrived(followUp(7, MessageClass.ROUTINE)));
    when(badAddress(MESSAGE, 1));
    assertThat(reports()).containsExactly("GIVEN_UP bad-address last");
    when(new FollowUpArrived(followUp(8, MessageClass.URGENT)));
    assertThat(reports()).last().isEqualTo("SUPPRESSED bounced last");
    after(Duration.ofHours(1));
    when(new ContactTold(at(contact("+8613900139000", null, null, Set.of()))));
    when(new FollowUpArrived(followUp(9, MessageClass.ROUTINE)));
    assertThat(sends()).last().isEqualTo("1 SMS +8613900139000");
  }

  @Test
  void anAddressToldAnewIsTriedAgainAndOneBesideAnOpeningIsNot() {
    when(new ContactTold(contact(Samples.PHONE, null, null, Set.of())));
    when(new FollowUpArrived(followUp(7, MessageClass.ROUTINE)));
    when(badAddress(MESSAGE, 1));
    after(Duration.ofHours(1));
    when(new OpeningToldContact(null, at(contact(Samples.PHONE, null, null, Set.of()))));
    when(new FollowUpArrived(followUp(8, MessageClass.ROUTINE)));
    assertThat(reports()).last().isEqualTo("SUPPRESSED bounced last");
    when(new ContactTold(at(contact(Samples.PHONE, null, null, Set.of()))));
    when(new FollowUpArrived(followUp(9, MessageClass.ROUTINE)));
    assertThat(sends()).hasSize(2);
  }

  @Test
  void aDutyByLawTriesAnAddressThatBouncedWhenItIsTheLast() {
    when(new ContactTold(emailFirst(Samples.EMAIL)));
    when(new FollowUpArrived(followUp(7, MessageClass.ROUTINE)));
    when(badAddress(MESSAGE, 1));
    when(new FollowUpArrived(followUp(8, MessageClass.STATUTORY, "notice-delay")));
    assertThat(sends()).last().as("the one that works first").isEqualTo("1 SMS " + Samples.PHONE);
    when(badAddress(NEXT, 1));
    assertThat(sends()).last().isEqualTo("2 EMAIL " + Samples.EMAIL);
  }

  @Test
  void aRefusalThatSaysNothingAboutTheAddressSuppressesNothing() {
    sent(MessageClass.ROUTINE);
    when(refused(1, false));
    assertThat(outbox.suppressions()).isEmpty();
  }

  private static OutcomeReported badAddress(String messageId, int attempt) {
    return new OutcomeReported(messageId, attempt, Result.REFUSED, "bad-address", false, "smsc");
  }

  private Contact at(Contact contact) {
    return new Contact(
        now,
        contact.name(),
        contact.phone(),
        contact.email(),
        contact.locale(),
        contact.zone(),
        contact.preferredChannels(),
        contact.optOuts(),
        contact.quietHours(),
        false);
  }

  private static Contact emailFirst(String email) {
    return new Contact(
        NOON.minusSeconds(60),
        "Wang",
        Samples.PHONE,
        email,
        "en",
        null,
        List.of(Channel.EMAIL, Channel.SMS),
        Set.of(),
        null,
        false);
  }
}
