package io.belay.notification.domain;

import static io.belay.notification.Samples.contact;
import static io.belay.notification.Samples.followUp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.notification.Samples;
import io.belay.notification.domain.OutboxEffect.Unconfirmed.Then;
import io.belay.notification.domain.OutboxInput.ContactTold;
import io.belay.notification.domain.OutboxInput.FollowUpArrived;
import io.belay.notification.domain.OutboxPolicy.Doubt;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An attempt that perhaps arrived: what is done about it is policy of its class, and counted. */
class DoubtTest extends OutboxStory {

  @Test
  void routineIsLeftAlone() {
    sent(MessageClass.ROUTINE);
    when(unanswered(1));
    assertThat(sends()).hasSize(1);
    assertThat(decided()).containsExactly(Then.LEFT);
    assertThat(reports()).containsExactly("UNKNOWN no-answer last");
  }

  @Test
  void aDutyIsSentOnTheOtherChannelFirstAndThenAgain() {
    policy = Samples.policy(Courtesies.NONE, new Doubt(true, 1, true));
    sent(MessageClass.STATUTORY);
    when(unanswered(1));
    when(unanswered(2));
    assertThat(decided()).containsExactly(Then.OTHER_CHANNEL, Then.OTHER_CHANNEL);
    assertThat(sends())
        .containsExactly(
            "1 SMS " + Samples.PHONE, "2 EMAIL " + Samples.EMAIL, "3 SMS " + Samples.PHONE);
    when(unanswered(3));
    when(unanswered(4));
    assertThat(decided()).endsWith(Then.OTHER_CHANNEL, Then.LEFT);
    assertThat(reports()).containsExactly("UNKNOWN no-answer last");
  }

  @Test
  void withOneChannelItIsRepeatedThereAfterAPauseAndNotForEver() {
    policy = Samples.policy(Courtesies.NONE, new Doubt(true, 1, true));
    when(new ContactTold(contact(Samples.PHONE, null, null, Set.of())));
    when(new FollowUpArrived(followUp(7, MessageClass.STATUTORY)));
    when(unanswered(1));
    assertThat(sends()).hasSize(1);
    untilWoken();
    assertThat(sends()).hasSize(2);
    when(unanswered(2));
    assertThat(decided()).containsExactly(Then.SENT_AGAIN, Then.LEFT);
  }

  @Test
  void theOtherChannelIsTriedWhenNoReceiptCameInTime() {
    sent(MessageClass.URGENT);
    when(accepted(1));
    after(Duration.ofMinutes(2).minusMillis(1));
    when(new OutboxInput.WokenUp());
    assertThat(sends()).hasSize(1);
    after(Duration.ofMillis(1));
    when(new OutboxInput.WokenUp());
    assertThat(sends()).containsExactly("1 SMS " + Samples.PHONE, "2 EMAIL " + Samples.EMAIL);
  }

  @Test
  void aRoutineMessageWithoutReceiptIsSaidToBeTakenAndNoMore() {
    sent(MessageClass.ROUTINE);
    when(accepted(1));
    untilWoken();
    assertThat(sends()).hasSize(1);
    assertThat(reports()).containsExactly("ACCEPTED no-receipt last");
    assertThat(proofs()).isEmpty();
  }

  @Test
  void repeatsWithoutTheOtherChannelAreNoPolicy() {
    assertThatThrownBy(() -> new Doubt(false, 1, false)).hasMessageContaining("other channel");
  }

  private List<Then> decided() {
    return effects.stream()
        .filter(OutboxEffect.Unconfirmed.class::isInstance)
        .map(each -> ((OutboxEffect.Unconfirmed) each).then())
        .toList();
  }
}
