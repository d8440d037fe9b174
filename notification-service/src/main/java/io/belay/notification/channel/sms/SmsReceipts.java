package io.belay.notification.channel.sms;

import io.belay.notification.NotificationMetrics;
import io.belay.notification.channel.DispatchReports;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.AbstractSmCommand;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.extra.ProcessRequestException;
import org.jspecify.annotations.Nullable;

/** Reads what a centre reports of parts and passes it on. */
final class SmsReceipts {
  /** Longest ids in the wild have 36 characters; what is longer is not an id. */
  private static final int LONGEST_ID = 65;

  private static final Duration WRITTEN_WITHIN = Duration.ofSeconds(1);

  private static final Pattern ID =
      Pattern.compile("\\bid:\\s*(\\S{1," + LONGEST_ID + "})(?!\\S)", Pattern.CASE_INSENSITIVE);

  private static final Pattern STATE =
      Pattern.compile("\\bstat:\\s*([A-Za-z]{1,12})", Pattern.CASE_INSENSITIVE);
  private static final Pattern ERROR =
      Pattern.compile("\\berr:\\s*([0-9A-Za-z]{1,8})", Pattern.CASE_INSENSITIVE);

  private static final CompletableFuture<Void> NOTHING_TO_WRITE =
      CompletableFuture.completedFuture(null);

  private final SmsSettings settings;
  private final DispatchReports reports;
  private final NotificationMetrics metrics;
  private final InstantSource clock;
  private final Duration writtenWithin;
  private volatile long refusesUntilNanos = System.nanoTime();

  SmsReceipts(
      SmsSettings settings,
      DispatchReports reports,
      NotificationMetrics metrics,
      InstantSource clock) {
    this(settings, reports, metrics, clock, WRITTEN_WITHIN);
  }

  /**
   * Reports of one route.
   *
   * @param writtenWithin so long the broker may take for one; and so long none is passed on after
   *     it took longer
   */
  SmsReceipts(
      SmsSettings settings,
      DispatchReports reports,
      NotificationMetrics metrics,
      InstantSource clock,
      Duration writtenWithin) {
    this.settings = settings;
    this.reports = reports;
    this.metrics = metrics;
    this.clock = clock;
    this.writtenWithin = writtenWithin;
  }

  /**
   * Passes a report on; completes when the broker has it, at once where there is none in it.
   *
   * @throws ProcessRequestException when it is to come again, for the broker is away
   */
  CompletableFuture<Void> take(DeliverSm deliver) throws ProcessRequestException {
    var octets = deliver.getShortMessage();
    return take(
        deliver,
        octets != null && octets.length > 0
            ? new String(octets, StandardCharsets.ISO_8859_1)
            : payloadOf(deliver));
  }

  /** As {@code deliver_sm}, but for the text, which has no place of its own: SMPP 3.4, 4.7. */
  CompletableFuture<Void> take(DataSm data) throws ProcessRequestException {
    return take(data, payloadOf(data));
  }

  Duration writtenWithin() {
    return writtenWithin;
  }

  /** From now on for a moment, reports are told to come again: none waits for what will not be. */
  void brokerIsAway() {
    refusesUntilNanos = System.nanoTime() + writtenWithin.toNanos();
  }

  private CompletableFuture<Void> take(AbstractSmCommand receipt, String text)
      throws ProcessRequestException {
    if (!DeliverSm.isSmscDeliveryReceipt(receipt.getEsmClass())) {
      return NOTHING_TO_WRITE;
    }
    var idParameter = receipt.getOptionalParameter(OptionalParameter.Receipted_message_id.class);
    var id =
        settings
            .receiptIds()
            .ofReceipt(
                idParameter == null ? null : shortText(idParameter.getValue()), found(ID, text));
    var state = stateOf(receipt, text);
    if (id.isEmpty() || state == null) {
      metrics.receiptUnreadable(settings.route());
      return NOTHING_TO_WRITE;
    }
    return passOn(id.get(), state, found(ERROR, text));
  }

  private CompletableFuture<Void> passOn(String id, String state, @Nullable String error)
      throws ProcessRequestException {
    if (System.nanoTime() - refusesUntilNanos < 0) {
      throw comeAgain(null);
    }
    try {
      return reports.receipt(settings.route(), id, state, error, clock.instant());
    } catch (KafkaException away) {
      brokerIsAway();
      throw comeAgain(away);
    }
  }

  /** Not taken: the centre sends it again later. */
  private static ProcessRequestException comeAgain(@Nullable Exception away) {
    return new ProcessRequestException(
        "Expected to pass the receipt on, but the broker is away",
        SMPPConstant.STAT_ESME_RX_T_APPN,
        away);
  }

  private static @Nullable String stateOf(AbstractSmCommand receipt, String text) {
    var parameter = receipt.getOptionalParameter(OptionalParameter.Message_state.class);
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
  private static String payloadOf(AbstractSmCommand receipt) {
    var payload = receipt.getOptionalParameter(OptionalParameter.Message_payload.class);
    return payload == null ? "" : new String(payload.getValue(), StandardCharsets.ISO_8859_1);
  }

  /** Up to its end, which some centres leave out; null where that is no id. */
  private static @Nullable String shortText(byte[] octets) {
    var text = new String(octets, StandardCharsets.ISO_8859_1);
    int end = text.indexOf(0);
    var id = (end < 0 ? text : text.substring(0, end)).strip();
    return id.isEmpty() || id.length() > LONGEST_ID ? null : id;
  }

  private static @Nullable String found(Pattern pattern, String text) {
    var matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : null;
  }
}
