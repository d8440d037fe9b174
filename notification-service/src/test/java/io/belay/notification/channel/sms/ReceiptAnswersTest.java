package io.belay.notification.channel.sms;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.notification.NotificationMetrics;
import io.belay.notification.Samples;
import io.belay.notification.channel.DispatchReports;
import io.belay.notification.domain.Channel;
import io.belay.notification.domain.SmsText;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.DeliverSm;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a centre is answered for what it reports, by a broker that answers when it is told to. */
class ReceiptAnswersTest {
  private static final String COME_AGAIN = "refused 0x64";
  private static final int DATA = 0x103;
  private static final int STATUS_AT = 8;
  private static final Duration NOT_WITHIN_A_TEST = Duration.ofMinutes(5);

  private final HostileCentre centre = new HostileCentre();
  private final MockProducer<String, Object> records =
      new MockProducer<>(false, null, new StringSerializer(), (topic, value) -> new byte[0]);
  private final DispatchReports reports =
      new DispatchReports(
          records,
          new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()));
  private final NotificationMetrics metrics = new NotificationMetrics(new SimpleMeterRegistry());
  private final SmsSettings settings =
      FuzzedSmsCentreTest.settings(centre.port(), Duration.ofSeconds(10));
  private SmppLink link = link(NOT_WITHIN_A_TEST);

  @AfterEach
  void close() throws IOException {
    link.close();
    centre.close();
  }

  @Test
  void aReceiptIsAnsweredOnceTheBrokerHasIt() throws Exception {
    requireAnsweredOnceTheBrokerHasIt(SmppPdus.sound("m-1", 7), 7);
  }

  @Test
  void aReceiptByDataSmIsAnsweredOnceTheBrokerHasItToo() throws Exception {
    requireAnsweredOnceTheBrokerHasIt(HostileCentre.pdu(DATA, 0, 7, dataSmReceipt()), 7);
  }

  @Test
  void whatTheBrokerDoesNotTakeIsToComeAgainAndTheNextOnesDoNotWaitForIt() throws Exception {
    var line = bound();
    line.say(SmppPdus.sound("m-1", 7));
    awaitRecords(1);
    records.errorNext(new TimeoutException("Expected the broker to be there"));
    assertThat(line.answersTo(Set.of(7))).containsEntry(7, COME_AGAIN);

    line.say(SmppPdus.sound("m-2", 8));
    assertThat(line.answersTo(Set.of(8))).containsEntry(8, COME_AGAIN);
    assertThat(records.history()).hasSize(1);
  }

  @Test
  void aBrokerThatSaysNothingIsNotWaitedForAndWhatItTakesLateIsNotAnsweredTwice() throws Exception {
    link = link(Duration.ofSeconds(1));
    var line = bound();
    line.say(SmppPdus.sound("m-1", 7));
    assertThat(line.answersTo(Set.of(7))).containsEntry(7, COME_AGAIN);

    records.completeNext();
    requireAlive(line, 8);
    assertThat(line.answersTo(Set.of(7))).containsEntry(7, COME_AGAIN);
  }

  @Test
  void manyReceiptsWaitAtOnceAndSendsGoOnMeanwhile() throws Exception {
    var line = bound();
    var sequences = IntStream.rangeClosed(1, 500).boxed().collect(Collectors.toSet());
    for (int sequence : sequences) {
      line.say(SmppPdus.sound("m-" + sequence, sequence));
    }
    awaitRecords(500);
    assertThat(submit()).isNotNull();

    while (records.completeNext()) {
      // each is there now
    }
    assertThat(line.answersTo(sequences)).hasSize(500).values().containsOnly("taken");
  }

  @Test
  void whatIsBeyondTheBoundIsToComeAgainAtOnce() throws Exception {
    var out = new ByteArrayOutputStream();
    try (var answers = new ReceiptAnswers(receipts(NOT_WITHIN_A_TEST), 3)) {
      // one at most is waited for, three wait behind it
      for (int sequence = 1; sequence <= 5; sequence++) {
        answers.onAcceptDeliverSm(receipt());
        answers.sendDeliverSmResp(out, SMPPConstant.STAT_ESME_ROK, sequence, "");
      }
      assertThat(ByteBuffer.wrap(out.toByteArray()).getInt(STATUS_AT))
          .isEqualTo(SMPPConstant.STAT_ESME_RX_T_APPN);
    }
  }

  private void requireAnsweredOnceTheBrokerHasIt(byte[] receipt, int sequence) throws Exception {
    var line = bound();
    line.say(receipt);
    awaitRecords(1);
    requireAlive(line, sequence + 1);
    assertThat(line.answered()).doesNotContain(sequence);

    records.completeNext();
    assertThat(line.answersTo(Set.of(sequence))).containsEntry(sequence, "taken");
  }

  private HostileCentre.Line bound() throws InterruptedException {
    link.start();
    await().atMost(Duration.ofSeconds(30)).until(() -> link.bound() != null);
    return centre.line();
  }

  private SmppLink link(Duration writtenWithin) {
    return new SmppLink(settings.route(), settings.centre(), receipts(writtenWithin), metrics);
  }

  private SmsReceipts receipts(Duration writtenWithin) {
    return new SmsReceipts(settings, reports, metrics, InstantSource.system(), writtenWithin);
  }

  private @Nullable String submit() throws Exception {
    var delivery = Samples.delivery(Channel.SMS, Samples.PHONE, "hello");
    return new Submission(settings, delivery, SmsText.of("hello"), 1)
        .submit(Objects.requireNonNull(link.bound()).session(), 1);
  }

  private void awaitRecords(int number) {
    await().until(() -> records.history().size() == number);
  }

  /** What was said before this is heard once it is answered, with a moment for slower threads. */
  private static void requireAlive(HostileCentre.Line line, int sequence) throws Exception {
    line.say(HostileCentre.pdu(0x7FFF_FFFF, 0, sequence, new byte[0]));
    assertThat(line.answersTo(Set.of(sequence))).isNotEmpty();
    Thread.sleep(100);
  }

  private static DeliverSm receipt() {
    var receipt = new DeliverSm();
    receipt.setEsmClass((byte) 0x04);
    receipt.setShortMessage("id:1 stat:DELIVRD".getBytes(US_ASCII));
    return receipt;
  }

  private static byte[] dataSmReceipt() {
    var out = new ByteArrayOutputStream();
    // addresses, esm_class of a receipt, receipted_message_id, message_state
    out.writeBytes(new byte[] {0, 1, 1, '4', '9', 0, 1, 1, '4', '8', 0, 4, 0, 0});
    out.writeBytes(new byte[] {0, 0x1E, 0, 4, 'm', '-', '1', 0});
    out.writeBytes(new byte[] {4, 0x27, 0, 1, 2});
    return out.toByteArray();
  }
}
