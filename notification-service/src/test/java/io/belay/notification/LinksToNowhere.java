package io.belay.notification;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.belay.contract.TrackingToken;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;

/**
 * Tracking links that show nothing, by what is wrong with them. Each is made anew, about a case of
 * its own, with the key of {@link WholeService}.
 */
final class LinksToNowhere {
  static final String MALFORMED = "malformed";
  static final String UNKNOWN_KEY = "of an unknown key";
  static final String FORGED = "forged";

  /** The two that only who holds the key can make. */
  static final String EXPIRED = "expired";

  static final String NO_CASE = "of a case nobody knows";

  private static final Duration DAY = Duration.ofDays(1);
  private static final byte[] SECRET = new byte[32];
  private static final TrackingToken.Keys OURS = keys("k1", SECRET);
  private static final TrackingToken.Keys UNKNOWN = keys("k9", SECRET);
  private static final TrackingToken.Keys OTHERS = keys("k1", "x".repeat(32).getBytes(UTF_8));

  private LinksToNowhere() {}

  /** The kinds, and the path of any link of a kind. */
  static Map<String, IntFunction<String>> below(String base) {
    return Map.of(
        // another first byte is another format
        MALFORMED, i -> base + "B" + OURS.sign(inForce()).substring(1),
        UNKNOWN_KEY, i -> base + UNKNOWN.sign(inForce()),
        FORGED, i -> base + OTHERS.sign(inForce()),
        EXPIRED, i -> base + OURS.sign(until(Instant.now().minus(DAY))),
        NO_CASE, i -> base + OURS.sign(inForce()));
  }

  private static TrackingToken inForce() {
    return until(Instant.now().plus(DAY));
  }

  private static TrackingToken until(Instant expiry) {
    return new TrackingToken(UUID.randomUUID().toString(), "C-nobody", expiry);
  }

  private static TrackingToken.Keys keys(String id, byte[] secret) {
    return new TrackingToken.Keys(Map.of(id, Base64.getEncoder().encodeToString(secret)), id);
  }
}
