package io.belay.notification.domain;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What holds routine messages back, by market and by type.
 *
 * @param byMarket by ISO country
 * @param fallback for markets that are not listed, and cases that name none
 * @param atOnce types that wait neither for others nor for a cap, and are said on their own
 * @param supersedes by type, the types of the same case that say nothing any more once it is due
 */
public record Courtesies(
    Map<String, Courtesy> byMarket,
    Courtesy fallback,
    Set<String> atOnce,
    Map<String, Set<String>> supersedes,
    Digest digest) {

  /** Nothing is held back. */
  public static final Courtesies NONE =
      new Courtesies(Map.of(), Courtesy.NONE, Set.of(), Map.of(), new Digest(2, 2));

  public Courtesies {
    byMarket = Map.copyOf(byMarket);
    atOnce = Set.copyOf(atOnce);
    supersedes = Map.copyOf(supersedes);
  }

  /**
   * Messages that may go at the same moment, said in one: of each case one.
   *
   * @param from fewer are sent one by one; 2 or more
   * @param most more take another digest; {@link #MOST_SHOWN} or fewer, as it proves what it says
   */
  public record Digest(int from, int most) {
    /** Type of the message that says several. */
    public static final String TYPE = "digest";

    /** More would not fit a text message of bounded length. */
    public static final int MOST_SHOWN = 5;
  }

  Courtesy of(@Nullable String market) {
    return market == null ? fallback : byMarket.getOrDefault(market, fallback);
  }

  Set<String> supersededBy(String messageType) {
    return supersedes.getOrDefault(messageType, Set.of());
  }

  /** The longest any cap looks back, in messages. */
  int rememberedSends() {
    int most = 0;
    for (var cap : fallback.caps()) {
      most = Math.max(most, cap.most());
    }
    for (var courtesy : byMarket.values()) {
      for (var cap : courtesy.caps()) {
        most = Math.max(most, cap.most());
      }
    }
    return most;
  }
}
