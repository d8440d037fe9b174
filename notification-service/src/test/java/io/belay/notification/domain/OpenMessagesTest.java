package io.belay.notification.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.notification.Samples;
import io.belay.notification.domain.OpenMessages.Wait;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OpenMessagesTest {
  private final OpenMessages messages = new OpenMessages();

  @Test
  void anOpenMessageCountsWhereItWaitsUntilItIsOver() {
    var followUp = Samples.followUp(1, MessageClass.ROUTINE);
    var lane = followUp.messageClass().lane();
    var waiting = decide(Outbox.EMPTY, new OutboxInput.FollowUpArrived(followUp), 0);
    assertThat(messages.count(lane, Wait.CONTACT)).isOne();
    assertThat(messages.oldest(lane, Wait.CONTACT)).contains(followUp.decidedAt());

    var sent = decide(waiting, new OutboxInput.ContactTold(Samples.contact()), 1);
    assertThat(messages.count(lane, Wait.CONTACT)).isZero();
    assertThat(messages.count(lane, Wait.DISPATCH)).isOne();
    assertThat(messages.oldest(lane, Wait.DISPATCH))
        .as("the event may have been reported late")
        .contains(Samples.NOON.plusSeconds(1));

    messages.changed(sent, Outbox.EMPTY);
    assertThat(messages.count(lane, Wait.DISPATCH)).isZero();
    assertThat(messages.oldest(lane, Wait.DISPATCH)).isEmpty();
  }

  private Outbox decide(Outbox outbox, OutboxInput input, int seconds) {
    var now = Samples.NOON.plus(Duration.ofSeconds(seconds));
    var next = OutboxRules.decide(outbox, input, Samples.policy(), now).next();
    messages.changed(outbox, next);
    return next;
  }
}
