package io.belay.notification.rendering;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The short code of a message, such as K7QM-3XPA, by which the customer can check with the bank
 * that it is genuine. About 39 bits of an HMAC of the message's id: nobody without the key can make
 * one up.
 */
public final class CheckCodes {
  private static final String ALGORITHM = "HmacSHA256";

  /** Keeps codes apart from whatever else the key signs. */
  private static final String PURPOSE = "check-code:";

  /** Without 0 O 1 I L U: read aloud or typed, none is taken for another. */
  private static final String ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

  private static final int LENGTH = 8;
  private static final int LONGEST_TYPED_CHARS = 32;
  private static final String PROOF = "phone-proof:";
  private static final int PROOF_BYTES = 16;
  private final SecretKeySpec key;

  public CheckCodes(byte[] secret) {
    key = new SecretKeySpec(secret, ALGORITHM);
  }

  String of(String messageId) {
    byte[] mac = mac(PURPOSE + messageId);
    var code = new StringBuilder(LENGTH + 1);
    for (int i = 0; i < LENGTH; i++) {
      if (i == LENGTH / 2) {
        code.append('-');
      }
      int twoBytes = ((mac[2 * i] & 0xFF) << 8) | (mac[2 * i + 1] & 0xFF);
      code.append(ALPHABET.charAt(twoBytes % ALPHABET.length()));
    }
    return code.toString();
  }

  /** A code as it is sent, from one as it is typed; empty where it cannot be one. */
  public static Optional<String> normal(String typed) {
    if (typed.length() > LONGEST_TYPED_CHARS) {
      return Optional.empty();
    }
    var letters = typed.toUpperCase(Locale.ROOT).replaceAll("[\\s-]", "");
    boolean fits =
        letters.length() == LENGTH && letters.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0);
    return fits
        ? Optional.of(letters.substring(0, LENGTH / 2) + "-" + letters.substring(LENGTH / 2))
        : Optional.empty();
  }

  /**
   * Ties a code to the last four digits of its reader's phone: a genuine code in somebody else's
   * message proves nothing. The digits cannot be read from it without the key.
   *
   * @param lastFour four digits, or empty where no phone is known
   */
  public String proofOf(String code, String lastFour) {
    return HexFormat.of().formatHex(mac(PROOF + code + ":" + lastFour), 0, PROOF_BYTES);
  }

  private byte[] mac(String text) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Expected every Java platform to know " + ALGORITHM, e);
    }
  }
}
