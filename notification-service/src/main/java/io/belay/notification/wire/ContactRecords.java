package io.belay.notification.wire;

import io.belay.events.CustomerContact;
import io.belay.notification.domain.Channel;
import io.belay.notification.domain.Contact;
import io.belay.notification.domain.QuietHours;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads contacts. */
final class ContactRecords {
  private ContactRecords() {}

  static Contact read(CustomerContact contact) {
    return new Contact(
        contact.getUpdatedAt(),
        contact.getName(),
        contact.getPhone(),
        contact.getEmail(),
        contact.getLocale(),
        zone(contact.getZone()),
        channels(contact.getPreferredChannels()),
        Set.copyOf(contact.getOptOuts()),
        quietHours(contact.getQuietHours()),
        contact.getRestricted());
  }

  /** A newer release may know channels this one cannot send on; they are passed over. */
  private static List<Channel> channels(List<String> names) {
    return names.stream()
        .distinct()
        .flatMap(name -> Arrays.stream(Channel.values()).filter(c -> c.name().equals(name)))
        .toList();
  }

  /** A zone this release's time zone data does not know is no reason to lose the contact. */
  private static @Nullable ZoneId zone(@Nullable String id) {
    try {
      return id == null ? null : ZoneId.of(id);
    } catch (DateTimeException unknownZone) {
      return null;
    }
  }

  private static @Nullable QuietHours quietHours(io.belay.events.@Nullable QuietHours hours) {
    return hours == null
        ? null
        : new QuietHours(LocalTime.parse(hours.getFrom()), LocalTime.parse(hours.getTo()));
  }
}
