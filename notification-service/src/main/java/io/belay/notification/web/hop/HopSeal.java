package io.belay.notification.web.hop;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Shows an instance that a question comes from another instance of this service: the path and the
 * time, signed with a key that all of them have.
 */
public final class HopSeal {
  static final String HEADER = "Belay-Hop";

  private static final String ALGORITHM = "HmacSHA256";

  /** Keeps seals apart from whatever else the key signs. */
  private static final String PURPOSE = "hop:";

  private static final Duration GOOD_FOR = Duration.ofSeconds(30);

  private final List<byte[]> secrets;
  private final InstantSource clock;

  /**
   * @param secrets all of them verify, the first signs
   */
  public HopSeal(List<byte[]> secrets, InstantSource clock) {
    this.secrets = List.copyOf(secrets);
    this.clock = clock;
  }

  String of(String path) {
    long second = clock.instant().getEpochSecond();
    return second + "." + mac(secrets.getFirst(), second, path);
  }

  boolean fits(String seal, String path) {
    int dot = seal.indexOf('.');
    if (dot < 1 || dot > 12 || !seal.substring(0, dot).matches("[0-9]+")) {
      return false;
    }
    long second = Long.parseLong(seal.substring(0, dot));
    var age = Duration.between(Instant.ofEpochSecond(second), clock.instant()).abs();
    byte[] told = seal.substring(dot + 1).getBytes(StandardCharsets.US_ASCII);
    boolean fits = false;
    for (var secret : secrets) {
      fits |=
          MessageDigest.isEqual(
              mac(secret, second, path).getBytes(StandardCharsets.US_ASCII), told);
    }
    return fits && age.compareTo(GOOD_FOR) <= 0;
  }

  private static String mac(byte[] secret, long second, String path) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              mac.doFinal((PURPOSE + second + ":" + path).getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Expected every Java platform to know " + ALGORITHM, e);
    }
  }
}
