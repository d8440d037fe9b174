package io.belay.notification.domain;

import java.util.Arrays;

/**
 * The default alphabet of 3GPP TS 23.038 with its extension table, one septet a byte: the gateway
 * packs them.
 */
public final class Gsm7 {
  private static final int ESCAPE = 0x1B;

  /** The character of each code; the escape's own place is held by a character no text contains. */
  private static final String BASIC =
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\uFFFFÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
          + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

  private static final String EXTENDED = "\f^{}\\[~]|€";
  private static final byte[] EXTENDED_CODES = {
    0x0A, 0x14, 0x28, 0x29, 0x2F, 0x3C, 0x3D, 0x3E, 0x40, 0x65
  };

  private static final short NONE = -1;
  private static final short EXTENSION = 0x100;

  /** Of each character its code, {@link #NONE}, or its code of the extension table and that bit. */
  private static final short[] CODES = codes();

  private Gsm7() {}

  private static short[] codes() {
    var codes = new short[Character.MAX_VALUE + 1];
    Arrays.fill(codes, NONE);
    for (int code = 0; code < BASIC.length(); code++) {
      if (code != ESCAPE) {
        codes[BASIC.charAt(code)] = (short) code;
      }
    }
    for (int i = 0; i < EXTENDED.length(); i++) {
      codes[EXTENDED.charAt(i)] = (short) (EXTENSION | EXTENDED_CODES[i]);
    }
    return codes;
  }

  /** Whether every character has a code; lone surrogates and all beyond the table have none. */
  public static boolean canEncode(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (CODES[text.charAt(i)] == NONE) {
        return false;
      }
    }
    return true;
  }

  /** Septets of an encodable text: two for a character of the extension table. */
  static int septets(String text) {
    int septets = text.length();
    for (int i = 0; i < text.length(); i++) {
      if (CODES[text.charAt(i)] >= EXTENSION) {
        septets++;
      }
    }
    return septets;
  }

  /** The codes of an encodable text, one a byte. */
  public static byte[] encode(String text) {
    // as long as it can get: a character of the extension table has two
    var codes = new byte[2 * text.length()];
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      short code = CODES[c];
      if (code == NONE) {
        throw new IllegalArgumentException(
            "Expected a text in GSM-7, but it has the character U+%04X".formatted((int) c));
      }
      if (code >= EXTENSION) {
        codes[length++] = ESCAPE;
      }
      codes[length++] = (byte) (code & 0x7F);
    }
    return Arrays.copyOf(codes, length);
  }
}
