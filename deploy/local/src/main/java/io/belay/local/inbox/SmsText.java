package io.belay.local.inbox;

import java.nio.charset.StandardCharsets;

/** Octets of a short message as text, by its data coding scheme (3GPP TS 23.038). */
final class SmsText {
  private static final int UCS_2 = 8;
  private static final int LATIN_1 = 3;
  private static final char ESCAPE = '\u001b';
  private static final String GSM_7 =
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
          + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
  private static final String EXTENSION_CODES = "\n\u0014()/<=>@e";
  private static final String EXTENSION_CHARACTERS = "\f^{}\\[~]|€";

  private SmsText() {}

  /** Decodes a whole message; parts are joined before, as a pair of units may be split. */
  static String decode(byte[] octets, int dataCoding) {
    return switch (dataCoding) {
      case UCS_2 -> new String(octets, StandardCharsets.UTF_16BE);
      case LATIN_1 -> new String(octets, StandardCharsets.ISO_8859_1);
      default -> decodeGsm7(octets);
    };
  }

  static String encodingName(int dataCoding) {
    return switch (dataCoding) {
      case UCS_2 -> "UCS-2";
      case LATIN_1 -> "Latin-1";
      default -> "GSM-7";
    };
  }

  private static String decodeGsm7(byte[] septets) {
    var text = new StringBuilder(septets.length);
    boolean escaped = false;
    for (byte septet : septets) {
      char character = GSM_7.charAt(septet & 0x7f);
      if (escaped) {
        int extension = EXTENSION_CODES.indexOf(septet == 0x0a ? '\n' : (char) septet);
        text.append(extension < 0 ? character : EXTENSION_CHARACTERS.charAt(extension));
        escaped = false;
      } else if (character == ESCAPE) {
        escaped = true;
      } else {
        text.append(character);
      }
    }
    return text.toString();
  }
}
