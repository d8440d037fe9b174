package io.belay.notification.domain;

import java.io.ByteArrayOutputStream;

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

  private Gsm7() {}

  /** Whether every character has a code; lone surrogates and all beyond the table have none. */
  public static boolean canEncode(String text) {
    return text.chars().allMatch(c -> isBasic(c) || EXTENDED.indexOf(c) >= 0);
  }

  /** Septets of an encodable text: two for a character of the extension table. */
  static int septets(String text) {
    return text.length() + (int) text.chars().filter(c -> EXTENDED.indexOf(c) >= 0).count();
  }

  /** The codes of an encodable text, one a byte. */
  public static byte[] encode(String text) {
    var codes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int extended = EXTENDED.indexOf(c);
      if (extended >= 0) {
        codes.write(ESCAPE);
        codes.write(EXTENDED_CODES[extended]);
      } else if (isBasic(c)) {
        codes.write(BASIC.indexOf(c));
      } else {
        throw new IllegalArgumentException(
            "Expected a text in GSM-7, but it has the character U+%04X".formatted((int) c));
      }
    }
    return codes.toByteArray();
  }

  private static boolean isBasic(int c) {
    return c != '\uFFFF' && BASIC.indexOf(c) >= 0;
  }
}
