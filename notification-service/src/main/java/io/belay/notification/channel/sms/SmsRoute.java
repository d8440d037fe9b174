package io.belay.notification.channel.sms;

import io.belay.notification.NotificationMetrics;
import io.belay.notification.channel.DispatchReports;
import io.belay.notification.channel.Route;
import io.belay.notification.channel.RoutePace;
import io.belay.notification.domain.Gsm7;
import io.belay.notification.domain.MessageClass;
import io.belay.notification.domain.Outgoing.Delivery;
import io.belay.notification.domain.SendResult;
import io.belay.notification.domain.SendResult.Accepted;
import io.belay.notification.domain.SendResult.Refused;
import io.belay.notification.domain.SendResult.Unknown;
import io.belay.notification.domain.SmsText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
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
import org.jspecify.annotations.Nullable;

/** Sends text messages to one SMS centre. */
public final class SmsRoute implements Route {
  private static final byte DEFAULT_PRIORITY = 0;
  private static final byte URGENT_PRIORITY = 1;

  private final SmsSettings settings;
  private final RoutePace pace;
  private final SmppLinks links;

  /** Starts anywhere: two instances that write to one phone would else number alike. */
  private final AtomicInteger lastReference =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(0x100));

  public SmsRoute(
      SmsSettings settings,
      RoutePace pace,
      DispatchReports reports,
      NotificationMetrics metrics,
      InstantSource clock) {
    this.settings = settings;
    this.pace = pace;
    this.links =
        new SmppLinks(
            settings.route(),
            settings.centre(),
            new SmsReceipts(settings, reports, metrics, clock),
            metrics);
  }

  @Override
  public void start() {
    links.start();
  }

  @Override
  public String name() {
    return settings.route();
  }

  @Override
  public boolean isUp() {
    return links.bound() != null;
  }

  @Override
  public Optional<String> sender(Delivery delivery) {
    return Optional.of(settings.senders().of(delivery.market()));
  }

  @Override
  public SendResult send(Delivery delivery) {
    var text = SmsText.of(delivery.rendered().text());
    if (text.parts().size() > settings.mostParts()) {
      return new Refused("too-long", false);
    }
    var bound = links.bound();
    if (bound == null || !bound.underWay().enter()) {
      return new Refused(Refused.ROUTE_DOWN, true);
    }
    try {
      return send(delivery, text, bound);
    } finally {
      bound.underWay().leave();
    }
  }

  private SendResult send(Delivery delivery, SmsText text, SmppLink.Bound bound) {
    var ids = new ArrayList<String>();
    int reference = lastReference.incrementAndGet() & 0xFF;
    try {
      for (int part = 1; part <= text.parts().size(); part++) {
        var id = submit(delivery, text, part, reference, bound);
        if (id == null || id.isBlank()) {
          // taken, but its receipt could not be told from others
          return new Unknown("no-id");
        }
        ids.add(settings.receiptIds().ofAnswer(id));
      }
      pace.flows();
      return new Accepted(ids);
    } catch (NegativeResponseException e) {
      var refused = SmppStatus.refused(e.getCommandStatus());
      if (refused.isThrottled()) {
        pace.throttled(settings.throttledPause());
      }
      return ids.isEmpty() ? refused : new Unknown("partly-accepted");
    } catch (ResponseTimeoutException | InvalidResponseException | ClassCastException e) {
      // none, or one to something else under the number of this
      return new Unknown("no-answer");
    } catch (IOException e) {
      return new Unknown("connection-lost");
    } catch (PDUException e) {
      return ids.isEmpty() ? new Refused("not-sendable", false) : new Unknown("partly-accepted");
    }
  }

  private @Nullable String submit(
      Delivery delivery, SmsText text, int part, int reference, SmppLink.Bound bound)
      throws PDUException,
          ResponseTimeoutException,
          InvalidResponseException,
          NegativeResponseException,
          IOException {
    boolean concatenated = text.parts().size() > 1;
    boolean urgent = delivery.messageClass() == MessageClass.URGENT;
    var sender = settings.senders().of(delivery.market());
    var senderType = typeOf(sender);
    return bound
        .session()
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
            octets(text, part, reference))
        .getMessageId();
  }

  private static TypeOfNumber typeOf(String sender) {
    return sender.chars().allMatch(Character::isDigit)
        ? TypeOfNumber.INTERNATIONAL
        : TypeOfNumber.ALPHANUMERIC;
  }

  /** A part with its header: concatenation with an 8-bit reference, 3GPP TS 23.040 9.2.3.24.1. */
  private static byte[] octets(SmsText text, int part, int reference) {
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
    return "0000%02d%02d%02d%02d000R"
        .formatted(
            validity.toDaysPart(),
            validity.toHoursPart(),
            validity.toMinutesPart(),
            validity.toSecondsPart());
  }

  @Override
  public void close() {
    links.close();
  }
}
