package io.belay.notification.domain;

import static io.belay.notification.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.notification.Samples;
import io.belay.notification.domain.ReceiptHalf.Receipt;
import io.belay.notification.domain.ReceiptHalf.State;
import io.belay.notification.domain.ReceiptHalf.Taken;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReceiptPatienceTest {
  private static final Duration TWO_DAYS = Duration.ofDays(2);
  private static final Duration SIX_DAYS = Duration.ofDays(6);

  @Test
  void aBounceIsWaitedForLongerThanAReceipt() {
    isOverAfter(TWO_DAYS, taken(Channel.SMS));
    isOverAfter(SIX_DAYS, taken(Channel.EMAIL));
    isOverAfter(TWO_DAYS, new Receipt(State.FAILED, "undelivered", NOON));
  }

  private static void isOverAfter(Duration time, ReceiptHalf half) {
    var patience = new ReceiptPatience(TWO_DAYS, SIX_DAYS);
    assertThat(patience.isOver(half, NOON.plus(time).minusMillis(1))).as("just before").isFalse();
    assertThat(patience.isOver(half, NOON.plus(time))).as("exactly at").isTrue();
    assertThat(patience.isOver(half, NOON.plus(time).plusMillis(1))).as("just after").isTrue();
  }

  private static Taken taken(Channel channel) {
    var ref = new AttemptRef(Samples.CUSTOMER, Samples.CASE, Samples.CASE + "/7", 1);
    return new Taken(ref, channel, 1, 1, NOON);
  }
}
