package io.belay.notification.rendering;

import io.belay.contract.TrackingToken;
import io.belay.notification.domain.Channel;
import io.belay.notification.domain.FollowUp;
import io.belay.notification.domain.MessageClass;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Links to the page of a case, where they may stand in a message: on the channels a market lists,
 * nowhere else, never in an urgent one, which is what fraud would imitate first, and not in a
 * digest of several cases.
 */
public final class TrackingLinks {
  /** No message has a link. */
  public static final TrackingLinks NONE = new TrackingLinks(null, null, Duration.ZERO, Map.of());

  private final TrackingToken.@Nullable Keys keys;
  private final @Nullable URI baseUrl;
  private final Duration validFor;
  private final Map<String, Set<Channel>> channelsByMarket;

  private TrackingLinks(
      TrackingToken.@Nullable Keys keys,
      @Nullable URI baseUrl,
      Duration validFor,
      Map<String, Set<Channel>> channelsByMarket) {
    this.keys = keys;
    this.baseUrl = baseUrl;
    this.validFor = validFor;
    this.channelsByMarket = Map.copyOf(channelsByMarket);
  }

  /**
   * Links for messages.
   *
   * @param baseUrl of the page, without the token and the slash before it
   * @param validFor from the decision that caused the message; the same over retries
   * @param channelsByMarket where a link is allowed; a market that is not listed allows none
   */
  public static TrackingLinks of(
      TrackingToken.Keys keys,
      URI baseUrl,
      Duration validFor,
      Map<String, Set<Channel>> channelsByMarket) {
    return new TrackingLinks(keys, baseUrl, validFor, channelsByMarket);
  }

  /** The link of a message; empty where it has none. */
  String of(FollowUp followUp, Channel channel) {
    var market = followUp.market();
    boolean allowed =
        market != null
            && followUp.digestOf().isEmpty()
            && followUp.messageClass() != MessageClass.URGENT
            && channelsByMarket.getOrDefault(market, Set.of()).contains(channel);
    if (keys == null || baseUrl == null || !allowed) {
      return "";
    }
    return baseUrl
        + "/"
        + keys.sign(
            new TrackingToken(
                followUp.caseId(), followUp.customerId(), followUp.decidedAt().plus(validFor)));
  }
}
