package io.belay.notification.domain;

import io.belay.notification.domain.ReceiptHalf.Receipt;
import io.belay.notification.domain.ReceiptHalf.State;
import io.belay.notification.domain.ReceiptHalf.Taken;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The two halves of a proof and what they say together.
 *
 * @param waiting the half to keep until the other comes; null: nothing to keep
 * @param result what became of the part, once both are there
 */
public record ReceiptJoin(@Nullable ReceiptHalf waiting, Optional<PartResult> result) {
  /**
   * A receipt comes so long before its gateway's answer at most, by clocks of two instances of
   * which one may be some minutes ahead.
   */
  private static final Duration AHEAD = Duration.ofMinutes(30);

  /** What became of one part of an attempt. */
  public record PartResult(AttemptRef ref, OutboxInput.PartReported reported) {}

  /**
   * The arriving half beside the one that waits, if one does. A final state never goes back. A
   * gateway's ids may come again: a receipt that was said long before the gateway took the part is
   * another message's, and of two messages with one id the newer waits.
   */
  public static ReceiptJoin of(@Nullable ReceiptHalf waiting, ReceiptHalf arriving) {
    if (arriving instanceof Receipt receipt && receipt.kind() == State.UNDER_WAY) {
      return waits(waiting);
    }
    return switch (waiting) {
      case null -> waits(arriving);
      case Taken taken ->
          switch (arriving) {
            case Taken other -> waits(other.at().isBefore(taken.at()) ? taken : other);
            case Receipt receipt -> met(taken, receipt);
          };
      case Receipt receipt ->
          switch (arriving) {
            case Taken taken -> met(taken, receipt);
            case Receipt other -> waits(isOfEarlierMessage(receipt, other.at()) ? other : receipt);
          };
    };
  }

  private static ReceiptJoin waits(@Nullable ReceiptHalf half) {
    return new ReceiptJoin(half, Optional.empty());
  }

  private static boolean isOfEarlierMessage(Receipt receipt, Instant at) {
    return receipt.at().plus(AHEAD).isBefore(at);
  }

  private static ReceiptJoin met(Taken taken, Receipt receipt) {
    if (isOfEarlierMessage(receipt, taken.at())) {
      return waits(taken);
    }
    var reported =
        new OutboxInput.PartReported(
            taken.ref().messageId(),
            taken.ref().attempt(),
            taken.part(),
            taken.parts(),
            receipt.kind() == State.DELIVERED,
            receipt.state());
    return new ReceiptJoin(null, Optional.of(new PartResult(taken.ref(), reported)));
  }
}
