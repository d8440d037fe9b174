package io.belay.notification.domain;

import static io.belay.notification.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.notification.Samples;
import io.belay.notification.domain.ReceiptHalf.Receipt;
import io.belay.notification.domain.ReceiptHalf.State;
import io.belay.notification.domain.ReceiptHalf.Taken;
import org.junit.jupiter.api.Test;

class ReceiptJoinTest {
  private final Taken taken =
      new Taken(new AttemptRef(Samples.CUSTOMER, Samples.CASE, Samples.CASE + "/7", 1), 1, 2, NOON);
  private final Receipt delivered = new Receipt(State.DELIVERED, "delivered", NOON);

  @Test
  void theHalvesMeetInEitherOrder() {
    assertThat(ReceiptJoin.of(taken, delivered).result()).isPresent();
    assertThat(ReceiptJoin.of(delivered, taken)).isEqualTo(ReceiptJoin.of(taken, delivered));
  }

  @Test
  void oneHalfWaits() {
    assertThat(ReceiptJoin.of(null, delivered).waiting()).isEqualTo(delivered);
    assertThat(ReceiptJoin.of(null, delivered).result()).isEmpty();
    assertThat(ReceiptJoin.of(taken, taken).waiting()).isEqualTo(taken);
  }

  @Test
  void aStateThatIsNotFinalIsPassedOver() {
    var underWay = new Receipt(State.UNDER_WAY, "enroute", NOON);
    assertThat(ReceiptJoin.of(taken, underWay).waiting()).isEqualTo(taken);
    assertThat(ReceiptJoin.of(null, underWay).waiting()).isNull();
  }
}
