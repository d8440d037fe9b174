package io.belay.notification.domain;

import static io.belay.notification.Samples.NOON;
import static io.belay.notification.Samples.contact;
import static io.belay.notification.Samples.followUp;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.notification.domain.OutboxInput.ContactTold;
import io.belay.notification.domain.OutboxInput.FollowUpArrived;
import io.belay.notification.domain.OutboxInput.NewsReplayed;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stale warning about fraud does harm; routine news and duties by law do not. */
class StaleNewsTest extends OutboxStory {
  private static final Instant OVER =
      followUp(7, MessageClass.URGENT).decidedAt().plus(Duration.ofHours(1));

  @BeforeEach
  void theCustomerIsKnown() {
    when(new ContactTold(contact()));
  }

  @Test
  void anUrgentMessageThatIsReplayedIsValidFromItsDecision() {
    now = OVER.minusMillis(1);
    when(new NewsReplayed(followUp(7, MessageClass.URGENT)));
    assertThat(sends()).as("just before").hasSize(1);
    now = OVER;
    when(new NewsReplayed(followUp(8, MessageClass.URGENT)));
    assertThat(sends()).hasSize(1);
    assertThat(reports()).last().isEqualTo("EXPIRED not-after last");
  }

  @Test
  void anUrgentMessageThatIsReadLateIsValidFromWhenItWasWritten() {
    now = NOON.plus(Duration.ofHours(6));
    when(written(7, now.minus(Duration.ofHours(1)).plusMillis(1)));
    assertThat(sends()).as("decided long ago, and written just now").hasSize(1);
    when(written(8, now.minus(Duration.ofHours(1))));
    assertThat(sends()).hasSize(1);
    assertThat(reports()).last().isEqualTo("EXPIRED not-after last");
  }

  @Test
  void otherMessagesAreValidFromWhenTheyAreRead() {
    now = NOON.plus(Duration.ofDays(30));
    when(new NewsReplayed(followUp(7, MessageClass.ROUTINE)));
    when(new NewsReplayed(followUp(8, MessageClass.STATUTORY, "notice-delay")));
    assertThat(sends()).hasSize(2);
  }

  @Test
  void whatIsTooLateToBeSaidSupersedesNothing() {
    policy = RandomInputs.policy();
    now = Instant.parse("2026-11-20T15:00:00Z");
    when(new FollowUpArrived(followUp(7, MessageClass.ROUTINE)));
    assertThat(outbox.message(MESSAGE).orElseThrow().isUnsent()).as("quiet hours").isTrue();
    when(new NewsReplayed(followUp(8, MessageClass.URGENT, "promotion")));
    assertThat(reports()).containsExactly("EXPIRED not-after last");
    assertThat(outbox.message(MESSAGE).orElseThrow().isOpen()).isTrue();
  }

  private static FollowUpArrived written(long sequence, Instant at) {
    return new FollowUpArrived(followUp(sequence, MessageClass.URGENT), at);
  }
}
