package io.belay.notification.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.contract.DeadLetterHeaders;
import io.belay.contract.Topics;
import io.belay.events.DeliveryOutcome;
import io.belay.events.DeliveryResult;
import io.belay.local.FreePort;
import io.belay.local.LocalBroker;
import io.belay.local.inbox.Inbox;
import io.belay.local.inbox.LocalSmsCentre;
import io.belay.local.inbox.Message;
import io.belay.local.inbox.SmsCentreBehaviour;
import io.belay.notification.NotificationMetrics;
import io.belay.notification.Samples;
import io.belay.notification.channel.sms.SmsRoute;
import io.belay.notification.channel.sms.SmsSamples;
import io.belay.notification.domain.AttemptRef;
import io.belay.notification.domain.Channel;
import io.belay.notification.domain.Lane;
import io.belay.notification.domain.MessageClass;
import io.belay.notification.domain.Outgoing.Delivery;
import io.belay.notification.domain.Rendered;
import io.belay.notification.domain.RouteCondition.Tolerance;
import io.belay.notification.wire.WaitingSince;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * A dispatcher between a real broker and a real SMS centre. Deliveries are plain text here: "text",
 * "text!" for one whose time is over, "text~" for one whose time is over a second later.
 */
@TestInstance(Lifecycle.PER_CLASS)
class DispatcherTest {
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);
  private static final String TOPIC = Topics.DELIVERIES_SMS_ROUTINE;
  private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

  private final int port = FreePort.any();
  private final Inbox inbox = new Inbox();
  private final MockProducer<String, Object> records =
      new MockProducer<>(true, null, new StringSerializer(), (topic, value) -> new byte[0]);
  private final MockProducer<byte[], byte[]> letters =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final List<AutoCloseable> started = new ArrayList<>();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private LocalBroker broker;
  private LocalSmsCentre centre;
  private String group = "";
  private int groups;

  @SuppressWarnings("NullAway.Init") // set before the first test
  DispatcherTest() {}

  @BeforeAll
  void startBroker(@TempDir Path directory) {
    broker = LocalBroker.start(directory.resolve("broker"));
    broker.createTopics(1);
  }

  @BeforeEach
  void startCentre() throws Exception {
    centre = LocalSmsCentre.start(port, inbox);
    group = "dispatch-" + groups++;
    records.clear();
    letters.clear();
    meters.clear();
    try (var admin = admin()) {
      var end = admin.listOffsets(Map.of(PARTITION, OffsetSpec.latest()));
      admin
          .alterConsumerGroupOffsets(
              group,
              Map.of(
                  PARTITION, new OffsetAndMetadata(end.partitionResult(PARTITION).get().offset())))
          .all()
          .get();
    }
  }

  @AfterEach
  void stop() throws Exception {
    for (var each : started.reversed()) {
      each.close();
    }
    started.clear();
    centre.close();
  }

  @AfterAll
  void stopBroker() {
    broker.close();
  }

  @Test
  void anAttemptIsCommittedBeforeItIsSentAndNoMoreThanMayBeUnderWay() throws Exception {
    centre.behave(SmsCentreBehaviour.healthy().answeringAfter(Duration.ofSeconds(3)));
    long before = committed();
    var dispatcher = start(1);
    write(IntStream.range(0, 20).mapToObj(i -> "backlog-" + i).toArray(String[]::new));
    dispatcher.start();

    awaitTexts("backlog-0");
    assertThat(committed())
        .as("the answer to the first is still owed; one more may wait for its turn")
        .isEqualTo(before + 2);
  }

  @Test
  void itIsMeasuredHowLongAMessageWaitedForItsFirstGatewayAndNoRepeat() {
    start(10).start();
    var waiting = new RecordHeaders();
    WaitingSince.write(waiting, Instant.now().minusSeconds(3));
    write("repeat");
    write(List.of(new ProducerRecord<>(TOPIC, null, Samples.CUSTOMER, "first", waiting)));

    awaitOutcomes(DeliveryResult.ACCEPTED, 2);
    var timer = meters.get("belay_event_to_gateway").tag("lane", "routine").timer();
    assertThat(timer.count()).isOne();
    assertThat(timer.totalTime(TimeUnit.SECONDS)).isBetween(3.0, 30.0);
  }

  @Test
  void whoTakesOverSendsNothingASecondTime() {
    centre.behave(SmsCentreBehaviour.healthy().answeringAfter(Duration.ofSeconds(3)));
    var gone = start(1);
    write("sent-once");
    gone.start();
    awaitTexts("sent-once");
    centre.behave(SmsCentreBehaviour.healthy());
    gone.close();

    start(1).start();
    write("next");
    awaitTexts("next");
    assertThat(texts()).filteredOn("sent-once"::equals).hasSize(1);
  }

  @Test
  void whatComesTooLateIsNotSent() {
    start(10).start();
    write("too-late!", "in-time");

    awaitTexts("in-time");
    awaitOutcome(DeliveryResult.EXPIRED, "send-too-late");
    assertThat(texts()).doesNotContain("too-late!");
  }

  @Test
  void whatIsPastItsTimeIsGivenBackAlsoWhileTheGatewayIsAway() throws Exception {
    long before = committedBeforeTheGatewayWent();
    write("away-1~", "away-2!", "away-3");

    awaitOutcomes(DeliveryResult.EXPIRED, 2);
    assertThat(committed()).as("what may still be sent stays").isEqualTo(before + 2);
    centre = LocalSmsCentre.start(port, inbox);
    awaitTexts("away-3");
    assertThat(texts()).filteredOn(text -> text.startsWith("away")).hasSize(1);
  }

  @Test
  void thousandsPastTheirTimeTakeNoTurnFromWhatComesAfterThem() {
    start(way(port, 2, "smsc", 1, 1)).start();
    write(IntStream.range(0, 5_000).mapToObj(i -> "late-" + i + "!").toArray(String[]::new));
    write("after-thousands");

    awaitTexts("after-thousands");
    awaitOutcomes(DeliveryResult.EXPIRED, 5_000);
    assertThat(texts()).noneMatch(text -> text.startsWith("late-"));
  }

  @Test
  void whatRunsOutOfTimeBeforeItsTurnIsGivenBackBeforeItsTurn() {
    centre.behave(SmsCentreBehaviour.healthy().answeringAfter(Duration.ofSeconds(4)));
    start(2).start();
    write("slow-1", "slow-2", "slow-3", "late~");

    awaitOutcomes(DeliveryResult.EXPIRED, 1);
    assertThat(outcomes())
        .first()
        .extracting(DeliveryOutcome::getReason)
        .isEqualTo("send-too-late");
    awaitTexts("slow-3");
    assertThat(texts()).doesNotContain("late~");
  }

  @Test
  void whatCannotBeReadIsADeadLetterAndTheNextIsSent() {
    start(10).start();
    write("unreadable?", "readable");

    awaitTexts("readable");
    assertThat(letters.history())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.topic()).isEqualTo(Topics.deadLettersOf(TOPIC));
              assertThat(letter.value()).isEqualTo("unreadable?".getBytes(UTF_8));
              assertThat(letter.headers().lastHeader(DeadLetterHeaders.REASON).value())
                  .isEqualTo("unreadable".getBytes(UTF_8));
            });
  }

  @Test
  void whileTheGatewayIsAwayDeliveriesStayInTheirTopicAndAreSentOnceAfterwards() throws Exception {
    long before = committedBeforeTheGatewayWent();
    write("meanwhile-1", "meanwhile-2");
    centre = LocalSmsCentre.start(port, inbox);

    awaitTexts("meanwhile-1", "meanwhile-2");
    assertThat(texts()).filteredOn(text -> text.startsWith("meanwhile")).hasSize(2);
    Awaitility.await().untilAsserted(() -> assertThat(committed()).isEqualTo(before + 2));
  }

  @Test
  void whatOneRouteRefusesGoesOnTheOtherWithinTheAttempt() {
    centre.behave(SmsCentreBehaviour.healthy().refusingWith(0x08));
    try (var other = LocalSmsCentre.start()) {
      start(way(port, 10, "smsc", 1_000_000), way(other.port(), 10, "other", 1)).start();
      write("refused-by-one");

      Awaitility.await()
          .atMost(LONG_ENOUGH)
          .untilAsserted(
              () ->
                  assertThat(other.inbox().messages())
                      .extracting(Message::text)
                      .containsExactly("refused-by-one"));
      awaitOutcome(DeliveryResult.ACCEPTED, null);
      assertThat(outcomes()).noneMatch(each -> each.getResult() == DeliveryResult.REFUSED);
      assertThat(outcomes()).last().extracting(DeliveryOutcome::getRoute).isEqualTo("other");
    }
  }

  @Test
  void whatARouteTookWithoutAnAnswerIsNotSentOnTheOther() {
    centre.behave(SmsCentreBehaviour.healthy().answeringAfter(Duration.ofSeconds(30)));
    try (var other = LocalSmsCentre.start()) {
      start(way(port, 10, "smsc", 1_000_000), way(other.port(), 10, "other", 1)).start();
      write("perhaps-sent");
      awaitTexts("perhaps-sent");
      centre.cutConnections();

      Awaitility.await()
          .atMost(LONG_ENOUGH)
          .untilAsserted(
              () ->
                  assertThat(outcomes())
                      .extracting(DeliveryOutcome::getResult)
                      .containsExactly(DeliveryResult.UNKNOWN));
      assertThat(other.inbox().messages()).isEmpty();
    }
  }

  @Test
  void aThrottledRouteIsWaitedForWhereThereIsNoOther() {
    centre.behave(SmsCentreBehaviour.healthy().atMostPerSecond(2));
    start(10).start();
    var texts = IntStream.range(0, 6).mapToObj(i -> "throttled-" + i).toArray(String[]::new);
    write(texts);

    awaitTexts(texts);
    assertThat(texts()).filteredOn(text -> text.startsWith("throttled")).hasSize(6);
    assertThat(outcomes()).noneMatch(each -> each.getResult() == DeliveryResult.REFUSED);
  }

  @Test
  void whatIsCommittedAndNotSentWhenTheServiceClosesIsSaidToBeSo() throws Exception {
    centre.behave(SmsCentreBehaviour.healthy().answeringAfter(Duration.ofSeconds(2)));
    long before = committed();
    var dispatcher = start(2);
    write("closing-1", "closing-2", "closing-3", "closing-4", "closing-5");
    dispatcher.start();
    awaitTexts("closing-1", "closing-2");
    Awaitility.await().untilAsserted(() -> assertThat(committed()).isEqualTo(before + 4));

    dispatcher.close();
    // as where it was drained before
    dispatcher.close();
    assertThat(outcomes())
        .extracting(each -> each.getResult() + " " + each.getReason())
        .containsExactlyInAnyOrder(
            "ACCEPTED null", "ACCEPTED null", "REFUSED route-down", "REFUSED route-down");
    assertThat(texts()).doesNotContain("closing-3", "closing-4", "closing-5");

    centre.behave(SmsCentreBehaviour.healthy());
    start(1).start();
    awaitTexts("closing-5");
    assertThat(texts()).doesNotContain("closing-3", "closing-4");
  }

  private SmsRoute lastRoute() {
    return started.stream()
        .filter(SmsRoute.class::isInstance)
        .map(SmsRoute.class::cast)
        .reduce((first, last) -> last)
        .orElseThrow();
  }

  private Dispatcher start(int window) {
    return start(way(port, window, "smsc", 1));
  }

  private Dispatcher start(ChannelRoutes.Way... ways) {
    var metrics = new NotificationMetrics(meters);
    var room =
        new DispatchRoom(
            this::consumer,
            () -> (topic, bytes) -> delivery(new String(bytes, UTF_8)),
            new DispatchReports(records, letters),
            metrics,
            InstantSource.system());
    var routes =
        new ChannelRoutes(
            Channel.SMS,
            List.of(ways),
            new Tolerance(Duration.ofSeconds(2), Duration.ofSeconds(30)),
            InstantSource.system());
    var dispatcher = new Dispatcher(TOPIC, Lane.ROUTINE, routes, room);
    started.add(dispatcher);
    return dispatcher;
  }

  private ChannelRoutes.Way way(int centrePort, int window, String name, int weight) {
    return way(centrePort, window, name, weight, 1_000);
  }

  private ChannelRoutes.Way way(
      int centrePort, int window, String name, int weight, int ratePerSecond) {
    var pace = new RoutePace(window, ratePerSecond);
    var route =
        new SmsRoute(
            SmsSamples.settings(name, centrePort, window, SmsSamples.AS_IS),
            pace,
            new DispatchReports(records, letters),
            new NotificationMetrics(new SimpleMeterRegistry()),
            InstantSource.system());
    route.start();
    started.add(route);
    Awaitility.await().atMost(LONG_ENOUGH).until(route::isUp);
    return new ChannelRoutes.Way(route, pace, weight);
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            "group.id",
            group,
            "enable.auto.commit",
            false,
            "auto.offset.reset",
            "earliest"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private static Delivery delivery(String text) {
    if (text.endsWith("?")) {
      throw new IllegalArgumentException("Expected a delivery");
    }
    int seconds = text.endsWith("!") ? -1 : text.endsWith("~") ? 1 : 60;
    return new Delivery(
        new AttemptRef(Samples.CUSTOMER, Samples.CASE, Samples.CASE + "/" + text, 1),
        "progress",
        MessageClass.ROUTINE,
        Channel.SMS,
        Samples.PHONE,
        "CN",
        new Rendered("en", "Your case", text, "<p>" + text + "</p>", "t1", "K7QM-3XPA"),
        Samples.NOON,
        Instant.now().plusSeconds(seconds));
  }

  private void write(String... texts) {
    write(
        Stream.of(texts).map(text -> new ProducerRecord<>(TOPIC, Samples.CUSTOMER, text)).toList());
  }

  private void write(List<ProducerRecord<String, String>> deliveries) {
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      for (var delivery : deliveries) {
        var unused = producer.send(delivery);
      }
    }
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  /** What was committed when the gateway of a dispatcher that had sent something went away. */
  private long committedBeforeTheGatewayWent() throws Exception {
    start(10).start();
    write("before");
    awaitTexts("before");
    long before = committed();
    centre.close();
    Awaitility.await().atMost(LONG_ENOUGH).until(() -> !lastRoute().isUp());
    return before;
  }

  private long committed() throws ExecutionException, InterruptedException {
    try (var admin = admin()) {
      var offsets = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      return Objects.requireNonNull(offsets.get(PARTITION)).offset();
    }
  }

  private List<String> texts() {
    return inbox.messages().stream().map(Message::text).toList();
  }

  private void awaitTexts(String... texts) {
    Awaitility.await().atMost(LONG_ENOUGH).untilAsserted(() -> assertThat(texts()).contains(texts));
  }

  private void awaitOutcome(DeliveryResult result, @Nullable String reason) {
    Awaitility.await()
        .atMost(LONG_ENOUGH)
        .untilAsserted(
            () ->
                assertThat(outcomes())
                    .anySatisfy(
                        outcome -> {
                          assertThat(outcome.getResult()).isEqualTo(result);
                          assertThat(outcome.getReason()).isEqualTo(reason);
                        }));
  }

  private void awaitOutcomes(DeliveryResult result, int count) {
    Awaitility.await()
        .atMost(LONG_ENOUGH)
        .until(
            () -> outcomes().stream().filter(each -> each.getResult() == result).count() == count);
  }

  private List<DeliveryOutcome> outcomes() {
    return records.history().stream()
        .map(ProducerRecord::value)
        .filter(DeliveryOutcome.class::isInstance)
        .map(DeliveryOutcome.class::cast)
        .toList();
  }
}
