package io.belay.notification.domain;

import java.util.ArrayList;
import java.util.List;

/**
 * A text cut into the parts an SMS centre takes. Encoding and limits by 3GPP TS 23.038 and 23.040:
 * GSM-7 160 septets alone and 153 a part, UCS-2 70 units alone and 67 a part.
 *
 * @param parts in order; put together they are the text
 */
public record SmsText(Encoding encoding, List<String> parts) {
  public SmsText {
    parts = List.copyOf(parts);
  }

  /** How a text travels. */
  public enum Encoding {
    GSM_7(160, 153),
    UCS_2(70, 67);

    private final int aloneUnits;
    private final int partUnits;

    Encoding(int aloneUnits, int partUnits) {
      this.aloneUnits = aloneUnits;
      this.partUnits = partUnits;
    }
  }

  /** The text in as few parts as it fits; GSM-7 if every character is in its alphabet. */
  public static SmsText of(String text) {
    var encoding = Gsm7.canEncode(text) ? Encoding.GSM_7 : Encoding.UCS_2;
    if (units(text, encoding) <= encoding.aloneUnits) {
      return new SmsText(encoding, List.of(text));
    }
    var parts = new ArrayList<String>();
    int from = 0;
    int units = 0;
    for (int at = 0; at < text.length(); ) {
      // whole code points: neither a surrogate pair nor an escape sequence is ever cut in two
      int end = at + Character.charCount(text.codePointAt(at));
      int cost = units(text.substring(at, end), encoding);
      if (units + cost > encoding.partUnits) {
        parts.add(text.substring(from, at));
        from = at;
        units = 0;
      }
      units += cost;
      at = end;
    }
    parts.add(text.substring(from));
    return new SmsText(encoding, parts);
  }

  /** Length in the encoding's units: septets or UTF-16 units. */
  public int units() {
    return parts.stream().mapToInt(part -> units(part, encoding)).sum();
  }

  private static int units(String text, Encoding encoding) {
    return encoding == Encoding.GSM_7 ? Gsm7.septets(text) : text.length();
  }
}
