package io.belay.notification.domain;

import static io.belay.notification.Samples.contact;
import static io.belay.notification.Samples.followUp;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.notification.Samples;
import io.belay.notification.domain.OutboxInput.ContactTold;
import io.belay.notification.domain.OutboxInput.FollowUpArrived;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A bank may have a gateway for one channel only. */
class ChannelsWithoutRouteTest extends OutboxStory {

  @ParameterizedTest
  @EnumSource(MessageClass.class)
  void whatTheCustomerPrefersIsNoChoiceWhereItHasNoRoute(MessageClass messageClass) {
    policy = Samples.policy(Set.of(Channel.EMAIL));
    when(new ContactTold(contact()));
    when(new FollowUpArrived(followUp(7, messageClass)));
    assertThat(sends()).containsExactly("1 EMAIL " + Samples.EMAIL);
  }

  @Test
  void whereNoChannelOfTheCustomerHasARouteTheMessageIsGivenUpAtOnce() {
    policy = Samples.policy(Set.of(Channel.EMAIL));
    when(new ContactTold(contact(Samples.PHONE, null, null, Set.of())));
    when(new FollowUpArrived(followUp(7, MessageClass.STATUTORY)));
    assertThat(reports()).containsExactly("GIVEN_UP no-route last");
  }
}
