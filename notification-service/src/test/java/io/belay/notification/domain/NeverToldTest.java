package io.belay.notification.domain;

import static io.belay.notification.Samples.NOON;
import static io.belay.notification.Samples.contact;
import static io.belay.notification.Samples.followUp;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.notification.Samples;
import io.belay.notification.domain.OutboxEffect.NeverTold;
import io.belay.notification.domain.OutboxInput.ContactTold;
import io.belay.notification.domain.OutboxInput.FollowUpArrived;
import io.belay.notification.domain.OutboxInput.OutcomeReported;
import io.belay.notification.domain.OutboxPolicy.Doubt;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A notice of the law that was never said is told to its case, so that nothing counts as done. */
class NeverToldTest extends OutboxStory {
  private static final String NEVER_TOLD = "never-told:" + MESSAGE;

  @Test
  void aNoticeThatEveryChannelRefusesForGood() {
    noticeTo(contact(Samples.PHONE, null, null, Set.of()));
    when(badAddress(1));
    assertThat(reports()).containsExactly("GIVEN_UP bad-address last");
    assertThat(neverTold())
        .containsExactly(
            new NeverTold(
                new Gist.Telling(MESSAGE, Samples.CASE, "notice-decision"),
                Channel.SMS,
                "bad-address",
                NEVER_TOLD));
  }

  @Test
  void aNoticeWhoseTimeIsOverBeforeAnyGatewayTookIt() {
    noticeTo(contact(Samples.PHONE, null, null, Set.of()));
    for (int attempt = 1; reports().isEmpty(); attempt++) {
      when(refused(attempt, true));
      if (outbox.hasOpen(MESSAGE)) {
        untilWoken();
      }
    }
    assertThat(now).isEqualTo(NOON.plus(Duration.ofDays(3)));
    assertThat(reports()).containsExactly("EXPIRED test last");
    assertThat(proofs()).containsExactly(NEVER_TOLD);
  }

  @Test
  void aNoticeWaitsForAContactForAsLongAsItIsValid() {
    when(new FollowUpArrived(followUp(7, MessageClass.STATUTORY, "notice-decision")));
    when(new FollowUpArrived(followUp(8, MessageClass.ROUTINE)));
    untilWoken();
    assertThat(now).isEqualTo(NOON.plus(Duration.ofHours(24)));
    assertThat(reports()).as("of the routine one").containsExactly("SUPPRESSED no-contact last");
    assertThat(proofs()).isEmpty();
    after(Duration.ofHours(47));
    when(new ContactTold(contact()));
    assertThat(sends()).containsExactly("1 SMS " + Samples.PHONE);
  }

  @Test
  void aNoticeForWhomNobodyNamesAContactInItsTime() {
    when(new FollowUpArrived(followUp(7, MessageClass.STATUTORY, "notice-decision")));
    untilWoken();
    assertThat(now).isEqualTo(NOON.plus(Duration.ofDays(3)));
    assertThat(reports()).containsExactly("SUPPRESSED no-contact last");
    assertThat(neverTold()).extracting(NeverTold::channel).containsOnlyNulls();
    assertThat(proofs()).containsExactly(NEVER_TOLD);
  }

  @Test
  void aNoticeForWhichThereAreNoWords() {
    when(new ContactTold(contact()));
    when(new FollowUpArrived(followUp(7, MessageClass.STATUTORY, "notice-of-tomorrow")));
    assertThat(reports()).containsExactly("SUPPRESSED no-template last");
    assertThat(proofs()).containsExactly(NEVER_TOLD);
  }

  @Test
  void aNoticeWithoutAReceiptThatTurnsOutNeverToArrive() {
    noticeTo(contact(Samples.PHONE, null, null, Set.of()));
    when(accepted(1));
    untilWoken();
    assertThat(reports()).containsExactly("ACCEPTED no-receipt last");
    assertThat(proofs()).as("it may have arrived").isEmpty();
    when(part(1, 1, 1, false));
    assertThat(reports()).last().isEqualTo("GIVEN_UP receipt-undelivered last");
    assertThat(proofs()).containsExactly(NEVER_TOLD);
  }

  @Test
  void aNoticeThatNobodyAnsweredAboutAndThatTurnsOutNeverToArrive() {
    policy = Samples.policy(Courtesies.NONE, new Doubt(true, 0, true));
    noticeTo(contact(Samples.PHONE, null, null, Set.of()));
    when(unanswered(1));
    assertThat(reports()).containsExactly("UNKNOWN no-answer last");
    assertThat(proofs()).isEmpty();
    when(part(1, 1, 1, false));
    assertThat(proofs()).containsExactly(NEVER_TOLD);
  }

  @Test
  void aNoticeThatCameBackIsNotTakenBackTwiceWhenTheOtherWayFailsToo() {
    noticeTo(emailFirst());
    when(accepted(1));
    when(cameBack(1, "undelivered"));
    when(badAddress(2));
    assertThat(reports()).last().isEqualTo("GIVEN_UP bad-address last");
    assertThat(proofs())
        .as("a case passes by what it has heard under the same id")
        .containsExactly(
            "informed:" + MESSAGE, "bounced:" + MESSAGE + "/1", "bounced:" + MESSAGE + "/1");
  }

  @Test
  void aNoticeThatCameBackTooLateIsSaidOnce() {
    noticeTo(emailFirst());
    when(accepted(1));
    after(Duration.ofHours(73));
    when(new ContactTold(contact(null, null, null, Set.of())));
    when(cameBack(1, "undelivered"));
    assertThat(reports()).last().isEqualTo("GIVEN_UP receipt-undelivered last");
    assertThat(proofs()).containsExactly("informed:" + MESSAGE, "bounced:" + MESSAGE + "/1");
  }

  @Test
  void aNoticeThatArrivesAfterAllProvesIt() {
    noticeTo(contact(Samples.PHONE, null, null, Set.of()));
    when(badAddress(1));
    when(part(1, 1, 1, true));
    assertThat(proofs()).as("a refusal stands").containsExactly(NEVER_TOLD);
    outbox = Outbox.EMPTY;
    effects.clear();
    noticeTo(contact(Samples.PHONE, null, null, Set.of()));
    when(accepted(1));
    untilWoken();
    when(part(1, 1, 1, true));
    assertThat(proofs()).containsExactly("informed:" + MESSAGE);
  }

  @Test
  void noOtherMessageIsMissed() {
    for (var messageClass : Set.of(MessageClass.ROUTINE, MessageClass.URGENT)) {
      outbox = Outbox.EMPTY;
      when(new ContactTold(contact(Samples.PHONE, null, null, Set.of())));
      when(new FollowUpArrived(followUp(7, messageClass)));
      when(badAddress(1));
    }
    assertThat(proofs()).isEmpty();
  }

  private void noticeTo(Contact contact) {
    when(new ContactTold(contact));
    when(new FollowUpArrived(followUp(7, MessageClass.STATUTORY, "notice-decision")));
  }

  private List<NeverTold> neverTold() {
    return effects.stream().filter(NeverTold.class::isInstance).map(NeverTold.class::cast).toList();
  }

  private static OutcomeReported badAddress(int attempt) {
    return new OutcomeReported(MESSAGE, attempt, Result.REFUSED, "bad-address", false, "smsc");
  }

  private static Contact emailFirst() {
    var contact = contact();
    return new Contact(
        contact.updatedAt(),
        contact.name(),
        contact.phone(),
        contact.email(),
        contact.locale(),
        contact.zone(),
        List.of(Channel.EMAIL, Channel.SMS),
        Set.of(),
        null,
        false);
  }
}
