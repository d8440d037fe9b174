package io.belay.notification.domain;

import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Language and zone where a contact names none: those of the market, else of the service. */
public record Places(Map<String, Place> byMarket, Place fallback) {
  public Places {
    byMarket = Map.copyOf(byMarket);
  }

  /** A language, as BCP 47 tag, and a time zone. */
  public record Place(String locale, ZoneId zone) {}

  /** Where readers of a market are. */
  public Place of(@Nullable String market) {
    return market == null ? fallback : byMarket.getOrDefault(market, fallback);
  }

  /** Where the reader of a message is. */
  public Place of(Contact contact, @Nullable String market) {
    var place = of(market);
    var locale = contact.locale();
    var zone = contact.zone();
    return new Place(locale == null ? place.locale() : locale, zone == null ? place.zone() : zone);
  }
}
