package io.belay.notification.web.page;

import io.belay.guard.BoundedMap;
import io.github.bucket4j.Bucket;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** So many requests a period for each key; those not seen for longest are forgotten first. */
final class RateLimit {
  private static final int MOST_KEYS = 20_000;

  /** One customer's network: IPv6 providers give out at least so much. */
  private static final int NETWORK_BYTES = 8;

  private final int most;
  private final Duration period;
  private final Map<String, Bucket> buckets = new BoundedMap<>(MOST_KEYS);

  RateLimit(int most, Duration period) {
    this.most = most;
    this.period = period;
  }

  /**
   * Takes one.
   *
   * @throws TurnedAway when there is none left, with the time until there is
   */
  void take(String key) {
    Bucket bucket;
    synchronized (buckets) {
      bucket =
          buckets.computeIfAbsent(
              key,
              unseen ->
                  Bucket.builder()
                      .addLimit(limit -> limit.capacity(most).refillGreedy(most, period))
                      .build());
    }
    var probe = bucket.tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      throw new TurnedAway(TurnedAway.Why.LIMIT, Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
  }

  /** What counts as one caller. */
  static String callerOf(@Nullable InetSocketAddress remote) {
    if (remote == null || remote.getAddress() == null) {
      return "unknown";
    }
    byte[] address = remote.getAddress().getAddress();
    return remote.getAddress() instanceof Inet6Address
        ? HexFormat.of().formatHex(Arrays.copyOf(address, NETWORK_BYTES))
        : HexFormat.of().formatHex(address);
  }
}
