package io.belay.notification.domain;

import static io.belay.notification.Samples.NOON;
import static io.belay.notification.Samples.contact;
import static io.belay.notification.Samples.followUp;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.notification.Samples;
import io.belay.notification.domain.OutboxEffect.ContactForgotten;
import io.belay.notification.domain.OutboxInput.ContactErased;
import io.belay.notification.domain.OutboxInput.ContactTold;
import io.belay.notification.domain.OutboxInput.DutyChanged;
import io.belay.notification.domain.OutboxInput.FollowUpArrived;
import io.belay.notification.domain.OutboxInput.NewsReplayed;
import io.belay.notification.domain.OutboxInput.OpeningToldContact;
import io.belay.notification.domain.OutboxInput.WokenUp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A contact is forgotten, yet not before the last duty by law. */
class ErasureTest extends OutboxStory {
  private static final Duration WAIT = Samples.policy().erasure().after();

  @Test
  void withoutAStatutoryClockItIsRestrictedAtOnceAndErasedWhenNoneCanBeUnread() {
    when(new ContactTold(contact()));
    when(duty(1, DutyChange.Kind.RUNS, "final-response"));
    when(duty(2, DutyChange.Kind.ENDED, "final-response"));
    after(WAIT);
    when(new ContactErased(NOON));
    assertThat(outbox.contacts().isRestricted()).isTrue();
    when(new FollowUpArrived(followUp(7, MessageClass.ROUTINE)));
    assertThat(reports()).containsExactly("SUPPRESSED restricted last");
    untilWoken();
    assertThat(now).as("counted from when it was read").isEqualTo(NOON.plus(WAIT).plus(WAIT));
    assertThat(outbox.contacts()).isEqualTo(Contacts.erased(NOON));
    assertThat(effects).last().isEqualTo(new ContactForgotten(false));
    assertThat(outbox.wakeAt(policy, now)).isNull();
  }

  @Test
  void whereNoContactIsKnownNothingIsKept() {
    when(new ContactErased(NOON));
    assertThat(outbox.contacts()).isEqualTo(Contacts.erased(NOON));
    assertThat(effects).containsExactly(new ContactForgotten(true));
  }

  @Test
  void anErasureThatOvertookAStatutoryClockLeavesTheContactToItsNotices() {
    when(new ContactTold(contact()));
    when(new ContactErased(NOON));
    after(WAIT.minusMillis(1));
    when(new WokenUp());
    when(duty(1, DutyChange.Kind.RUNS, "final-response"));
    after(Duration.ofDays(56));
    when(new WokenUp());
    when(new FollowUpArrived(followUp(7, MessageClass.STATUTORY, "notice-delay")));
    assertThat(sends()).containsExactly("1 SMS " + Samples.PHONE);
  }

  @Test
  void aClockThatIsReadMuchLaterThanItsContactsErasureStillFindsTheContact() {
    when(new ContactTold(contact()));
    when(new ContactErased(NOON));
    after(WAIT.multipliedBy(5));
    when(new WokenUp(NOON.minusMillis(1)));
    assertThat(outbox.contacts().isRestricted()).as("not all is read").isTrue();
    when(duty(1, DutyChange.Kind.RUNS, "final-response"));
    after(Duration.ofDays(56));
    when(new WokenUp());
    when(new FollowUpArrived(followUp(7, MessageClass.STATUTORY, "notice-delay")));
    assertThat(sends()).containsExactly("1 SMS " + Samples.PHONE);
  }

  @Test
  void anErasureThatMayNotBeDoneYetIsLookedAtAgainUntilAllThatWasDecidedBeforeIsRead() {
    when(new ContactTold(contact()));
    when(new ContactErased(NOON));
    for (int seconds : new int[] {0, 15, 30, 45}) {
      now = Objects.requireNonNull(outbox.wakeAt(policy, now));
      assertThat(now).isEqualTo(NOON.plus(WAIT).plusSeconds(seconds));
      when(new WokenUp(NOON.minusMillis(1)));
      assertThat(outbox.contact()).isNotNull();
    }
    now = Objects.requireNonNull(outbox.wakeAt(policy, now));
    when(new WokenUp(NOON));
    assertThat(outbox.contacts()).isEqualTo(Contacts.erased(NOON));
    assertThat(outbox.wakeAt(policy, now)).isNull();
  }

