package io.belay.notification.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.notification.Samples;
import io.belay.notification.domain.Channel;
import io.belay.notification.domain.Outgoing.Delivery;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeliveryRecordsTest {

  @Test
  void aDispatcherReadsTheAttemptAsItWasDecided() {
    var first = attempt(null);
    var again = attempt("smsc");
    assertThat(DeliveryRecords.read(DeliveryRecords.write(first))).isEqualTo(first);
    assertThat(DeliveryRecords.read(DeliveryRecords.write(again))).isEqualTo(again);
  }

  private static Delivery attempt(@Nullable String failedRoute) {
    var any = Samples.delivery(Channel.SMS, Samples.PHONE, "Your case");
    return new Delivery(
        any.ref(),
        any.messageType(),
        any.messageClass(),
        any.channel(),
        any.address(),
        any.market(),
        any.rendered(),
        any.decidedAt(),
        Samples.NOON.plusSeconds(60),
        failedRoute);
  }
}
