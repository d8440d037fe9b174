package io.belay.notification.domain;

import static io.belay.notification.Samples.contact;
import static io.belay.notification.Samples.followUp;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.notification.Samples;
import io.belay.notification.domain.DutyChange.Kind;
import io.belay.notification.domain.OutboxInput.ContactErased;
import io.belay.notification.domain.OutboxInput.DutyChanged;
import io.belay.notification.domain.OutboxInput.FollowUpArrived;
import io.belay.notification.domain.OutboxInput.NewsReplayed;
import io.belay.notification.domain.OutboxInput.OpeningToldContact;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A case that is forgotten may be opened again under its id, and counts from 1 then. */
class SecondLifeTest extends OutboxStory {
  private static final String FIRST = Samples.CASE + "/2";

  @BeforeEach
  void theFirstLife() {
    when(new OpeningToldContact(Samples.CASE, contact()));
    when(new FollowUpArrived(followUp(2, MessageClass.ROUTINE, "acknowledgement")));
    when(new OutboxInput.PartReported(FIRST, 1, 1, 1, true, "delivered"));
    when(new FollowUpArrived(followUp(3, MessageClass.URGENT)));
    when(new OutboxInput.PartReported(Samples.CASE + "/3", 1, 1, 1, true, "delivered"));
    when(duty(4, Kind.RUNS, "final-response"));
    when(duty(40, Kind.ENDED, "final-response"));
    when(duty(41, Kind.SETTLED, ""));
    after(Duration.ofDays(30));
    effects.clear();
  }

  @Test
  void theCustomerHearsOfTheSecondLifeAsOfTheFirst() {
    when(duty(42, Kind.FORGOTTEN, ""));
    assertThat(outbox.lastSequences()).isEmpty();
    assertThat(outbox.messages()).isEmpty();
    after(Duration.ofDays(30));
    when(new FollowUpArrived(followUp(2, MessageClass.ROUTINE, "acknowledgement")));
    when(new FollowUpArrived(followUp(3, MessageClass.URGENT)));
    when(new FollowUpArrived(followUp(4, MessageClass.STATUTORY, "notice-delay")));
    assertThat(sentTypes()).containsExactly("acknowledgement", "progress", "notice-delay");
    when(new FollowUpArrived(followUp(2, MessageClass.ROUTINE, "acknowledgement")));
    when(new FollowUpArrived(followUp(3, MessageClass.URGENT)));
    assertThat(sentTypes()).as("each once").hasSize(3);
  }

  @Test
  void aLawsClockOfTheSecondLifeKeepsTheContactFromAnErasure() {
    when(duty(42, Kind.FORGOTTEN, ""));
    when(duty(2, Kind.RUNS, "final-response"));
    when(new ContactErased(now));
    after(Duration.ofDays(3));
    when(new OutboxInput.WokenUp());
    assertThat(outbox.contacts().isRestricted()).isTrue();
  }

  @Test
  void theContactBesideTheSecondOpeningIsLearnt() {
    when(duty(42, Kind.FORGOTTEN, ""));
    when(new OpeningToldContact(Samples.CASE, toldNow("+8613900139000")));
    assertThat(Objects.requireNonNull(outbox.contact()).phone()).isEqualTo("+8613900139000");
  }

  @Test
  void noOtherCaseIsForgotten() {
    var other = "another";
    when(new DutyChanged(new DutyChange(Samples.CUSTOMER, other, 5, Kind.RUNS, "refund")));
    when(duty(42, Kind.FORGOTTEN, ""));
    assertThat(outbox.lastSequences()).containsOnlyKeys(other);
    assertThat(outbox.duties().clocksByCase()).containsOnlyKeys(other);
  }

  @Test
  void whatIsStillOnItsWayStays() {
    when(new FollowUpArrived(followUp(43, MessageClass.ROUTINE)));
    when(duty(44, Kind.FORGOTTEN, ""));
    assertThat(outbox.messages())
        .extracting(Message::messageId)
        .containsExactly(Samples.CASE + "/43");
  }

  @Test
  void theEndOfTheFirstLifeThatIsReplayedInTheSecondForgetsNothing() {
    var end =
        new NewsReplayed(new DutyChange(Samples.CUSTOMER, Samples.CASE, 42, Kind.FORGOTTEN, ""));
    when(duty(42, Kind.FORGOTTEN, ""));
    when(new FollowUpArrived(followUp(2, MessageClass.ROUTINE, "acknowledgement")));
    when(duty(3, Kind.RUNS, "final-response"));
    var secondLife = outbox;
    when(end);
    assertThat(outbox).isEqualTo(secondLife);
  }

  @Test
  void theEndOfTheFirstLifeThatCouldNotBeReadInItsTimeIsHeardWhenItIsReplayed() {
    when(new FollowUpArrived(followUp(2, MessageClass.ROUTINE, "acknowledgement")));
    assertThat(sends()).as("taken for a repeat").isEmpty();
    when(new NewsReplayed(new DutyChange(Samples.CUSTOMER, Samples.CASE, 42, Kind.FORGOTTEN, "")));
    when(new FollowUpArrived(followUp(5, MessageClass.ROUTINE)));
    assertThat(sentTypes()).containsExactly("progress");
  }

  @Test
  void aCustomerOfWhomNothingIsKnownIsNotRememberedForIt() {
    outbox = Outbox.EMPTY;
    when(duty(42, Kind.FORGOTTEN, ""));
    assertThat(outbox).isEqualTo(Outbox.EMPTY);
  }

  private Contact toldNow(String phone) {
    var contact = contact(phone, null, null, Set.of());
    return new Contact(
        now, null, phone, null, null, null, contact.preferredChannels(), Set.of(), null, false);
  }

  private static DutyChanged duty(long sequence, Kind kind, String clock) {
    return new DutyChanged(new DutyChange(Samples.CUSTOMER, Samples.CASE, sequence, kind, clock));
  }
}
