package io.belay.notification.channel.sms;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a centre's receipts carry the id of their message, and how it is written there.
 *
 * @param format how the id is written in the answer and in the place that is read
 */
public record ReceiptIds(GatewayIds format, Place place) {

  /** Where in a receipt. */
  public enum Place {
    /** The parameter receipted_message_id; the text where there is none. */
    TLV_OR_TEXT,
    /** Only the parameter receipted_message_id, SMPP 3.4 5.3.2.12. */
    TLV,
    /** Only {@code id:} in the text, SMPP 3.4 appendix B. */
    TEXT
  }

  /** Normal form of the id in the answer to a submit. */
  String ofAnswer(String id) {
    return format.ofAnswer(id);
  }

  /** Normal form of the id in a receipt; empty where it carries none in the place to read. */
  Optional<String> ofReceipt(@Nullable String parameter, @Nullable String inText) {
    var id =
        switch (place) {
          case TLV_OR_TEXT -> parameter == null ? inText : parameter;
          case TLV -> parameter;
          case TEXT -> inText;
        };
    return Optional.ofNullable(id).map(format::ofReceipt);
  }
}
