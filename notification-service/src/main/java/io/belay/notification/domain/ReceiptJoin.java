package io.belay.notification.domain;

import io.belay.notification.domain.ReceiptHalf.Receipt;
import io.belay.notification.domain.ReceiptHalf.State;
import io.belay.notification.domain.ReceiptHalf.Taken;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The two halves of a proof and what they say together.
 *
 * @param waiting the half to keep until the other comes; null: nothing to keep
 * @param result what became of the part, once both are there
 */
public record ReceiptJoin(@Nullable ReceiptHalf waiting, Optional<PartResult> result) {

  /** What became of one part of an attempt. */
  public record PartResult(AttemptRef ref, OutboxInput.PartReported reported) {}

  /** The arriving half beside the one that waits, if one does. A final state never goes back. */
  public static ReceiptJoin of(@Nullable ReceiptHalf waiting, ReceiptHalf arriving) {
    if (arriving instanceof Receipt receipt && receipt.kind() == State.UNDER_WAY) {
      return new ReceiptJoin(waiting, Optional.empty());
    }
    if (waiting instanceof Taken taken && arriving instanceof Receipt receipt) {
      return met(taken, receipt);
    }
    if (waiting instanceof Receipt receipt && arriving instanceof Taken taken) {
      return met(taken, receipt);
    }
    return new ReceiptJoin(waiting == null ? arriving : waiting, Optional.empty());
  }

  private static ReceiptJoin met(Taken taken, Receipt receipt) {
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
