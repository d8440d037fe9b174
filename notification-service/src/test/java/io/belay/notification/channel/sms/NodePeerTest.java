package io.belay.notification.channel.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.belay.events.DeliveryReceipt;
import io.belay.events.Receipt;
import io.belay.notification.NotificationMetrics;
import io.belay.notification.Samples;
import io.belay.notification.channel.DispatchReports;
import io.belay.notification.channel.RoutePace;
import io.belay.notification.domain.Channel;
import io.belay.notification.domain.MessageClass;
import io.belay.notification.domain.Outgoing.Delivery;
import io.belay.notification.domain.SendResult;
import io.belay.notification.domain.SendResult.Accepted;
import io.belay.notification.domain.SendResult.Refused;
import io.belay.notification.domain.SendResult.Unknown;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Our side of SMPP against an SMS centre written by others. */
class NodePeerTest {
  private static final String USUAL =
      """
      {"status":0,"throttleFirst":0,"passFirst":0,"holdAnswers":false,"ackMillis":0,"receipts":"after","tlv":false,"by":"deliver_sm","cut":false}\
      """;

  private static final Executor IN_ONE_EACH = Thread::startVirtualThread;

  private static @Nullable NodeSmsCentre started;

  private final MockProducer<String, Object> records = producer();
  private final List<SmsRoute> routes = new ArrayList<>();

  @BeforeAll
  static void startCentre() {
    assumeTrue(NodeSmsCentre.PEER.isThere(), NodeSmsCentre.PEER.whyNot());
    started = NodeSmsCentre.start();
  }

  @BeforeEach
  void asUsual() {
    centre().told(USUAL);
  }

  @AfterEach
  void closeRoutes() {
    routes.forEach(SmsRoute::close);
  }

  @AfterAll
  static void stopCentre() {
    if (started != null) {
      started.close();
    }
  }

  @Test
  void anAnswerInHexAndAReceiptInDecimalsWithZerosNameOneMessage() {
    var ids = ids(bound(GatewayIds.HEX, ReceiptIds.Place.TEXT).send(sms("hello")));
    awaitReceipts("smsc|" + ids.getFirst());
  }

  @Test
  void aReceiptsParameterIsReadWhereTheRouteIsSetSo() {
    centre().told("{\"tlv\":true}");
    var ids = ids(bound(GatewayIds.HEX_BOTH, ReceiptIds.Place.TLV).send(sms("hello")));
    awaitReceipts("smsc|" + ids.getFirst());
  }

  @Test
  void aReceiptByDataSmIsReadAndAnsweredAsOneByDeliverSm() {
    centre().told("{\"tlv\":true,\"by\":\"data_sm\"}");
    long answered = centre().count("receiptAnswered");
    var ids = ids(bound(GatewayIds.HEX_BOTH, ReceiptIds.Place.TLV_OR_TEXT).send(sms("hello")));
    awaitReceipts("smsc|" + ids.getFirst());
    assertThat(records.history())
        .extracting(record -> ((DeliveryReceipt) record.value()).getPayload())
        .singleElement()
        .extracting(said -> ((Receipt) said).getState())
        .isEqualTo("DELIVERED");
    Awaitility.await().until(() -> centre().count("receiptAnswered") == answered + 1);
    assertThat(centre().lastOf("receiptAnswered").asInt()).isZero();
  }

  @Test
  void sendsTakeTurnsOnAllSessionsAndGoOnWithoutOneThatIsCut() {
    long binds = centre().count("bound");
    int submits = centre().submits().size();
    var route = bound(settings(new ReceiptIds(GatewayIds.HEX, ReceiptIds.Place.TEXT), 3));
    Awaitility.await().until(() -> centre().count("bound") == binds + 3);
    for (int i = 0; i < 6; i++) {
      assertThat(route.send(sms("turn " + i))).isInstanceOf(Accepted.class);
    }
    assertThat(centre().submits().subList(submits, submits + 6))
        .extracting(submit -> submit.get("session").asInt())
        .satisfies(turns -> assertThat(new HashSet<>(turns)).hasSize(3));
    Awaitility.await().until(() -> records.history().size() == 6);

    centre().told("{\"cut\":true}");
    assertThat(route.send(sms("cut"))).isInstanceOf(Unknown.class);
    for (int i = 0; i < 3; i++) {
      assertThat(route.isUp()).isTrue();
      assertThat(route.send(sms("on " + i))).isInstanceOf(Accepted.class);
    }
    Awaitility.await().until(() -> centre().count("bound") == binds + 4);
  }

