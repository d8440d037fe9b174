package io.belay.local.inbox;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parts of concatenated messages until the last one is there (3GPP TS 23.040, 9.2.3.24). */
final class Parts {
  private static final int INCOMPLETE_KEPT = 10_000;
  private static final int CONCATENATED_8_BIT = 0x00;
  private static final int CONCATENATED_16_BIT = 0x08;

  private final Map<String, byte[] @Nullable []> incomplete =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, byte[] @Nullable []> eldest) {
          return size() > INCOMPLETE_KEPT;
        }
      };

  /** A message with all its text. */
  record Whole(String text, int parts) {}

  /**
   * Takes one part.
   *
   * @param fromTo sender and receiver; references of others never mix
   * @param octets of the short message
   * @param dataCoding how they stand for text
   * @param hasHeader whether the octets begin with a user data header
   * @return the whole message when this was the last part missing
   */
  synchronized @Nullable Whole add(
      String fromTo, byte[] octets, int dataCoding, boolean hasHeader) {
    if (!hasHeader || octets.length == 0) {
      return new Whole(SmsText.decode(octets, dataCoding), 1);
    }
    int headerEnd = Math.min(octets.length, 1 + (octets[0] & 0xff));
    var body = Arrays.copyOfRange(octets, headerEnd, octets.length);
    int at = 1;
    while (at + 1 < headerEnd) {
      int element = octets[at] & 0xff;
      int length = octets[at + 1] & 0xff;
      if (element == CONCATENATED_8_BIT && length == 3 && at + 4 < headerEnd) {
        var key = fromTo + "|" + (octets[at + 2] & 0xff);
        return join(key, octets[at + 3] & 0xff, octets[at + 4] & 0xff, body, dataCoding);
      }
      if (element == CONCATENATED_16_BIT && length == 4 && at + 5 < headerEnd) {
        var key = fromTo + "|" + (octets[at + 2] & 0xff) + "." + (octets[at + 3] & 0xff);
        return join(key, octets[at + 4] & 0xff, octets[at + 5] & 0xff, body, dataCoding);
      }
      at += 2 + length;
    }
    return new Whole(SmsText.decode(body, dataCoding), 1);
  }

  private @Nullable Whole join(String message, int total, int number, byte[] body, int dataCoding) {
    if (number < 1 || number > total) {
      return new Whole(SmsText.decode(body, dataCoding), 1);
    }
    var key = message + "|" + total;
    var parts = incomplete.computeIfAbsent(key, unused -> new byte[total][]);
    parts[number - 1] = body;
    var joined = new ByteArrayOutputStream();
    for (var part : parts) {
      if (part == null) {
        return null;
      }
      joined.writeBytes(part);
    }
    incomplete.remove(key);
    return new Whole(SmsText.decode(joined.toByteArray(), dataCoding), total);
  }
}
