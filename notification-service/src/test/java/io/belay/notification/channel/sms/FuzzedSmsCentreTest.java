package io.belay.notification.channel.sms;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.events.DeliveryReceipt;
import io.belay.local.fuzz.FuzzRun;
import io.belay.notification.NotificationMetrics;
import io.belay.notification.Quiet;
import io.belay.notification.Samples;
import io.belay.notification.channel.DispatchReports;
import io.belay.notification.channel.RoutePace;
import io.belay.notification.channel.sms.SmppPdus.Pdu;
import io.belay.notification.domain.Channel;
import io.belay.notification.domain.Outgoing.Delivery;
import io.belay.notification.domain.SendResult;
import io.belay.notification.domain.SendResult.Accepted;
import io.belay.notification.domain.SendResult.Refused;
import io.belay.notification.domain.SendResult.Unknown;
import io.belay.notification.domain.Senders;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Whatever an SMS centre says: it is taken or refused with a reason, the session is never stuck,
 * and each send has its result.
 */
class FuzzedSmsCentreTest {
  private static final int AT_ONCE = 40;
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

  private final Quiet library = Quiet.about("org.jsmpp");
  private final HostileCentre centre = new HostileCentre();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final MockProducer<String, Object> records =
      new MockProducer<>(true, null, new StringSerializer(), (topic, value) -> new byte[0]);
  private final SmsRoute route =
      new SmsRoute(
          settings(centre.port(), Duration.ofMillis(200)),
          new RoutePace(AT_ONCE, 50_000),
          new DispatchReports(
              records,
              new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer())),
          new NotificationMetrics(meters),
          InstantSource.system());

  @AfterEach
  void close() throws IOException {
    route.close();
    centre.close();
    library.close();
  }

  @Test
  void whatACentreSendsIsTakenOrRefusedAndTheSessionGoesOn() throws Exception {
    route.start();
    try (var run = FuzzRun.of("SMPP PDUs and receipts", 3_000, 150_000)) {
      var pdus = new SmppPdus(run);
      for (int sent = 0; sent < run.inputs(); ) {
        sent += batch(run, pdus, sent + 1);
        forgetRecords();
      }
      assertThat(run.outcomes()).containsKeys("taken", "session given up");
    }
    assertThat(meters.get("belay_receipts_unreadable_total").counter().count()).isPositive();
    stillWorks();
  }

  @Test
  void whateverABindIsAnsweredTheLinkTriesAgain() throws Exception {
    try (var run = FuzzRun.of("answers to binds", 12, 300)) {
      var pdus = new SmppPdus(run);
      var answers = new AtomicInteger();
      centre.answerBinds(
          sequence -> {
            if (answers.incrementAndGet() > run.inputs()) {
              return HostileCentre.bound(sequence);
            }
            run.became("answered");
            return pdus.answer(HostileCentre.BIND, sequence);
          });
      route.start();
      // a bind that was taken is undone, so that there is another one
      while (answers.get() <= run.inputs()) {
        centre.line().cut();
        assertThat(centre.line()).isNotNull();
      }
    }
    stillWorks();
  }

  @Test
  void whateverASubmitIsAnsweredTheSendHasItsResult() throws Exception {
    route.start();
    Awaitility.await().atMost(LONG_ENOUGH).until(route::isUp);
    try (var run = FuzzRun.of("answers to submits", 400, 20_000);
        var threads = Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      var pdus = new SmppPdus(run);
      centre.answerSubmits(
          sequence -> {
            synchronized (pdus) {
              return pdus.answer(HostileCentre.SUBMIT, sequence);
            }
          });
      var sends =
          IntStream.range(0, run.inputs())
              .mapToObj(i -> threads.submit(() -> route.send(sms())))
              .toList();
      for (Future<SendResult> send : sends) {
        run.became(
            switch (send.get()) {
              case Accepted accepted -> "accepted";
              case Refused refused -> "refused: " + refused.reason();
              case Unknown unknown -> "unknown: " + unknown.reason();
            });
      }
      assertThat(run.answered()).isEqualTo(run.inputs());
      assertThat(run.outcomes()).containsKeys("accepted", "refused: throttled");
    }
    stillWorks();
  }

  private int batch(FuzzRun run, SmppPdus pdus, int firstSequence) throws InterruptedException {
    var line = centre.line();
    var asked = new LinkedHashMap<Integer, Pdu>();
    int sent = 0;
    while (sent < AT_ONCE) {
      var pdu = pdus.next(firstSequence + sent++);
      if (!line.say(pdu.bytes())) {
        break;
      }
      switch (pdu.due()) {
        case ANSWER -> asked.put(pdu.sequence(), pdu);
        case NOTHING -> run.became("no answer due");
        case END -> {
          assertThat(line.ends()).as("the end after %s", hex(pdu)).isTrue();
          run.became("session given up");
          asked.keySet().forEach(unanswered -> run.became("answered or cut"));
          return sent;
        }
      }
    }
    var answers = line.answersTo(asked.keySet());
    assertThat(line.ended() || answers.keySet().containsAll(asked.keySet()))
        .as(() -> "an answer to " + hex(firstWithout(answers, asked)))
        .isTrue();
    answers.values().forEach(run::became);
    return sent;
  }

  private static Pdu firstWithout(Map<Integer, String> answers, Map<Integer, Pdu> asked) {
    return asked.values().stream()
        .filter(pdu -> !answers.containsKey(pdu.sequence()))
        .findFirst()
        .orElseThrow();
  }

  private static String hex(Pdu pdu) {
    return HexFormat.of().formatHex(pdu.bytes());
  }

  /** Ids are short, whoever wrote them, and not every one is kept for the whole run. */
  private void forgetRecords() {
    assertThat(records.history())
        .allSatisfy(
            record ->
                assertThat(((DeliveryReceipt) record.value()).getGatewayMessageId())
                    .hasSizeBetween(1, 65));
    records.clear();
  }

  private void stillWorks() throws InterruptedException {
    centre.answerBinds(HostileCentre::bound);
    centre.answerSubmits(HostileCentre::taken);
    Awaitility.await()
        .atMost(LONG_ENOUGH)
        .untilAsserted(() -> assertThat(route.send(sms())).isInstanceOf(Accepted.class));
    centre.line().say(SmppPdus.sound("good-one", 1));
    Awaitility.await()
        .atMost(LONG_ENOUGH)
        .untilAsserted(
            () ->
                assertThat(records.history())
                    .anySatisfy(record -> assertThat(record.key()).isEqualTo("smsc|good-one")));
  }

  private static Delivery sms() {
    return Samples.delivery(Channel.SMS, Samples.PHONE, "hello");
  }

  /** With short pauses between binds. */
  static SmsSettings settings(int port, Duration answerTimeout) {
    return new SmsSettings(
        "smsc",
        new CentreSettings(
            "127.0.0.1",
            port,
            "belay",
            "belay",
            "",
            answerTimeout,
            Duration.ofSeconds(1),
            Duration.ofMillis(4),
            Duration.ofMillis(8),
            1),
        new Senders("Belay", Map.of()),
        SmsSamples.AS_IS,
        AT_ONCE,
        50_000,
        Duration.ofMillis(1),
        6,
        Duration.ofHours(1),
        Duration.ofHours(24));
  }
}
