package io.belay.notification.domain;

import static io.belay.notification.Samples.NOON;
import static io.belay.notification.Samples.contact;
import static io.belay.notification.Samples.followUp;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.notification.domain.OutboxInput.ContactTold;
import io.belay.notification.domain.OutboxInput.FollowUpArrived;
import io.belay.notification.domain.OutboxInput.NewsReplayed;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is read long after it was decided, as after an outage, is said rather late than never. */
class LateNewsTest extends OutboxStory {

  @BeforeEach
  void theCustomerIsKnownAndTheOutageIsOver() {
    now = NOON.plus(Duration.ofDays(30));
    when(new ContactTold(contact()));
  }

  @Test
  void messagesAreValidFromWhenTheyAreRead() {
    when(new FollowUpArrived(followUp(7, MessageClass.URGENT)));
    when(new FollowUpArrived(followUp(8, MessageClass.ROUTINE)));
    when(new FollowUpArrived(followUp(9, MessageClass.STATUTORY, "notice-delay")));
    assertThat(sends()).hasSize(3);
  }

  @Test
  void soAreThoseThatAnOperatorSendsAgain() {
    when(new NewsReplayed(followUp(7, MessageClass.URGENT)));
    assertThat(sends()).hasSize(1);
  }
}
