package io.belay.notification.channel.sms;

import io.belay.notification.domain.Gsm7;
import io.belay.notification.domain.MessageClass;
import io.belay.notification.domain.Outgoing.Delivery;
import io.belay.notification.domain.SmsText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.bean.Alphabet;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.GSMSpecificFeature;
import org.jsmpp.bean.GeneralDataCoding;
import org.jsmpp.bean.MessageMode;
import org.jsmpp.bean.MessageType;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SMSCDeliveryReceipt;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.SMPPSession;
import org.jspecify.annotations.Nullable;

/**
 * A text message as SMPP takes it, part by part.
 *
 * @param reference 0 … 255, by which a phone puts its parts together
 */
record Submission(SmsSettings settings, Delivery delivery, SmsText text, int reference) {
  private static final byte DEFAULT_PRIORITY = 0;
  private static final byte URGENT_PRIORITY = 1;

  int parts() {
    return text.parts().size();
  }

  /**
   * Hands a part over and waits for the answer.
   *
   * @param part 1 … parts
   * @return the centre's id; null: it gave none
   */
  @Nullable String submit(SMPPSession session, int part)
      throws PDUException,
          ResponseTimeoutException,
          InvalidResponseException,
          NegativeResponseException,
          IOException {
    boolean concatenated = text.parts().size() > 1;
    boolean urgent = delivery.messageClass() == MessageClass.URGENT;
    var sender = settings.senders().of(delivery.market());
    var senderType = typeOf(sender);
    return session
        .submitShortMessage(
            "",
            senderType,
            senderType == TypeOfNumber.ALPHANUMERIC
                ? NumberingPlanIndicator.UNKNOWN
                : NumberingPlanIndicator.ISDN,
            sender,
            TypeOfNumber.INTERNATIONAL,
            NumberingPlanIndicator.ISDN,
            delivery.address().replace("+", ""),
            concatenated
                ? new ESMClass(MessageMode.DEFAULT, MessageType.DEFAULT, GSMSpecificFeature.UDHI)
                : new ESMClass(),
            (byte) 0,
            urgent ? URGENT_PRIORITY : DEFAULT_PRIORITY,
            null,
            relative(urgent ? settings.urgentValidity() : settings.routineValidity()),
            new RegisteredDelivery(SMSCDeliveryReceipt.SUCCESS_FAILURE),
            (byte) 0,
            new GeneralDataCoding(
                text.encoding() == SmsText.Encoding.GSM_7
                    ? Alphabet.ALPHA_DEFAULT
                    : Alphabet.ALPHA_UCS2),
            (byte) 0,
            octets(part))
        .getMessageId();
  }

  private static TypeOfNumber typeOf(String sender) {
    return sender.chars().allMatch(Character::isDigit)
        ? TypeOfNumber.INTERNATIONAL
        : TypeOfNumber.ALPHANUMERIC;
  }

  /** A part with its header: concatenation with an 8-bit reference, 3GPP TS 23.040 9.2.3.24.1. */
  private byte[] octets(int part) {
    var octets = new ByteArrayOutputStream();
    int parts = text.parts().size();
    if (parts > 1) {
      octets.writeBytes(new byte[] {5, 0, 3, (byte) reference, (byte) parts, (byte) part});
    }
    var words = text.parts().get(part - 1);
    octets.writeBytes(
        text.encoding() == SmsText.Encoding.GSM_7
            ? Gsm7.encode(words)
            : words.getBytes(StandardCharsets.UTF_16BE));
    return octets.toByteArray();
  }

  /** Relative time of SMPP 3.4, 7.1.1: years, months, days, hours, minutes, seconds. */
  private static String relative(Duration validity) {
    // by hand: a formatter was seen in the profile of sends
    var text = new StringBuilder("0000");
    appendTwoDigits(text, validity.toDaysPart());
    appendTwoDigits(text, validity.toHoursPart());
    appendTwoDigits(text, validity.toMinutesPart());
    appendTwoDigits(text, validity.toSecondsPart());
    return text.append("000R").toString();
  }

  private static void appendTwoDigits(StringBuilder text, long number) {
    if (number < 10) {
      text.append('0');
    }
    text.append(number);
  }
}
