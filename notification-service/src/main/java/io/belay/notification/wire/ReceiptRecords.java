package io.belay.notification.wire;

import io.belay.events.Accepted;
import io.belay.events.DeliveryReceipt;
import io.belay.events.Receipt;
import io.belay.notification.domain.Attempt;
import io.belay.notification.domain.AttemptRef;
import io.belay.notification.domain.Channel;
import io.belay.notification.domain.Outgoing.Delivery;
import io.belay.notification.domain.ReceiptHalf;
import io.belay.notification.domain.ReceiptHalf.State;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes and reads both halves of a delivery's proof. */
public final class ReceiptRecords {
  private ReceiptRecords() {}

  /** Key of both halves. */
  public static String key(String route, String gatewayMessageId) {
    return route + "|" + gatewayMessageId;
  }

  static ReceiptHalf read(DeliveryReceipt receipt) {
    return switch (receipt.getPayload()) {
      case Accepted accepted -> taken(accepted, receipt.getAt());
      case Receipt said ->
          new ReceiptHalf.Receipt(
              state(said.getState()), said.getState().toLowerCase(Locale.ROOT), receipt.getAt());
      case Object other ->
          throw new IllegalArgumentException("Expected a receipt, but it is " + other.getClass());
    };
  }

  /** The gateway took part {@code part} (from 1) under this id. */
  public static DeliveryReceipt taken(
      Delivery delivery, String route, String gatewayMessageId, int part, int parts, Instant at) {
    var ref = delivery.ref();
    return DeliveryReceipt.newBuilder()
        .setRoute(route)
        .setGatewayMessageId(gatewayMessageId)
        .setAt(at)
        .setPayload(
            Accepted.newBuilder()
                .setAttemptId(ref.id())
                .setMessageId(ref.messageId())
                .setCaseId(ref.caseId())
                .setCustomerId(ref.customerId())
                .setChannel(delivery.channel().name())
                .setPart(part)
                .setParts(parts)
                .build())
        .build();
  }

  /** The gateway reported this state. */
  public static DeliveryReceipt receipt(
      String route, String gatewayMessageId, String state, @Nullable String error, Instant at) {
    return DeliveryReceipt.newBuilder()
        .setRoute(route)
        .setGatewayMessageId(gatewayMessageId)
        .setAt(at)
        .setPayload(Receipt.newBuilder().setState(state).setError(error).build())
        .build();
  }

  private static ReceiptHalf.Taken taken(Accepted accepted, Instant at) {
    int parts = accepted.getParts();
    int part = accepted.getPart();
    if (part < 1 || part > parts || parts > Attempt.MOST_PARTS) {
      throw new IllegalArgumentException(
          "Expected part 1 to %d, but it is %d of %d".formatted(Attempt.MOST_PARTS, part, parts));
    }
    var ref =
        new AttemptRef(
            accepted.getCustomerId(),
            accepted.getCaseId(),
            accepted.getMessageId(),
            OutcomeRecords.attemptNumber(accepted.getAttemptId()));
    return new ReceiptHalf.Taken(ref, Channel.valueOf(accepted.getChannel()), part, parts, at);
  }

  private static State state(String name) {
    return switch (name) {
      case "DELIVERED" -> State.DELIVERED;
      case "UNDELIVERED", "EXPIRED", "REJECTED" -> State.FAILED;
      default -> State.UNDER_WAY;
    };
  }
}
