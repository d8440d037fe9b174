package io.belay.notification.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What leaves the outbox. */
public sealed interface Outgoing {

  /**
   * One attempt to send one message on one channel; for a dispatcher.
   *
   * @param address E.164 number or e-mail address
   * @param notAfter not to be sent after this instant
   * @param failedRoute where the attempt before failed: another route is preferred
   */
  record Delivery(
      AttemptRef ref,
      String messageType,
      MessageClass messageClass,
      Channel channel,
      String address,
      @Nullable String market,
      Rendered rendered,
      Instant decidedAt,
      Instant notAfter,
      @Nullable String failedRoute)
      implements Outgoing {

    /** Whether it is not to be sent any more. */
    public boolean isOverdue(Instant now) {
      return now.isAfter(notAfter);
    }

    /** A first attempt. */
    public Delivery(
        AttemptRef ref,
        String messageType,
        MessageClass messageClass,
        Channel channel,
        String address,
        @Nullable String market,
        Rendered rendered,
        Instant decidedAt,
        Instant notAfter) {
      this(
          ref,
          messageType,
          messageClass,
          channel,
          address,
          market,
          rendered,
          decidedAt,
          notAfter,
          null);
    }
  }

  /** What became of a message or of an attempt; for the bank's systems. */
  record Outcome(String customerId, OutboxEffect.Report report, Instant at) implements Outgoing {}

  /** A check code goes out; for whoever asks whether it is genuine. */
  record CodeIssued(IssuedCode issued) implements Outgoing {}

  /** The customer has been told, or not after all; for the case. */
  record Proof(String customerId, OutboxEffect.Proof proof, Instant at) implements Outgoing {}
}
