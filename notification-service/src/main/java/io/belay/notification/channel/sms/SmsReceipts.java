package io.belay.notification.channel.sms;

import io.belay.notification.NotificationMetrics;
import io.belay.notification.channel.DispatchReports;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.Session;
import org.jspecify.annotations.Nullable;

/**
 * Hears what became of parts and passes it on. It only hands over: acks of sends wait behind it in
 * the same queue.
 */
final class SmsReceipts implements MessageReceiverListener {
  /** Longest ids in the wild have 36 characters; what is longer is not an id. */
  private static final Pattern ID =
      Pattern.compile("\\bid:\\s*(\\S{1,65})", Pattern.CASE_INSENSITIVE);

  private static final Pattern STATE =
      Pattern.compile("\\bstat:\\s*([A-Za-z]{1,12})", Pattern.CASE_INSENSITIVE);
  private static final Pattern ERROR =
      Pattern.compile("\\berr:\\s*([0-9A-Za-z]{1,8})", Pattern.CASE_INSENSITIVE);

  private final SmsSettings settings;
  private final DispatchReports reports;
  private final NotificationMetrics metrics;
  private final InstantSource clock;

  SmsReceipts(
      SmsSettings settings,
      DispatchReports reports,
      NotificationMetrics metrics,
      InstantSource clock) {
    this.settings = settings;
    this.reports = reports;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public void onAcceptDeliverSm(DeliverSm deliver) throws ProcessRequestException {
    if (!deliver.isSmscDeliveryReceipt()) {
      return;
    }
    var text = textOf(deliver);
    var idParameter = deliver.getOptionalParameter(OptionalParameter.Receipted_message_id.class);
    var id =
        settings
            .receiptIds()
            .ofReceipt(
                idParameter == null ? null : idParameter.getValueAsString(), found(ID, text));
    var state = stateOf(deliver, text);
    if (id.isEmpty() || state == null) {
      metrics.receiptUnreadable(settings.route());
      return;
    }
    try {
      var unused =
          reports.receipt(settings.route(), id.get(), state, found(ERROR, text), clock.instant());
    } catch (KafkaException away) {
      // not taken: the centre sends it again later
      throw new ProcessRequestException(
          "Expected to pass the receipt on, but the broker is away",
          SMPPConstant.STAT_ESME_RX_T_APPN,
          away);
    }
  }

  private static @Nullable String stateOf(DeliverSm deliver, String text) {
    var parameter = deliver.getOptionalParameter(OptionalParameter.Message_state.class);
    if (parameter != null) {
      return switch (parameter.getValue()) {
        case 1, 6 -> "ENROUTE";
        case 2 -> "DELIVERED";
        case 3 -> "EXPIRED";
        case 4, 5 -> "UNDELIVERED";
        case 8 -> "REJECTED";
        default -> "UNKNOWN";
      };
    }
    var word = found(STATE, text);
    return word == null
        ? null
        : switch (word.toUpperCase(Locale.ROOT)) {
          case "ENROUTE", "ACCEPTD" -> "ENROUTE";
          case "DELIVRD" -> "DELIVERED";
          case "EXPIRED" -> "EXPIRED";
          case "UNDELIV", "DELETED" -> "UNDELIVERED";
          case "REJECTD" -> "REJECTED";
          default -> "UNKNOWN";
        };
  }

  /** Some centres put the text into message_payload. */
  private static String textOf(DeliverSm deliver) {
    var octets = deliver.getShortMessage();
    if (octets != null && octets.length > 0) {
      return new String(octets, StandardCharsets.ISO_8859_1);
    }
    var payload = deliver.getOptionalParameter(OptionalParameter.Message_payload.class);
    return payload == null ? "" : new String(payload.getValue(), StandardCharsets.ISO_8859_1);
  }

  private static @Nullable String found(Pattern pattern, String text) {
    var matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : null;
  }

  @Override
  public void onAcceptAlertNotification(AlertNotification alert) {}

  @Override
  public DataSmResult onAcceptDataSm(DataSm data, Session session) throws ProcessRequestException {
    throw new ProcessRequestException(
        "Expected receipts by deliver_sm", SMPPConstant.STAT_ESME_RINVCMDID);
  }
}
