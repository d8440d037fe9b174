package io.belay.notification.domain;

import static io.belay.notification.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.notification.Samples;
import io.belay.notification.domain.ReceiptHalf.Receipt;
import io.belay.notification.domain.ReceiptHalf.State;
import io.belay.notification.domain.ReceiptHalf.Taken;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReceiptJoinTest {
  private static final Duration MINUTES = Duration.ofMinutes(30);

  private final Taken taken = taken(Samples.CASE + "/7", NOON);
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

  @Test
  void aReceiptThatIsSaidAgainProvesNoLaterMessageOfThatId() {
    var later = taken(Samples.CASE + "/8", NOON.plus(MINUTES).plusMillis(1));
    assertThat(ReceiptJoin.of(delivered, later)).isEqualTo(ReceiptJoin.of(null, later));
    assertThat(ReceiptJoin.of(later, delivered)).isEqualTo(ReceiptJoin.of(null, later));
  }

  @Test
  void aReceiptMayComeMinutesBeforeTheGatewaysAnswer() {
    var answered = taken(Samples.CASE + "/7", NOON.plus(MINUTES));
    assertThat(ReceiptJoin.of(delivered, answered).result()).isPresent();
    var muchLater = new Receipt(State.DELIVERED, "delivered", NOON.plus(Duration.ofDays(2)));
    assertThat(ReceiptJoin.of(answered, muchLater).result()).isPresent();
  }

  @Test
  void ofTwoMessagesWithOneIdTheReceiptIsTheNewerOnes() {
    var newer = taken(Samples.CASE + "/8", NOON.plusMillis(1));
    assertThat(ReceiptJoin.of(taken, newer).waiting()).isEqualTo(newer);
    assertThat(ReceiptJoin.of(newer, taken).waiting()).isEqualTo(newer);
  }

  @Test
  void ofTwoReceiptsTheFirstStaysUnlessItIsOfAnotherMessage() {
    var failed = new Receipt(State.FAILED, "expired", NOON.plus(MINUTES));
    assertThat(ReceiptJoin.of(delivered, failed).waiting()).isEqualTo(delivered);
    var ofAnother = new Receipt(State.FAILED, "expired", NOON.plus(MINUTES).plusMillis(1));
    assertThat(ReceiptJoin.of(delivered, ofAnother).waiting()).isEqualTo(ofAnother);
    assertThat(ReceiptJoin.of(ofAnother, delivered).waiting()).isEqualTo(ofAnother);
  }

  private static Taken taken(String messageId, Instant at) {
    var ref = new AttemptRef(Samples.CUSTOMER, Samples.CASE, messageId, 1);
    return new Taken(ref, Channel.SMS, 1, 2, at);
  }
}
