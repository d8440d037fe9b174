package io.belay.notification.domain;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a customer is reached.
 *
 * @param updatedAt when it was told; an older contact never replaces a newer one
 * @param phone E.164
 * @param locale BCP 47 tag; null: the market's
 * @param zone null: the market's
 * @param preferredChannels in order of preference; those not named follow
 * @param optOuts names of message classes and channels the customer does not want
 * @param restricted only statutory messages may use it any more
 */
public record Contact(
    Instant updatedAt,
    @Nullable String name,
    @Nullable String phone,
    @Nullable String email,
    @Nullable String locale,
    @Nullable ZoneId zone,
    List<Channel> preferredChannels,
    Set<String> optOuts,
    @Nullable QuietHours quietHours,
    boolean restricted) {

  public Contact {
    preferredChannels = List.copyOf(preferredChannels);
    optOuts = Set.copyOf(optOuts);
  }

  Contact asRestricted() {
    return new Contact(
        updatedAt, name, phone, email, locale, zone, preferredChannels, optOuts, quietHours, true);
  }

  /** The number or address of a channel; null where there is none. */
  public @Nullable String addressOn(Channel channel) {
    return switch (channel) {
      case SMS -> phone;
      case EMAIL -> email;
    };
  }

  /** The channels with an address, the preferred ones first. */
  public List<Channel> channels() {
    var all = new ArrayList<>(preferredChannels);
    for (var channel : Channel.values()) {
      if (!all.contains(channel)) {
        all.add(channel);
      }
    }
    all.removeIf(channel -> addressOn(channel) == null);
    return all;
  }

  /** Whether the customer does not want this; statutory messages cannot be declined. */
  public boolean declines(MessageClass messageClass) {
    return messageClass != MessageClass.STATUTORY && optOuts.contains(messageClass.name());
  }

  /** Whether this channel is not wanted for this; statutory messages cannot be declined. */
  public boolean declines(Channel channel, MessageClass messageClass) {
    return messageClass != MessageClass.STATUTORY && optOuts.contains(channel.name());
  }
}
