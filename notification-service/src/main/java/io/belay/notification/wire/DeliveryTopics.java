package io.belay.notification.wire;

import static io.belay.contract.Topics.DELIVERIES_EMAIL_ROUTINE;
import static io.belay.contract.Topics.DELIVERIES_EMAIL_URGENT;
import static io.belay.contract.Topics.DELIVERIES_SMS_ROUTINE;
import static io.belay.contract.Topics.DELIVERIES_SMS_URGENT;

import io.belay.notification.domain.Channel;
import io.belay.notification.domain.Lane;
import io.belay.notification.domain.Outgoing.Delivery;

/** Which topic carries the attempts of a channel and lane. */
public final class DeliveryTopics {
  private DeliveryTopics() {}

  public static String of(Channel channel, Lane lane) {
    return switch (channel) {
      case SMS -> lane == Lane.URGENT ? DELIVERIES_SMS_URGENT : DELIVERIES_SMS_ROUTINE;
      case EMAIL -> lane == Lane.URGENT ? DELIVERIES_EMAIL_URGENT : DELIVERIES_EMAIL_ROUTINE;
    };
  }

  /** The topic an attempt belongs to. */
  public static String of(Delivery delivery) {
    return of(delivery.channel(), delivery.messageClass().lane());
  }
}
