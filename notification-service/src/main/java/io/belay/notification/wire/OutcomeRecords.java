package io.belay.notification.wire;

import io.belay.events.DeliveryOutcome;
import io.belay.events.DeliveryResult;
import io.belay.notification.domain.AttemptRef;
import io.belay.notification.domain.Message;
import io.belay.notification.domain.OutboxInput.OutcomeReported;
import io.belay.notification.domain.Outgoing.Delivery;
import io.belay.notification.domain.Outgoing.Outcome;
import io.belay.notification.domain.Result;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes what became of messages, and reads what dispatchers said. */
public final class OutcomeRecords {
  private OutcomeRecords() {}

  /** What a dispatcher says; null for what the outbox itself said last. */
  static @Nullable OutcomeReported read(DeliveryOutcome outcome) {
    var attemptId = outcome.getAttemptId();
    if (attemptId == null || outcome.getLast()) {
      return null;
    }
    return new OutcomeReported(
        outcome.getMessageId(),
        attemptNumber(attemptId),
        Result.valueOf(outcome.getResult().name()),
        outcome.getReason(),
        outcome.getRetryable(),
        outcome.getRoute());
  }

  static DeliveryOutcome write(Outcome outcome) {
    var report = outcome.report();
    var message = report.message();
    var attempt = report.attempt();
    var attemptId = attempt == null ? null : message.messageId() + "/" + attempt.number();
    return DeliveryOutcome.newBuilder()
        .setOutcomeId(
            (attemptId == null ? message.messageId() : attemptId)
                + "/"
                + report.result()
                + (report.last() ? "/last" : ""))
        .setAttemptId(attemptId)
        .setMessageId(message.messageId())
        .setCaseId(message.caseId())
        .setCustomerId(outcome.customerId())
        .setMessageType(message.messageType())
        .setChannel(attempt == null ? null : attempt.channel().name())
        .setRoute(attempt == null ? null : attempt.route())
        .setResult(DeliveryResult.valueOf(report.result().name()))
        .setReason(report.reason())
        .setRetryable(false)
        .setAt(outcome.at())
        .setLast(report.last())
        .setTemplate(attempt == null ? null : attempt.template())
        .build();
  }

  /** What a dispatcher says about an attempt. */
  public static DeliveryOutcome write(
      Delivery delivery,
      Result result,
      @Nullable String reason,
      boolean retryable,
      @Nullable String route,
      Instant at) {
    AttemptRef ref = delivery.ref();
    return DeliveryOutcome.newBuilder()
        .setOutcomeId(ref.id() + "/" + result)
        .setAttemptId(ref.id())
        .setMessageId(ref.messageId())
        .setCaseId(ref.caseId())
        .setCustomerId(ref.customerId())
        .setMessageType(delivery.messageType())
        .setChannel(delivery.channel().name())
        .setRoute(route)
        .setResult(DeliveryResult.valueOf(result.name()))
        .setReason(reason)
        .setRetryable(retryable)
        .setAt(at)
        .setLast(false)
        .setTemplate(delivery.rendered().template())
        .build();
  }

  static int attemptNumber(String attemptId) {
    int number = Integer.parseInt(attemptId.substring(attemptId.lastIndexOf('/') + 1));
    if (number < 1 || number > Message.MOST_ATTEMPTS) {
      throw new IllegalArgumentException(
          "Expected an attempt of 1 to %d, but it is %d".formatted(Message.MOST_ATTEMPTS, number));
    }
    return number;
  }
}
