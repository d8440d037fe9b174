package io.belay.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a tracking link says: which case of which customer it shows, and until when. As text it is
 * the base64url form (no padding, so fit for a path) of: format 1, key id, caseId, customerId (each
 * a byte of length and UTF-8), expiry (8 bytes, seconds since 1970), and the HMAC-SHA256 (32 bytes)
 * of all before it. The text opens the customer's page: it is never logged.
 *
 * @param caseId the case, 1–255 UTF-8 bytes
 * @param customerId the customer, 1–255 UTF-8 bytes
 * @param expiresAt first instant at which the link no longer opens, to the second
 */
public record TrackingToken(String caseId, String customerId, Instant expiresAt) {
  private static final int FORMAT = 1;
  private static final int MAC_BYTES = 32;
  private static final int END = -1;
  private static final int MAX_TEXT_CHARS = 1_200;

  /** What a text proved to be. */
  public sealed interface Verification {}

  /** Signed by a known key and in force. */
  public record Genuine(TrackingToken token) implements Verification {}

  /** Not to be honoured. */
  public record Refused(Refusal reason) implements Verification {}

  /** Why a text is not honoured. Tell customers at most {@link #EXPIRED} apart from the others. */
  public enum Refusal {
    /** Not of this format. */
    MALFORMED,
    /** Signed by a key that is not, or no longer, configured. */
    UNKNOWN_KEY,
    /** The signature does not fit. */
    FORGED,
    /** Genuine once, but its time is over. */
    EXPIRED
  }

  public TrackingToken {
    requireShort("caseId", caseId);
    requireShort("customerId", customerId);
  }

  /**
   * The secrets by key id. All of them verify; only the active one signs, so keys rotate by adding
   * the new one everywhere, making it active, and removing the old one when its links have expired.
   */
  public static final class Keys {
    private final Map<String, byte[]> secrets;
    private final String activeKey;

    /**
     * @param base64Secrets secret by key id, each at least 32 bytes, standard base64
     * @param activeKey the key that signs
     * @throws IllegalArgumentException if a secret is short or not base64, or the active key is
     *     missing
     */
    public Keys(Map<String, String> base64Secrets, String activeKey) {
      this.secrets = new HashMap<>();
      this.activeKey = activeKey;
      base64Secrets.forEach((id, secret) -> secrets.put(id, decoded(id, secret)));
      if (!secrets.containsKey(activeKey)) {
        throw new IllegalArgumentException(
            "Expected the active tracking key '%s' among the configured ones %s"
                .formatted(activeKey, secrets.keySet()));
      }
    }

    /** The token as text, signed with the active key. */
    public String sign(TrackingToken token) {
      byte[] claims = token.claims(activeKey);
      byte[] all = Arrays.copyOf(claims, claims.length + MAC_BYTES);
      System.arraycopy(mac(secretOf(activeKey), claims), 0, all, claims.length, MAC_BYTES);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    /** What a text is worth at an instant. Never throws, whatever the text. */
    public Verification verify(String text, Instant now) {
      if (text.length() > MAX_TEXT_CHARS) {
        return new Refused(Refusal.MALFORMED);
      }
      try {
        byte[] all = Base64.getUrlDecoder().decode(text);
        if (all.length <= MAC_BYTES || !canonical(text, all)) {
          return new Refused(Refusal.MALFORMED);
        }
        byte[] claims = Arrays.copyOf(all, all.length - MAC_BYTES);
        byte[] signature = Arrays.copyOfRange(all, claims.length, all.length);
        return verify(claims, signature, now);
      } catch (IllegalArgumentException | DateTimeException | IOException malformed) {
        return new Refused(Refusal.MALFORMED);
      }
    }

    private Verification verify(byte[] claims, byte[] signature, Instant now) throws IOException {
      var in = new DataInputStream(new ByteArrayInputStream(claims));
      if (in.readUnsignedByte() != FORMAT) {
        return new Refused(Refusal.MALFORMED);
      }
      byte[] secret = secrets.get(readShort(in));
      if (secret == null) {
        return new Refused(Refusal.UNKNOWN_KEY);
      }
      if (!MessageDigest.isEqual(mac(secret, claims), signature)) {
        return new Refused(Refusal.FORGED);
      }
      var token =
          new TrackingToken(readShort(in), readShort(in), Instant.ofEpochSecond(in.readLong()));
      if (in.read() != END) {
        return new Refused(Refusal.MALFORMED);
      }
      return now.isBefore(token.expiresAt()) ? new Genuine(token) : new Refused(Refusal.EXPIRED);
    }

    private byte[] secretOf(String id) {
      byte[] secret = secrets.get(id);
      if (secret == null) {
        throw new IllegalStateException("Expected tracking key '%s'".formatted(id));
      }
      return secret;
    }

    @Override
    public String toString() {
      return "Keys" + secrets.keySet();
    }
  }

  private byte[] claims(String keyId) {
    requireShort("key id", keyId);
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      for (String part : new String[] {keyId, caseId, customerId}) {
        byte[] utf8 = part.getBytes(UTF_8);
        out.writeByte(utf8.length);
        out.write(utf8);
      }
      out.writeLong(expiresAt.getEpochSecond());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static String readShort(DataInputStream in) throws IOException {
    byte[] utf8 = new byte[in.readUnsignedByte()];
    in.readFully(utf8);
    return new String(utf8, UTF_8);
  }

  /** One token has one text: spare bits and padding would give it others. */
  private static boolean canonical(String text, byte[] decoded) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(decoded).equals(text);
  }

  private static byte[] decoded(String id, String base64) {
    byte[] secret = Base64.getDecoder().decode(base64);
    if (secret.length < MAC_BYTES) {
      throw new IllegalArgumentException(
          "Expected tracking key '%s' to have at least %d bytes, but it has %d"
              .formatted(id, MAC_BYTES, secret.length));
    }
    return secret;
  }

  private static byte[] mac(byte[] secret, byte[] claims) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return mac.doFinal(claims);
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  private static void requireShort(String what, String text) {
    int bytes = text.getBytes(UTF_8).length;
    if (bytes < 1 || bytes > 255) {
      throw new IllegalArgumentException(
          "Expected a %s of 1-255 bytes, but it has %d".formatted(what, bytes));
    }
  }
}
