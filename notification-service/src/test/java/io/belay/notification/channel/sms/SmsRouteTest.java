package io.belay.notification.channel.sms;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.events.DeliveryReceipt;
import io.belay.events.Receipt;
import io.belay.local.inbox.LocalSmsCentre;
import io.belay.local.inbox.SmsCentreBehaviour;
import io.belay.notification.NotificationMetrics;
import io.belay.notification.Samples;
import io.belay.notification.channel.DispatchReports;
import io.belay.notification.channel.RoutePace;
import io.belay.notification.domain.Channel;
import io.belay.notification.domain.Outgoing.Delivery;
import io.belay.notification.domain.SendResult;
import io.belay.notification.domain.SendResult.Accepted;
import io.belay.notification.domain.SendResult.Refused;
import io.belay.notification.domain.SendResult.Unknown;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SmsRouteTest {
  private final LocalSmsCentre centre = LocalSmsCentre.start();
  private final MockProducer<String, Object> records =
      new MockProducer<>(true, null, new StringSerializer(), (topic, value) -> new byte[0]);
  private final SmsRoute route =
      new SmsRoute(
          SmsSamples.settings(centre.port()),
          new RoutePace(10, 1_000),
          new DispatchReports(
              records,
              new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer())),
          new NotificationMetrics(new SimpleMeterRegistry()),
          InstantSource.system());

  @BeforeEach
  void bind() {
    route.start();
    Awaitility.await().until(route::isUp);
  }

  @AfterEach
  void close() {
    route.close();
    centre.close();
  }

  @Test
  void aMessageIsAcceptedAndItsReceiptPassedOnUnderTheSameId() {
    var accepted = (Accepted) route.send(sms("hello"));
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(records.history())
                    .anySatisfy(
                        record -> {
                          assertThat(record.key())
                              .isEqualTo("smsc|" + accepted.gatewayMessageIds().getFirst());
                          var receipt = (DeliveryReceipt) record.value();
                          assertThat(((Receipt) receipt.getPayload()).getState())
                              .isEqualTo("DELIVERED");
                        }));
  }

  @Test
  void aLongTextArrivesWholeInParts() {
    var text = "退款进展".repeat(30) + "😀".repeat(20);
    var accepted = (Accepted) route.send(sms(text));
    assertThat(accepted.gatewayMessageIds()).hasSize(3).doesNotHaveDuplicates();
    assertThat(centre.inbox().messages().getFirst().text()).isEqualTo(text);
  }

  @Test
  void aTextCountsAsItsPartsAsFarAsTheyAreSent() {
    assertThat(route.parts(sms("x".repeat(160)))).isEqualTo(1);
    assertThat(route.parts(sms("中".repeat(71)))).isEqualTo(2);
    assertThat(route.parts(sms("中".repeat(500)))).as("refused at once").isEqualTo(6);
  }

  @Test
  void aThrottledSendMayBeRepeated() {
    for (int status : new int[] {0x58, 0x14}) {
      centre.behave(SmsCentreBehaviour.healthy().refusingWith(status));
      assertThat(route.send(sms("hello"))).isEqualTo(new Refused("throttled", true));
    }
  }

  @Test
  void anInvalidNumberIsRefusedForGood() {
    centre.behave(SmsCentreBehaviour.healthy().refusingWith(0x0B));
    assertThat(route.send(sms("hello"))).isEqualTo(new Refused("bad-address", false));
  }

  @Test
  void aTextOfTooManyPartsIsRefusedAndNotCut() {
    assertThat(route.send(sms("中".repeat(500)))).isEqualTo(new Refused("too-long", false));
    assertThat(centre.inbox().messages()).isEmpty();
  }

  @Test
  void aSendCutInMidFlightIsUnknownAtOnceAndTheLinkComesBack() {
    centre.behave(SmsCentreBehaviour.healthy().answeringAfter(Duration.ofSeconds(4)));
    var sent = CompletableFuture.supplyAsync(() -> route.send(sms("hello")));
    Awaitility.await().pollDelay(Duration.ofMillis(300)).until(() -> !sent.isDone());
    centre.cutConnections();
    Awaitility.await()
        .atMost(Duration.ofSeconds(2))
        .untilAsserted(
            () ->
                assertThat(sent).isCompletedWithValueMatching(result -> result instanceof Unknown));
    centre.behave(SmsCentreBehaviour.healthy());
    Awaitility.await()
        .untilAsserted(() -> assertThat(route.send(sms("again"))).isInstanceOf(Accepted.class));
  }

  @Test
  void aSendWithoutAnswerIsUnknown() {
    centre.behave(SmsCentreBehaviour.healthy().answeringAfter(Duration.ofSeconds(4)));
    SendResult result = route.send(sms("hello"));
    assertThat(result).isEqualTo(new Unknown("no-answer"));
  }

  @Test
  void idsHaveOneNormalForm() {
    assertThat(GatewayIds.HEX.ofAnswer("00FF")).isEqualTo(GatewayIds.HEX.ofReceipt("255"));
    assertThat(GatewayIds.DECIMAL.ofAnswer("0012")).isEqualTo(GatewayIds.DECIMAL.ofReceipt("12"));
    assertThat(GatewayIds.HEX_BOTH.ofAnswer("00fF")).isEqualTo(GatewayIds.HEX_BOTH.ofReceipt("FF"));
    assertThat(GatewayIds.HEX_RECEIPT.ofAnswer("255"))
        .isEqualTo(GatewayIds.HEX_RECEIPT.ofReceipt("ff"));
    assertThat(GatewayIds.AS_IS.ofAnswer("aB-1")).isEqualTo(GatewayIds.AS_IS.ofReceipt("Ab-1"));
    assertThat(GatewayIds.AS_IS.ofAnswer("012")).isNotEqualTo(GatewayIds.AS_IS.ofReceipt("12"));
  }

  private static Delivery sms(String text) {
    return Samples.delivery(Channel.SMS, Samples.PHONE, text);
  }
}
