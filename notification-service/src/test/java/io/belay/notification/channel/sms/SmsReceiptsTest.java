package io.belay.notification.channel.sms;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.belay.notification.NotificationMetrics;
import io.belay.notification.channel.DispatchReports;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.extra.ProcessRequestException;
import org.junit.jupiter.api.Test;

class SmsReceiptsTest {
  private static final byte DELIVERY_RECEIPT = 0x04;

  private final MockProducer<String, Object> records =
      new MockProducer<>(false, null, new StringSerializer(), (topic, value) -> new byte[0]);
  private final SmsReceipts receipts =
      new SmsReceipts(
          SmsSamples.settings(0),
          new DispatchReports(
              records,
              new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer())),
          new NotificationMetrics(new SimpleMeterRegistry()),
          InstantSource.system());

  @Test
  void theCentreIsAnsweredOnceTheBrokerHasTheReceipt() {
    var answered = CompletableFuture.runAsync(() -> take("id:1 stat:DELIVRD"));
    await().until(() -> records.history().size() == 1);
    assertThat(answered).isNotDone();

    records.completeNext();
    await().until(answered::isDone);
    assertThat(answered).isCompleted();
  }

  @Test
  void whatTheBrokerDoesNotTakeIsToComeAgainAndTheNextOnesDoNotWaitForIt() {
    var first = CompletableFuture.supplyAsync(() -> refusal("id:1 stat:DELIVRD"));
    await().until(() -> records.history().size() == 1);
    records.errorNext(new TimeoutException("Expected the broker to be there"));
    assertThat(first.join()).isEqualTo(SMPPConstant.STAT_ESME_RX_T_APPN);

    assertThat(refusal("id:2 stat:DELIVRD")).isEqualTo(SMPPConstant.STAT_ESME_RX_T_APPN);
    assertThat(records.history()).hasSize(1);
  }

  private int refusal(String text) {
    var refused = new int[1];
    assertThatExceptionOfType(ProcessRequestException.class)
        .isThrownBy(() -> receipts.onAcceptDeliverSm(receipt(text)))
        .satisfies(e -> refused[0] = e.getErrorCode());
    return refused[0];
  }

  private void take(String text) {
    try {
      receipts.onAcceptDeliverSm(receipt(text));
    } catch (ProcessRequestException e) {
      throw new AssertionError(e);
    }
  }

  private static DeliverSm receipt(String text) {
    var receipt = new DeliverSm();
    receipt.setEsmClass(DELIVERY_RECEIPT);
    receipt.setShortMessage(text.getBytes(ISO_8859_1));
    return receipt;
  }
}
