package io.belay.notification.channel.sms;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.notification.NotificationMetrics;
import io.belay.notification.Samples;
import io.belay.notification.channel.DispatchReports;
import io.belay.notification.channel.RoutePace;
import io.belay.notification.domain.Channel;
import io.belay.notification.domain.Outgoing.Delivery;
import io.belay.notification.domain.SendResult;
import io.belay.notification.domain.SendResult.Accepted;
import io.belay.notification.domain.SendResult.Unknown;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A centre that says what no centre should: each of these was once the end of a session. */
class SmppLinkTest {
  private static final int DELIVER = 0x05;
  private static final byte[] NOTHING = new byte[0];

  private final HostileCentre centre = new HostileCentre();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private SmsRoute route = route(Duration.ofSeconds(10));

  @AfterEach
  void close() throws IOException {
    route.close();
    centre.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MAX_VALUE, 0x1000_0000, 70_001, 15, 0, -1})
  void aLengthThatCannotBeEndsTheSessionAndThereIsANewOne(int length) throws Exception {
    var line = bound();
    line.say(HostileCentre.pdu(length, DELIVER, 0, 1, new byte[0]));
    assertThat(line.ends()).isTrue();
    assertThat(centre.line()).isNotSameAs(line);
    assertThat(unreadable()).isEqualTo(1);
    works();
  }

  @Test
  void aReceiptThatEndsTooEarlyIsAnsweredAndTheSessionGoesOn() throws Exception {
    var line = bound();
    line.say(HostileCentre.pdu(DELIVER, 0, 7, new byte[] {0, 1, 1, '4', '9'}));
    assertThat(line.answersTo(Set.of(7))).containsEntry(7, "generic_nack 0x03");
    assertThat(unreadable()).isEqualTo(1);
    works();
    assertThat(centre.line()).isSameAs(line);
  }

  @Test
  void aCentreThatEndsTheConnectionRightAfterTheBindIsBoundAgain() {
    // now and then the answer is lost with the connection, and waited for
    route = route(Duration.ofMillis(200));
    var binds = new AtomicInteger();
    centre.answerBinds(
        sequence ->
            binds.incrementAndGet() > 6
                ? HostileCentre.bound(sequence)
                : joined(HostileCentre.bound(sequence), HostileCentre.pdu(-1, 0, 0, 0, NOTHING)));
    route.start();
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> binds.get() > 6);
    works();
  }

  @Test
  void aCentreThatUnbindsAndLeavesTheConnectionOpenIsLeft() throws Exception {
    var line = bound();
    line.say(HostileCentre.pdu(HostileCentre.UNBIND, 0, 1, NOTHING));
    assertThat(line.ends()).isTrue();
    works();
  }

  @Test
  void anAnswerWithoutAnIdIsUnknown() {
    centre.answerSubmits(
        sequence ->
            HostileCentre.pdu(HostileCentre.RESPONSE | HostileCentre.SUBMIT, 0, sequence, NOTHING));
    route.start();
    Awaitility.await().until(route::isUp);
    assertThat(route.send(sms())).isEqualTo(new Unknown("no-id"));
  }

  @Test
  void anAnswerToSomethingElseIsUnknown() {
    centre.answerSubmits(
        sequence ->
            HostileCentre.pdu(
                HostileCentre.RESPONSE | HostileCentre.ENQUIRE, 0, sequence, NOTHING));
    route.start();
    Awaitility.await().until(route::isUp);
    assertThat(route.send(sms())).isEqualTo(new Unknown("no-answer"));
  }

  /** Bound for both sides: a connection that ends before is noticed by the time limit only. */
  private HostileCentre.Line bound() throws InterruptedException {
    route.start();
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(route::isUp);
    return centre.line();
  }

  private SmsRoute route(Duration answerTimeout) {
    return new SmsRoute(
        FuzzedSmsCentreTest.settings(centre.port(), answerTimeout),
        new RoutePace(10, 1_000),
        new DispatchReports(
            new MockProducer<>(true, null, new StringSerializer(), (topic, v) -> new byte[0]),
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer())),
        new NotificationMetrics(meters),
        InstantSource.system());
  }

  private double unreadable() {
    return meters.get("belay_receipts_unreadable_total").counter().count();
  }

  private void works() {
    centre.answerSubmits(HostileCentre::taken);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(send()).isInstanceOf(Accepted.class));
  }

  private SendResult send() {
    return route.send(sms());
  }

  private static Delivery sms() {
    return Samples.delivery(Channel.SMS, Samples.PHONE, "hello");
  }

  private static byte[] joined(byte[] one, byte[] other) {
    var both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }
}
