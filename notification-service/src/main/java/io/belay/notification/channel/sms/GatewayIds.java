package io.belay.notification.channel.sms;

import java.math.BigInteger;
import java.util.Locale;

/**
 * How a centre writes one message's id in its answer and in its receipt. A setting, never a guess.
 */
public enum GatewayIds {
  /** Both alike, but for the case of letters. */
  AS_IS(0, 0),
  /** The answer hexadecimal, the receipt decimal. */
  HEX(16, 10),
  /** Both hexadecimal; leading zeros and case vary. */
  HEX_BOTH(16, 16),
  /** The answer decimal, the receipt hexadecimal. */
  HEX_RECEIPT(10, 16),
  /** Both decimal; leading zeros vary. */
  DECIMAL(10, 10);

  private final int answerRadix;
  private final int receiptRadix;

  GatewayIds(int answerRadix, int receiptRadix) {
    this.answerRadix = answerRadix;
    this.receiptRadix = receiptRadix;
  }

  /** Normal form of an id in the answer to a submit. */
  String ofAnswer(String id) {
    return normal(id, answerRadix);
  }

  /** Normal form of an id in a receipt. */
  String ofReceipt(String id) {
    return normal(id, receiptRadix);
  }

  /**
   * An id that is no number in spite of the setting stays as it is: it meets its twin or expires.
   */
  private static String normal(String id, int radix) {
    var trimmed = id.strip().toLowerCase(Locale.ROOT);
    boolean number = radix != 0 && trimmed.matches(radix == 16 ? "[0-9a-f]{1,32}" : "[0-9]{1,40}");
    return number ? new BigInteger(trimmed, radix).toString() : trimmed;
  }
}
