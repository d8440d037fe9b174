package io.belay.intake.domain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Ids that need no store: the same key of the same client always names the same case. RFC 9562,
 * versions 5 and 7.
 */
public final class CaseIds {
  private static final UUID CASES = UUID.fromString("6f9d1a52-5c0e-5b0b-9d54-0f6a3a6e1c27");
  private static final UUID EVENTS = UUID.fromString("c1f1a0de-27a5-5a56-8a3c-5e1f0b7d9e43");
  private static final Pattern CANONICAL =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private CaseIds() {}

  /** The case that a client's idempotency key names. */
  public static String ofKey(String client, String key) {
    return named(CASES, client + "\n" + key).toString();
  }

  /** The event that a client's idempotency key names, in one case. */
  public static String eventOfKey(String caseId, String client, String key) {
    return named(EVENTS, caseId + "\n" + client + "\n" + key).toString();
  }

  /** An id nobody had before; later ones sort later. */
  public static String fresh(Instant now) {
    byte[] random = new byte[10];
    RANDOM.nextBytes(random);
    var bits = ByteBuffer.wrap(random);
    long high = (now.toEpochMilli() << 16) | 0x7000L | (bits.getShort() & 0x0fffL);
    long low = (bits.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }

  /** The id of a case's opening event: a repeated opening is the same event. */
  public static String openingOf(String caseId) {
    return caseId + ":open";
  }

  /** True for a UUID in its canonical lower-case form. */
  public static boolean isCanonical(String text) {
    return CANONICAL.matcher(text).matches();
  }

  private static UUID named(UUID namespace, String name) {
    try {
      var sha1 = MessageDigest.getInstance("SHA-1");
      sha1.update(
          ByteBuffer.allocate(16)
              .putLong(namespace.getMostSignificantBits())
              .putLong(namespace.getLeastSignificantBits())
              .array());
      var hash = ByteBuffer.wrap(sha1.digest(name.getBytes(UTF_8)));
      return new UUID(
          (hash.getLong() & 0xffff_ffff_ffff_0fffL) | 0x5000L,
          (hash.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L);
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
