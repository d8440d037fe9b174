package io.belay.notification.channel.email;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An address of its own for the bounces of each attempt, so that a bounce names its message however
 * its text is written: {@code prefix+id.seal.route@domain}. The seal keeps others from inventing
 * bounces.
 *
 * @param prefix of at most 8 characters: a local part has at most 64 (RFC 5321, 4.5.3.1.1)
 * @param domain whose mail is led to the bounce door
 * @param secret key of the seal
 */
public record BounceAddresses(String prefix, String domain, String secret) {
  private static final int ID_LENGTH = 16;
  private static final int SEAL_LENGTH = 7;
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
  private static final Pattern LOCAL_PART =
      Pattern.compile("([a-z0-9-]{1,8})\\+([a-z2-7]{16})\\.([a-z2-7]{7})\\.([a-z0-9-]{1,30})");

  /** Which message of which route a bounce is about. */
  record Bounced(String route, String id) {}

  /** The id of an attempt's e-mail, as in the receipts topic. */
  static String idOf(String attemptId) {
    try {
      return letters(
          MessageDigest.getInstance("SHA-256").digest(attemptId.getBytes(UTF_8)), ID_LENGTH);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Expected every Java platform to know SHA-256", e);
    }
  }

  /** Where bounces of this attempt go. */
  String of(String route, String id) {
    return "%s+%s.%s.%s@%s".formatted(prefix, id, seal(route, id), route, domain);
  }

  /** What an address says; empty if it is not one of ours. */
  Optional<Bounced> read(String address) {
    int at = address.lastIndexOf('@');
    if (at < 0 || !address.substring(at + 1).equalsIgnoreCase(domain)) {
      return Optional.empty();
    }
    // some servers change the case on the way back
    var parts = LOCAL_PART.matcher(address.substring(0, at).toLowerCase(Locale.ROOT));
    if (!parts.matches() || !parts.group(1).equals(prefix)) {
      return Optional.empty();
    }
    var bounced = new Bounced(parts.group(4), parts.group(2));
    boolean ours =
        MessageDigest.isEqual(
            seal(bounced.route(), bounced.id()).getBytes(US_ASCII),
            parts.group(3).getBytes(US_ASCII));
    return ours ? Optional.of(bounced) : Optional.empty();
  }

  private String seal(String route, String id) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return letters(mac.doFinal((route + "|" + id).getBytes(UTF_8)), SEAL_LENGTH);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Expected every Java platform to know HMAC-SHA256", e);
    }
  }

  private static String letters(byte[] bytes, int length) {
    var letters = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      letters.append(LETTERS.charAt(bytes[i] & 31));
    }
    return letters.toString();
  }

  @Override
  public String toString() {
    return prefix + "+…@" + domain;
  }
}
