package io.belay.notification.rendering;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
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