  @Test
  void anErasureIsDoneAtTheLatestAlsoWhereWhatWasDecidedBeforeIsNeverRead() {
    when(new ContactTold(contact()));
    when(new ContactErased(NOON));
    var latest = NOON.plus(Samples.policy().erasure().atLatest());
    while (outbox.contact() != null) {
      now = Objects.requireNonNull(outbox.wakeAt(policy, now));
      assertThat(now).isBeforeOrEqualTo(latest);
      when(new WokenUp(Instant.MIN));
    }
    assertThat(now).isEqualTo(latest);
  }

  @Test
  void aCaseThatWasOpenedAndIsNotDecidedYetKeepsTheContact() {
    when(new OpeningToldContact(Samples.CASE, contact()));
    when(new ContactErased(NOON));
    untilWoken();
    assertThat(outbox.contacts().isRestricted()).as("its clocks may start yet").isTrue();
    when(new FollowUpArrived(followUp(7, MessageClass.URGENT)));
    untilWoken();
    assertThat(outbox.contacts()).isEqualTo(Contacts.erased(NOON));
  }

  @Test
  void anErasureThatOvertookAStatutoryNoticeLeavesTheContactToIt() {
    when(new ContactTold(contact()));
    when(new ContactErased(NOON));
    when(new FollowUpArrived(followUp(7, MessageClass.STATUTORY, "notice-delay")));
    assertThat(sends()).containsExactly("1 SMS " + Samples.PHONE);
  }

  @Test
  void whileAStatutoryClockRunsOnlyStatutoryNoticesUseIt() {
    when(new ContactTold(contact()));
    when(duty(1, DutyChange.Kind.RUNS, "final-response"));
    when(new ContactErased(NOON));
    when(new FollowUpArrived(followUp(7, MessageClass.URGENT)));
    assertThat(reports()).containsExactly("SUPPRESSED restricted last");
    when(new FollowUpArrived(followUp(8, MessageClass.STATUTORY, "notice-delay")));
    assertThat(sends()).containsExactly("1 SMS " + Samples.PHONE);
    assertThat(outbox.contacts().isRestricted()).isTrue();
  }

  @Test
  void theLastStatutoryClockTakesTheContactAlong() {
    when(new ContactTold(contact()));
    when(duty(1, DutyChange.Kind.RUNS, "final-response"));
    when(duty(2, DutyChange.Kind.RUNS, "refund"));
    when(new ContactErased(NOON));
    when(duty(3, DutyChange.Kind.ENDED, "refund"));
    assertThat(outbox.contact()).isNotNull();
    when(duty(4, DutyChange.Kind.SETTLED, ""));
    untilWoken();
    assertThat(outbox.contacts()).isEqualTo(Contacts.erased(NOON));
    assertThat(outbox.suppressions()).isEmpty();
    assertThat(effects).containsExactly(new ContactForgotten(false));
    when(new ContactTold(contact()));
    assertThat(outbox.contact()).as("older than the erasure").isNull();
  }

  @Test
  void theNoticeThatEndsTheLastStatutoryClockIsStillSaid() {
    when(new ContactTold(contact(Samples.PHONE, null, null, Set.of())));
    when(duty(1, DutyChange.Kind.RUNS, "final-response"));
    when(new ContactErased(NOON));
    when(duty(2, DutyChange.Kind.ENDED, "final-response"));
    when(new FollowUpArrived(followUp(7, MessageClass.STATUTORY, "notice-decision")));
    assertThat(sends()).containsExactly("1 SMS " + Samples.PHONE);
    when(refused(1, true));
    untilWoken();
    assertThat(sends()).as("a repeat").contains("2 SMS " + Samples.PHONE);
    when(accepted(2));
    after(WAIT);
    when(part(2, 1, 1, true));
    when(new WokenUp());
    assertThat(outbox.contacts()).isEqualTo(Contacts.erased(NOON));
    assertThat(effects).last().isEqualTo(new ContactForgotten(false));
    assertThat(outbox.wakeAt(policy, now)).isNull();
  }

  @Test
  void aNoticeThatIsOverAtOnceLeavesTimeForAnother() {
    when(new ContactTold(contact()));
    when(duty(1, DutyChange.Kind.RUNS, "final-response"));
    when(new ContactErased(NOON));
    when(duty(2, DutyChange.Kind.ENDED, "final-response"));
    when(new FollowUpArrived(followUp(7, MessageClass.STATUTORY, "notice-decision")));
    when(part(1, 1, 1, true));
    assertThat(outbox.contacts().isRestricted()).isTrue();
    untilWoken();
    assertThat(now).isEqualTo(NOON.plus(WAIT));
    assertThat(outbox.contacts()).isEqualTo(Contacts.erased(NOON));
  }

