package io.belay.notification.channel.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signs and checks callbacks: HMAC-SHA256 in hexadecimal over the timestamp (seconds since 1970), a
 * full stop, and the body as it travels.
 */
public final class CallbackSignature {
  /** An older or newer timestamp is refused, so that a callback seen on its way is soon useless. */
  static final Duration WINDOW = Duration.ofMinutes(5);

  private static final String ALGORITHM = "HmacSHA256";

  private CallbackSignature() {}

  /** The signature of a body at a time. */
  public static String of(String secret, String timestamp, byte[] body) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM));
      mac.update((timestamp + ".").getBytes(UTF_8));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Expected every Java platform to know HMAC-SHA256", e);
    }
  }

  /** Whether the signature is the secret's and of now; takes equally long for every signature. */
  static boolean isGenuine(
      String secret,
      @Nullable String timestamp,
      @Nullable String signature,
      byte[] body,
      Instant now) {
    if (timestamp == null || signature == null || !timestamp.matches("[0-9]{1,12}")) {
      return false;
    }
    boolean equal =
        MessageDigest.isEqual(
            of(secret, timestamp, body).getBytes(UTF_8), signature.strip().getBytes(UTF_8));
    var age = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now).abs();
    return equal && age.compareTo(WINDOW) <= 0;
  }
}
