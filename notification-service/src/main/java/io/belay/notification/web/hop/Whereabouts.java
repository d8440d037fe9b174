package io.belay.notification.web.hop;

import io.belay.notification.domain.Contact;
import io.belay.notification.domain.Places.Place;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;

/**
 * Language and zone a customer told; nothing else of a contact goes from instance to instance.
 *
 * @param locale empty: not told
 * @param zone empty: not told
 */
record Whereabouts(String locale, String zone) {
  private static final String BETWEEN = "\n";

  static final Whereabouts UNTOLD = new Whereabouts("", "");

  static Whereabouts of(Contact contact) {
    var locale = contact.locale();
    var zone = contact.zone();
    return new Whereabouts(locale == null ? "" : locale, zone == null ? "" : zone.getId());
  }

  static byte[] bytes(String topic, Whereabouts wheres) {
    return (wheres.locale + BETWEEN + wheres.zone).getBytes(StandardCharsets.UTF_8);
  }

  static Whereabouts read(byte[] bytes) {
    var parts = new String(bytes, StandardCharsets.UTF_8).split(BETWEEN, 2);
    return new Whereabouts(parts[0], parts.length < 2 ? "" : parts[1]);
  }

  /** Where the customer is, where not told as the market has it. */
  Place orElse(Place place) {
    return new Place(
        locale.isEmpty() ? place.locale() : locale,
        zone.isEmpty() ? place.zone() : ZoneId.of(zone));
  }
}
