package io.belay.notification.domain;

import io.belay.notification.domain.ReceiptHalf.Taken;
import java.time.Duration;
import java.time.Instant;

/**
 * How long a half waits for the other.
 *
 * @param receipts where the channel has receipts, and of receipts that come first
 * @param bounces of what was taken on a channel without receipts: only a bounce would meet it
 */
public record ReceiptPatience(Duration receipts, Duration bounces) {

  /** Whether the half has waited long enough. */
  public boolean isOver(ReceiptHalf half, Instant now) {
    return !half.at().plus(of(half)).isAfter(now);
  }

  private Duration of(ReceiptHalf half) {
    return half instanceof Taken taken && !taken.channel().hasReceipts() ? bounces : receipts;
  }
}
