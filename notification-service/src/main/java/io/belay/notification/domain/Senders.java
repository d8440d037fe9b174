package io.belay.notification.domain;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Under which registered name or number a message goes out: markets register senders, and filter
 * what comes from others.
 *
 * @param usual where a market has none of its own
 * @param byMarket by ISO country
 */
public record Senders(String usual, Map<String, String> byMarket) {
  public Senders {
    byMarket = Map.copyOf(byMarket);
  }

  /** The sender for a market; null: no market is known. */
  public String of(@Nullable String market) {
    return market == null ? usual : byMarket.getOrDefault(market, usual);
  }
}
