package io.belay.notification.channel;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * So many messages a second under one sender in one market, over all routes of this instance:
 * carriers count by sender, whatever way a message took, and each part of a text. Beside the
 * routes' own limits.
 */
public final class SenderPaces {
  /** Without limits. */
  public static final SenderPaces NONE = new SenderPaces(List.of());

  /** Markets are countries: more than there are is none. */
  private static final int MOST_PACES = 1_000;

  private final List<Limit> limits;
  private final Map<String, SenderPace> paces = new ConcurrentHashMap<>();

  /**
   * A limit.
   *
   * @param market ISO country; null: each market that has no limit of its own
   * @param ratePerSecond messages a second, each part of a text counted
   */
  public record Limit(String sender, @Nullable String market, int ratePerSecond) {}

  public SenderPaces(List<Limit> limits) {
    this.limits = List.copyOf(limits);
  }

  /** The pace of this sender in this market; empty: it has no limit. */
  Optional<SenderPace> of(String sender, @Nullable String market) {
    return limit(sender, market).map(limit -> pace(limit, market));
  }

  private Optional<Limit> limit(String sender, @Nullable String market) {
    Optional<Limit> usual = Optional.empty();
    for (var limit : limits) {
      if (limit.sender().equals(sender)) {
        if (limit.market() == null) {
          usual = Optional.of(limit);
        } else if (limit.market().equals(market)) {
          return Optional.of(limit);
        }
      }
    }
    return usual;
  }

  private SenderPace pace(Limit limit, @Nullable String market) {
    var own = market == null || paces.size() >= MOST_PACES ? "" : market;
    return paces.computeIfAbsent(
        limit.sender() + "|" + own, key -> new SenderPace(limit.ratePerSecond()));
  }
}