  @Test
  void aReceiptBeforeItsAckHasTheSameKey() {
    centre().told("{\"receipts\":\"before\",\"ackMillis\":300}");
    var sent =
        CompletableFuture.supplyAsync(
            () -> bound(GatewayIds.HEX, ReceiptIds.Place.TEXT).send(sms("hello")));
    Awaitility.await().until(() -> !records.history().isEmpty());
    assertThat(sent).isNotDone();
    assertThat(keys()).containsExactly("smsc|" + ids(sent.join()).getFirst());
  }

  @Test
  void receiptsOfPartsComeLastFirstAndEachHasItsKey() {
    centre().told("{\"receipts\":\"reversed\"}");
    var ids = ids(bound(GatewayIds.HEX, ReceiptIds.Place.TEXT).send(sms("进展".repeat(90))));
    centre().told("{\"flush\":true}");

    var expected = ids.reversed().stream().map(id -> "smsc|" + id).toArray(String[]::new);
    assertThat(expected).hasSize(3);
    Awaitility.await().untilAsserted(() -> assertThat(keys()).containsExactlyInAnyOrder(expected));
  }

  @Test
  void aReceiptThatComesToAnotherInstanceHasTheSameKey() {
    var settings = settings(new ReceiptIds(GatewayIds.HEX, ReceiptIds.Place.TEXT), 1);
    var route = bound(settings);
    var elsewhere = producer();
    bound(settings, new RoutePace(10, 1_000), elsewhere);
    centre().told("{\"receipts\":\"elsewhere\"}");
    var id = ids(route.send(sms("hello"))).getFirst();
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(elsewhere.history())
                    .extracting(ProducerRecord::key)
                    .containsExactly("smsc|" + id));
    assertThat(records.history()).isEmpty();
  }

  @Test
  void sendsDoNotWaitForTheAnswersToOthers() {
    var patient = SmsSamples.settings("smsc", centre().port(), 1, SmsSamples.AS_IS);
    var route = bound(patient);
    int before = centre().submits().size();
    centre().told("{\"holdAnswers\":true,\"receipts\":\"none\"}");
    var sends =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> route.send(sms("at once " + i)), IN_ONE_EACH))
            .toList();
    Awaitility.await().until(() -> centre().submits().size() == before + 8);
    centre().told("{\"flush\":true}");
    assertThat(sends).allSatisfy(sent -> assertThat(sent.join()).isInstanceOf(Accepted.class));
  }

  @Test
  void aPartThatIsTooFastWaitsAndTheMessageArrivesWhole() {
    var route = bound(GatewayIds.HEX, ReceiptIds.Place.TEXT);
    int before = centre().submits().size();
    centre().told("{\"passFirst\":1,\"throttleFirst\":2}");
    assertThat(ids(route.send(sms("进展".repeat(60))))).hasSize(2);
    assertThat(centre().submits().subList(before, before + 4))
        .extracting(submit -> submit.get("octets").asString().substring(8, 12))
        .as("parts and which")
        .containsExactly("0201", "0202", "0202", "0202");
  }

  @Test
  void aPartThatStaysTooFastLeavesTheMessageUnknown() {
    var usual = settings(new ReceiptIds(GatewayIds.HEX, ReceiptIds.Place.TEXT), 1);
    var route =
        bound(
            new SmsSettings(
                usual.route(),
                usual.centre(),
                usual.senders(),
                usual.receiptIds(),
                usual.window(),
                usual.ratePerSecond(),
                Duration.ofMillis(5),
                usual.mostParts(),
                usual.urgentValidity(),
                usual.routineValidity()));
    centre().told("{\"passFirst\":1,\"throttleFirst\":50}");
    assertThat(route.send(sms("进展".repeat(60)))).isEqualTo(new Unknown("partly-accepted"));
  }

  @Test
  void tooFastIsObeyed() {
    var pace = new RoutePace(10, 1_000);
    var route = bound(GatewayIds.HEX, ReceiptIds.Place.TEXT, pace);
    centre().told("{\"throttleFirst\":1}");
    assertThat(route.send(sms("too fast"))).isEqualTo(new Refused(Refused.THROTTLED, true));
    assertThat(route.send(sms("in time"))).isInstanceOf(Accepted.class);
  }

  @Test
  void aCutInMidFlightIsUnknownAtOnceAndTheLinkIsBoundAgain() {
    var route = bound(GatewayIds.HEX, ReceiptIds.Place.TEXT);
    long binds = centre().count("bound");
    centre().told("{\"cut\":true}");
    assertThat(route.send(sms("cut"))).isInstanceOf(Unknown.class);
    Awaitility.await().until(() -> centre().count("bound") == binds + 1 && route.isUp());
    assertThat(route.send(sms("again"))).isInstanceOf(Accepted.class);
  }

  @Test
  void senderValidityAndPriorityAreAsMarketAndClassAsk() {
    var route = bound(GatewayIds.HEX, ReceiptIds.Place.TEXT);
    var routine = sms("routine");
    route.send(routine);
    var first = centre().submits().getLast();
    assertThat(first.get("from").asString()).isEqualTo("Belay");
    assertThat(first.get("fromTon").asInt()).as("alphanumeric").isEqualTo(5);
    assertThat(first.get("to").asString()).isEqualTo("8613800138000");
    assertThat(first.get("validity").asString()).isEqualTo("000001000000000R");
    assertThat(first.get("registered").asInt()).isEqualTo(1);

    route.send(
        new Delivery(
            routine.ref(),
            routine.messageType(),
            MessageClass.URGENT,
            Channel.SMS,
            "+6591110000",
            "SG",
            routine.rendered(),
            routine.decidedAt(),
            routine.notAfter()));
    var urgent = centre().submits().getLast();
    assertThat(urgent.get("from").asString()).isEqualTo("6591234567");
    assertThat(urgent.get("fromTon").asInt()).as("international").isEqualTo(1);
    assertThat(urgent.get("validity").asString()).isEqualTo("000000010000000R");
    assertThat(urgent.get("priority").asInt()).isEqualTo(1);
  }

  @Test
  void aSilentSessionIsAskedWhetherItLives() {
    bound(GatewayIds.HEX, ReceiptIds.Place.TEXT);
    long asked = centre().count("enquired");
    Awaitility.await().until(() -> centre().count("enquired") > asked);
  }

  private SmsRoute bound(GatewayIds format, ReceiptIds.Place place) {
    return bound(format, place, new RoutePace(10, 1_000));
  }

  private SmsRoute bound(GatewayIds format, ReceiptIds.Place place, RoutePace pace) {
    return bound(settings(new ReceiptIds(format, place), 1), pace);
  }

  private SmsRoute bound(SmsSettings settings) {
    return bound(settings, new RoutePace(10, 1_000));
  }

  private static SmsSettings settings(ReceiptIds ids, int sessions) {
    return SmsSamples.settings("smsc", centre().port(), 10, ids, sessions);
  }

  private SmsRoute bound(SmsSettings settings, RoutePace pace) {
    return bound(settings, pace, records);
  }

  private SmsRoute bound(
      SmsSettings settings, RoutePace pace, MockProducer<String, Object> receipts) {
    var route =
        new SmsRoute(
            settings,
            pace,
            new DispatchReports(
                receipts,
                new MockProducer<>(
                    true, null, new ByteArraySerializer(), new ByteArraySerializer())),
            new NotificationMetrics(new SimpleMeterRegistry()),
            InstantSource.system());
    routes.add(route);
    route.start();
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(route::isUp);
    return route;
  }

  private static MockProducer<String, Object> producer() {
    return new MockProducer<>(true, null, new StringSerializer(), (topic, value) -> new byte[0]);
  }

  private void awaitReceipts(String key) {
    Awaitility.await().untilAsserted(() -> assertThat(keys()).containsExactly(key));
  }

  private List<String> keys() {
    return records.history().stream().map(ProducerRecord::key).toList();
  }

  private static List<String> ids(SendResult result) {
    assertThat(result).isInstanceOf(Accepted.class);
    return ((Accepted) result).gatewayMessageIds();
  }

  private static Delivery sms(String text) {
    return Samples.delivery(Channel.SMS, Samples.PHONE, text);
  }

  private static NodeSmsCentre centre() {
    if (started == null) {
      throw new IllegalStateException("Expected the centre to have been started");
    }
    return started;
  }
}