  @Test
  void aNoticeThatIsNotOverKeepsTheContactAlsoWhereNoClockRuns() {
    sent(MessageClass.STATUTORY);
    when(new ContactErased(NOON));
    assertThat(outbox.contacts().isRestricted()).isTrue();
    when(refused(1, true));
    assertThat(sends()).last().as("the other channel").isEqualTo("2 EMAIL " + Samples.EMAIL);
    when(accepted(2));
    assertThat(outbox.contacts().isRestricted()).as("another may be unread").isTrue();
    untilWoken();
    assertThat(outbox.contacts()).isEqualTo(Contacts.erased(NOON));
    assertThat(effects).last().isEqualTo(new ContactForgotten(false));
  }

  @Test
  void whatWaitsIsNotSaidToWhoeverIsForgotten() {
    var quiet = new QuietHours(LocalTime.of(20, 0), LocalTime.of(8, 0));
    when(new ContactTold(contact(Samples.PHONE, null, quiet, Set.of())));
    when(new FollowUpArrived(followUp(7, MessageClass.ROUTINE)));
    when(new ContactErased(NOON));
    assertThat(reports()).containsExactly("SUPPRESSED contact-erased last");
    untilWoken();
    assertThat(outbox.wakeAt(policy, now)).isNull();
  }

  @Test
  void aContactToldAfterwardsIsToldAnew() {
    when(new ContactTold(contact()));
    when(duty(1, DutyChange.Kind.RUNS, "final-response"));
    when(new ContactErased(NOON));
    when(new OpeningToldContact(null, toldAt("+8613900139000")));
    var known = Objects.requireNonNull(outbox.contact());
    assertThat(known.restricted()).isFalse();
    assertThat(known.email()).as("nothing of the old one").isNull();
  }

  @Test
  void aReplayedStartOfAClockKeepsAContactOnlyWhileItsCaseIsNotSettled() {
    when(new ContactTold(contact()));
    when(new FollowUpArrived(followUp(7, MessageClass.STATUTORY)));
    when(new NewsReplayed(duty(1, DutyChange.Kind.RUNS, "final-response").change()));
    assertThat(outbox.duties().run()).isTrue();
    when(new NewsReplayed(duty(2, DutyChange.Kind.ENDED, "final-response").change()));
    assertThat(outbox.duties().run()).as("late, and perhaps it was started again").isTrue();
    when(duty(8, DutyChange.Kind.SETTLED, ""));
    when(new NewsReplayed(duty(1, DutyChange.Kind.RUNS, "final-response").change()));
    assertThat(outbox.duties().run()).isFalse();
    assertThat(outbox.lastSequences()).containsEntry(Samples.CASE, 8L);
  }

  @Test
  void aStartThatIsReplayedAgainAfterTheClocksEndKeepsNothing() {
    var start = new NewsReplayed(duty(1, DutyChange.Kind.RUNS, "final-response").change());
    when(new FollowUpArrived(followUp(7, MessageClass.STATUTORY)));
    when(start);
    when(duty(8, DutyChange.Kind.ENDED, "final-response"));
    when(start);
    assertThat(outbox.duties().run()).isFalse();
    when(new NewsReplayed(duty(2, DutyChange.Kind.RUNS, "refund").change()));
    assertThat(outbox.duties().run()).as("another clock").isTrue();
    when(duty(9, DutyChange.Kind.ENDED, "refund"));
    when(duty(10, DutyChange.Kind.RUNS, "final-response"));
    assertThat(outbox.duties().run()).as("started anew").isTrue();
    when(duty(11, DutyChange.Kind.ENDED, "final-response"));
    when(new NewsReplayed(duty(10, DutyChange.Kind.RUNS, "final-response").change()));
    assertThat(outbox.duties().run()).as("another start of it").isTrue();
  }

  private static Contact toldAt(String phone) {
    var contact = contact(phone, null, null, Set.of());
    return new Contact(
        NOON.plusSeconds(1),
        null,
        phone,
        null,
        null,
        null,
        contact.preferredChannels(),
        Set.of(),
        null,
        false);
  }

  private static DutyChanged duty(long sequence, DutyChange.Kind kind, String clock) {
    return new DutyChanged(new DutyChange(Samples.CUSTOMER, Samples.CASE, sequence, kind, clock));
  }
}
