package io.belay.notification.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.contract.ContactKeys;
import io.belay.contract.DeadLetterHeaders;
import io.belay.contract.Topics;
import io.belay.contract.UrgentFollowUps;
import io.belay.events.CaseEvent;
import io.belay.events.CaseForgotten;
import io.belay.events.CaseProgress;
import io.belay.events.ClockKind;
import io.belay.events.ClockMet;
import io.belay.events.ClockStarted;
import io.belay.events.CustomerContact;
import io.belay.events.CustomerInformed;
import io.belay.events.Delivery;
import io.belay.events.DeliveryOutcome;
import io.belay.events.DeliveryReceipt;
import io.belay.events.DeliveryResult;
import io.belay.events.FollowUpDue;
import io.belay.events.MessageClass;
import io.belay.events.Receipt;
import io.belay.notification.NotificationMetrics;
import io.belay.notification.Samples;
import io.belay.notification.domain.IssuedCode;
import io.belay.notification.domain.Outbox;
import io.belay.notification.domain.ReceiptPatience;
import io.belay.notification.domain.track.TrackedCase;
import io.belay.notification.rendering.CheckCodes;
import io.belay.notification.wire.WaitingSince;
import io.belay.notification.wire.WireSerdes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotificationTopologyTest {
  private static final String TRACE = "traceparent";
  private static final String STORY = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private final Serializer<Object> out = new AvroBytes.Out();
  private final Deserializer<Object> in = new AvroBytes.In();
  private final CaseChanges changes = new CaseChanges();
  private final TopologyTestDriver driver;
  private final TestInputTopic<String, Object> progress;
  private final TestInputTopic<String, Object> urgent;
  private final TestInputTopic<String, Object> contacts;
  private final TestInputTopic<String, Object> receipts;
  private final TestOutputTopic<String, Object> deliveries;
  private final TestOutputTopic<String, Object> outcomes;
  private final TestOutputTopic<String, Object> events;

  @SuppressWarnings("NullAway") // a tombstone is a null value
  NotificationTopologyTest(@TempDir Path directory) {
    var metrics = new NotificationMetrics(new SimpleMeterRegistry());
    var topology =
        NotificationTopology.of(
            new WireSerdes(out, in),
            new OutboxRoom(Samples.policy(Samples.texts()), Samples.texts(), metrics),
            new ReceiptRoom(new ReceiptPatience(Duration.ofDays(2), Duration.ofDays(6)), metrics),
            new TrackRoom(changes));
    var settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "notification");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
    settings.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
    settings.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, UnreadableRecords.class);
    driver = new TopologyTestDriver(topology, settings, Samples.NOON);
    progress = driver.createInputTopic(Topics.CASE_PROGRESS, new StringSerializer(), out);
    urgent = driver.createInputTopic(Topics.FOLLOW_UPS_URGENT, new StringSerializer(), out);
    contacts = driver.createInputTopic(Topics.CUSTOMER_CONTACTS, new StringSerializer(), out);
    receipts = driver.createInputTopic(Topics.DELIVERY_RECEIPTS, new StringSerializer(), out);
    deliveries =
        driver.createOutputTopic(Topics.DELIVERIES_SMS_ROUTINE, new StringDeserializer(), in);
    outcomes = driver.createOutputTopic(Topics.DELIVERY_OUTCOMES, new StringDeserializer(), in);
    events = driver.createOutputTopic(Topics.CASE_EVENTS, new StringDeserializer(), in);
  }

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void aMessageWaitsForItsContactAndIsProvedByAReceiptThatCameBeforeTheAck() {
    progress.pipeInput(Samples.CASE, AvroBytes.followUp());
    assertThat(deliveries.isEmpty()).isTrue();
    var headers = new RecordHeaders();
    headers.add(TRACE, STORY.getBytes(StandardCharsets.UTF_8));
    contacts.pipeInput(new TestRecord<>(Samples.CUSTOMER, AvroBytes.contact(), headers));
    var delivery = deliveries.readRecord();
    assertThat(delivery.key()).isEqualTo(Samples.CUSTOMER);
    assertThat(delivery.headers().lastHeader(TRACE)).isNotNull();

    receipts.pipeInput("smsc|1", AvroBytes.receipt());
    assertThat(events.isEmpty()).isTrue();
    receipts.pipeInput("smsc|1", AvroBytes.taken());
    assertThat(events.readRecord().key()).isEqualTo(Samples.CASE);
    assertThat(outcomes.readRecord().value().toString()).contains("DELIVERED");
  }

  @Test
  void aMessageWaitsForItsGatewaySinceItWasDecidedAndNotSinceALateReportedEventOccurred() {
    var urgentDeliveries =
        driver.createOutputTopic(Topics.DELIVERIES_SMS_URGENT, new StringDeserializer(), in);
    var decided = Samples.NOON.minusSeconds(3);
    contacts.pipeInput(Samples.CUSTOMER, AvroBytes.contact());
    progress.pipeInput(Samples.CASE, occurred(AvroBytes.followUp()), decided);
    urgent.pipeInput(
        Samples.CUSTOMER, occurred(step(8, due("promotion", MessageClass.URGENT))), decided);

    assertThat(WaitingSince.read(deliveries.readRecord().headers())).contains(decided);
    assertThat(WaitingSince.read(urgentDeliveries.readRecord().headers())).contains(decided);
  }

  @Test
  void aBounceFiveDaysLaterStillMeetsItsMail() {
    progress.pipeInput(Samples.CASE, AvroBytes.followUp());
    contacts.pipeInput(Samples.CUSTOMER, AvroBytes.mailContact());
    receipts.pipeInput("smtp|a", AvroBytes.mailTaken());
    driver.advanceWallClockTime(Duration.ofDays(3));
    driver.advanceWallClockTime(Duration.ofDays(2));
    outcomes.readRecordsToList();

    receipts.pipeInput("smtp|a", AvroBytes.bounce());
    assertThat(outcomes.readRecord().value().toString()).contains("receipt-expired");
  }

  @Test
  void anUrgentFollowUpComesByItsOwnTopicAndIsPassedOverInTheProgress() {
    var urgentDeliveries =
        driver.createOutputTopic(Topics.DELIVERIES_SMS_URGENT, new StringDeserializer(), in);
    contacts.pipeInput(Samples.CUSTOMER, AvroBytes.contact());
    var marked = new RecordHeaders().add(UrgentFollowUps.HEADER, new byte[0]);
    progress.pipeInput(new TestRecord<>(Samples.CASE, AvroBytes.urgentFollowUp(), marked));
    assertThat(urgentDeliveries.isEmpty()).as("waits for its own topic").isTrue();

    urgent.pipeInput(new TestRecord<>(Samples.CUSTOMER, AvroBytes.urgentFollowUp(), marked));
    assertThat(urgentDeliveries.readRecord().key()).isEqualTo(Samples.CUSTOMER);
    urgent.pipeInput(new TestRecord<>(Samples.CUSTOMER, AvroBytes.urgentFollowUp(), marked));
    assertThat(urgentDeliveries.isEmpty()).as("once").isTrue();
  }

  @Test
  void aReplayedFollowUpIsSaidThoughLaterOnesWereAndOnlyOnce() {
    contacts.pipeInput(Samples.CUSTOMER, AvroBytes.contact());
    var late = step(12, due("progress", MessageClass.ROUTINE));
    var last = step(13, due("promotion", MessageClass.ROUTINE));
    progress.pipeInput(Samples.CASE, last);
    deliveries.readRecord();
    progress.pipeInput(Samples.CASE, late);
    assertThat(deliveries.isEmpty()).as("late, and not replayed").isTrue();

    progress.pipeInput(new TestRecord<>(Samples.CASE, late, replayed()));
    assertThat(deliveries.readRecord().value().toString()).contains(Samples.CASE + "/12");
    progress.pipeInput(new TestRecord<>(Samples.CASE, late, replayed()));
    progress.pipeInput(Samples.CASE, late);
    progress.pipeInput(Samples.CASE, last);
    assertThat(deliveries.isEmpty()).as("each once").isTrue();
  }

  @Test
  void aReplayedUrgentFollowUpIsSaidThoughLaterOnesWereAndOnlyOnce() {
    var urgentDeliveries =
        driver.createOutputTopic(Topics.DELIVERIES_SMS_URGENT, new StringDeserializer(), in);
    contacts.pipeInput(Samples.CUSTOMER, AvroBytes.contact());
    var late = step(12, due("progress", MessageClass.URGENT));
    urgent.pipeInput(Samples.CUSTOMER, step(13, due("promotion", MessageClass.URGENT)));
    urgentDeliveries.readRecord();

    urgent.pipeInput(new TestRecord<>(Samples.CUSTOMER, late, replayed()));
    assertThat(urgentDeliveries.readRecord().value().toString()).contains(Samples.CASE + "/12");
    urgent.pipeInput(new TestRecord<>(Samples.CUSTOMER, late, replayed()));
    assertThat(urgentDeliveries.isEmpty()).as("once").isTrue();
  }

  @Test
  @SuppressWarnings("NullAway") // a tombstone is a null value
  void aReplayedStartOfAStatutoryClockKeepsTheContactForItsNotice() {
    contacts.pipeInput(Samples.CUSTOMER, AvroBytes.contact());
    progress.pipeInput(Samples.CASE, step(2, due("progress", MessageClass.ROUTINE)));
    progress.pipeInput(new TestRecord<>(Samples.CASE, step(1, statutoryClock()), replayed()));
    contacts.pipeInput(new TestRecord<>(Samples.CUSTOMER, (Object) null, Samples.NOON));

    KeyValueStore<String, Outbox> outboxes = driver.getKeyValueStore(NotificationTopology.OUTBOX);
    assertThat(outboxes.get(Samples.CUSTOMER).contacts().isRestricted()).isTrue();
  }

  private static RecordHeaders replayed() {
    var headers = new RecordHeaders();
    headers.add(DeadLetterHeaders.REPLAYED, "true".getBytes(StandardCharsets.UTF_8));
    return headers;
  }

  @Test
  void whatGoesAheadIsKeptUnderItsOwnTime() {
    var kept =
        driver.createOutputTopic(
            "notification-outbox-changelog", new StringDeserializer(), new ByteArrayDeserializer());
    contacts.pipeInput(new TestRecord<>(Samples.CUSTOMER, AvroBytes.contact(), Samples.NOON));
    urgent.pipeInput(
        new TestRecord<>(
            Samples.CUSTOMER, AvroBytes.urgentFollowUp(), Samples.NOON.plusSeconds(1)));

    assertThat(kept.readRecordsToList())
        .extracting(TestRecord::getRecordTime)
        .containsExactly(Samples.NOON, Samples.NOON.plusSeconds(1));
  }

  @Test
  void anErasureHasTheTimeOfItsRecord() {
    contacts.pipeInput(Samples.CUSTOMER, AvroBytes.contact());
    contacts.pipeInput(new TestRecord<>(Samples.CUSTOMER, (Object) null, Samples.NOON));

    KeyValueStore<String, Outbox> outboxes = driver.getKeyValueStore(NotificationTopology.OUTBOX);
    assertThat(outboxes.get(Samples.CUSTOMER).contacts().erasedAt()).isEqualTo(Samples.NOON);
  }

  @Test
  void anUrgentFollowUpOfAReleaseThatHadOneTopicIsHeardInTheProgressAndOnlyOnce() {
    var urgentDeliveries =
        driver.createOutputTopic(Topics.DELIVERIES_SMS_URGENT, new StringDeserializer(), in);
    contacts.pipeInput(Samples.CUSTOMER, AvroBytes.contact());
    progress.pipeInput(Samples.CASE, AvroBytes.urgentFollowUp());
    assertThat(urgentDeliveries.readRecord().key()).isEqualTo(Samples.CUSTOMER);
    urgent.pipeInput(Samples.CUSTOMER, AvroBytes.urgentFollowUp());
    assertThat(urgentDeliveries.isEmpty()).isTrue();
  }

  @Test
  void whatACustomerSeesFollowsTheProgressAndIsForgottenWhenTheCaseIs() {
    var looks = new AtomicInteger();
    var listening = changes.listen(Samples.CASE, looks::incrementAndGet);
    progress.pipeInput(Samples.CASE, AvroBytes.accepted());
    progress.pipeInput(Samples.CASE, AvroBytes.followUp());
    progress.pipeInput(Samples.CASE, AvroBytes.followUp());
    listening.close();
    KeyValueStore<String, TrackedCase> tracked = driver.getKeyValueStore(TrackTopology.TRACKED);
    assertThat(tracked.get(Samples.CASE).sequence()).isEqualTo(7);
    assertThat(looks).hasValue(2);

    progress.pipeInput(Samples.CASE, AvroBytes.settled(Samples.NOON.plusSeconds(3600)));
    driver.advanceWallClockTime(Duration.ofMinutes(59));
    assertThat(tracked.get(Samples.CASE)).isNotNull();
    driver.advanceWallClockTime(Duration.ofMinutes(2));
    assertThat(tracked.get(Samples.CASE)).isNull();
    assertThat(looks).hasValue(2);
  }

  @Test
  void theCustomersTimeToAnswerIsToldApartFromWhatTheBankOwes() {
    progress.pipeInput(Samples.CASE, AvroBytes.accepted());
    var closes =
        ClockStarted.newBuilder(statutoryClock())
            .setClock("auto-close-waiting-on-customer")
            .setKind(ClockKind.INTERNAL)
            .build();
    progress.pipeInput(Samples.CASE, step(2, closes));
    KeyValueStore<String, TrackedCase> tracked = driver.getKeyValueStore(TrackTopology.TRACKED);
    var seen = tracked.get(Samples.CASE);
    assertThat(seen.closesAt(Samples.NOON)).contains(closes.getDueAt());
    assertThat(seen.nextBy(Samples.NOON)).isEmpty();
  }

  @Test
  @SuppressWarnings("NullAway") // a tombstone is a null value
  void whatHasNoValueNoKeyOrATimeInNoCalendarIsPutAside() {
    progress.pipeInput(new TestRecord<>(Samples.CASE, (Object) null, Samples.NOON));
    progress.pipeInput(new TestRecord<>(null, AvroBytes.followUp(), Samples.NOON));
    progress.pipeInput(Samples.CASE, AvroBytes.settled(Instant.ofEpochMilli(Long.MAX_VALUE)));
    receipts.pipeInput(new TestRecord<>("smsc|1", (Object) null, Samples.NOON));
    var letters =
        driver.createOutputTopic(
            Topics.deadLettersOf(Topics.CASE_PROGRESS),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    assertThat(letters.readRecordsToList()).hasSize(3);
    contacts.pipeInput(Samples.CUSTOMER, AvroBytes.contact());
    progress.pipeInput(Samples.CASE, AvroBytes.followUp());
    assertThat(deliveries.readRecord().key()).isEqualTo(Samples.CUSTOMER);
  }

  @Test
  void theCodeOfEachMessageIsKnownWithTheDigitsOfItsReadersPhone() {
    contacts.pipeInput(Samples.CUSTOMER, AvroBytes.contact());
    progress.pipeInput(Samples.CASE, AvroBytes.followUp());
    var text = deliveries.readRecord().value();
    WindowStore<String, IssuedCode> codes = driver.getWindowStore(TrackTopology.CODES);
    var code = ((Delivery) text).getCode();
    try (var found = codes.fetch(code, Samples.NOON.minusSeconds(9), Samples.NOON.plusSeconds(9))) {
      var issued = found.next().value;
      assertThat(issued.messageType()).isEqualTo("progress");
      assertThat(issued.proof()).isEqualTo(new CheckCodes(new byte[32]).proofOf(code, "8000"));
      assertThat(issued.proof()).isNotEqualTo(new CheckCodes(new byte[32]).proofOf(code, "8001"));
    }
  }

  @Test
  void aTextThatMustNotBeSaidIsRefusedAndNothingIsSent() {
    contacts.pipeInput(Samples.CUSTOMER, AvroBytes.contact());
    progress.pipeInput(Samples.CASE, AvroBytes.resultOverAmount("see evil.com"));
    assertThat(deliveries.isEmpty()).isTrue();
    assertThat(outcomes.readValuesToList().toString()).contains("text-has-link");
  }

  @Test
  void aMessageWhoseContactNeverComesIsReportedByAWakeUp() {
    progress.pipeInput(Samples.CASE, AvroBytes.followUp());
    driver.advanceWallClockTime(Duration.ofDays(1));
    assertThat(outcomes.readRecord().value().toString()).contains("no-contact");
  }

  @Test
  void allThatFollowsFromAMessageStandsInTheTraceItCameIn() {
    var headers = new RecordHeaders();
    headers.add(TRACE, STORY.getBytes(StandardCharsets.UTF_8));
    progress.pipeInput(new TestRecord<>(Samples.CASE, AvroBytes.followUp(), headers));
    contacts.pipeInput(Samples.CUSTOMER, AvroBytes.contact());
    assertThat(traceOf(deliveries.readRecord())).isEqualTo(STORY);

    receipts.pipeInput("smsc|1", AvroBytes.taken());
    receipts.pipeInput("smsc|1", AvroBytes.receipt());
    assertThat(traceOf(events.readRecord())).isEqualTo(STORY);
    assertThat(traceOf(outcomes.readRecord())).isEqualTo(STORY);
    assertThat(driver.<String, byte[]>getKeyValueStore("traces").approximateNumEntries()).isZero();
  }

  @Test
  void aMessageGivenUpByAWakeUpStandsInTheTraceItCameIn() {
    var headers = new RecordHeaders();
    headers.add(TRACE, STORY.getBytes(StandardCharsets.UTF_8));
    progress.pipeInput(new TestRecord<>(Samples.CASE, AvroBytes.followUp(), headers));
    driver.advanceWallClockTime(Duration.ofDays(1));
    assertThat(traceOf(outcomes.readRecord())).isEqualTo(STORY);
  }

  private static String traceOf(TestRecord<String, Object> record) {
    return new String(record.headers().lastHeader(TRACE).value(), StandardCharsets.UTF_8);
  }

  @Test
  void whatCameBesideAnOpeningReachesTheSameCustomer() {
    contacts.pipeInput(ContactKeys.atOpening(Samples.CUSTOMER), AvroBytes.contact());
    progress.pipeInput(Samples.CASE, AvroBytes.followUp());
    assertThat(deliveries.readRecord().key()).isEqualTo(Samples.CUSTOMER);
  }

  @Test
  @SuppressWarnings("NullAway") // a tombstone is a null value
  void anOpeningThatIsSentAgainIsKnownByItsCaseAlsoAfterAnErasure() {
    var key = ContactKeys.atOpening(Samples.CUSTOMER);
    var headers = new RecordHeaders();
    headers.add(ContactKeys.OPENED_CASE, Samples.CASE.getBytes(StandardCharsets.UTF_8));
    contacts.pipeInput(new TestRecord<>(key, AvroBytes.contact(), headers));
    contacts.pipeInput(new TestRecord<>(key, (Object) null, Samples.NOON));
    var later =
        CustomerContact.newBuilder(AvroBytes.contact())
            .setUpdatedAt(Samples.NOON.plusSeconds(9))
            .build();
    contacts.pipeInput(new TestRecord<>(key, later, headers));
    progress.pipeInput(Samples.CASE, AvroBytes.followUp());
    assertThat(deliveries.isEmpty()).isTrue();
  }

  @Test
  @SuppressWarnings("NullAway") // a tombstone is a null value
  void whileAStatutoryClockRunsATombstoneLeavesTheContactToStatutoryNotices() {
    contacts.pipeInput(Samples.CUSTOMER, AvroBytes.contact());
    progress.pipeInput(Samples.CASE, step(1, statutoryClock()));
    contacts.pipeInput(new TestRecord<>(Samples.CUSTOMER, (Object) null, Samples.NOON));
    progress.pipeInput(Samples.CASE, step(2, due("progress", MessageClass.URGENT)));
    assertThat(outcomes.readRecord().value().toString()).contains("restricted");
    progress.pipeInput(Samples.CASE, step(3, due("notice-delay", MessageClass.STATUTORY)));
    assertThat(outcomes.readRecord().value().toString()).contains("notice-incomplete");
    progress.pipeInput(Samples.CASE, step(4, notice()));
    assertThat(deliveries.readRecord().value().toString()).contains(Samples.PHONE);
    progress.pipeInput(Samples.CASE, step(5, met()));
    progress.pipeInput(Samples.CASE, step(6, notice()));
    assertThat(deliveries.readRecord().value().toString())
        .as("the notice of the end")
        .contains(Samples.PHONE);
  }

  @Test
  void aNoticeForWhomNobodyNamedAContactIsSaidToItsCaseToBeOwedAgain() {
    progress.pipeInput(Samples.CASE, step(4, notice()));
    driver.advanceWallClockTime(Duration.ofHours(71));
    assertThat(events.isEmpty()).isTrue();
    driver.advanceWallClockTime(Duration.ofHours(1));
    assertThat(outcomes.readRecord().value().toString()).contains("no-contact");
    var event = (CaseEvent) events.readRecord().value();
    assertThat(event.getEventId()).isEqualTo("never-told:" + Samples.CASE + "/4");
    var payload = (CustomerInformed) event.getPayload();
    assertThat(payload.getReached()).isFalse();
    assertThat(payload.getMessageType()).isEqualTo(notice().getMessageType());
    assertThat(payload.getChannel()).isEqualTo("NONE");
  }

  @Test
  void aCaseThatWasForgottenAndIsOpenedAgainIsSaidAnew() {
    contacts.pipeInput(Samples.CUSTOMER, AvroBytes.contact());
    progress.pipeInput(Samples.CASE, AvroBytes.followUp());
    deliveries.readRecord();
    receipts.pipeInput("smsc|1", AvroBytes.taken());
    receipts.pipeInput("smsc|1", AvroBytes.receipt());
    progress.pipeInput(Samples.CASE, AvroBytes.settled(Samples.NOON.plusSeconds(9)));
    progress.pipeInput(Samples.CASE, AvroBytes.followUp());
    assertThat(deliveries.isEmpty()).as("a repeat").isTrue();
    progress.pipeInput(Samples.CASE, step(9, new CaseForgotten()));
    progress.pipeInput(Samples.CASE, AvroBytes.followUp());
    assertThat(deliveries.readRecord().value().toString()).contains(Samples.CASE + "/7");
  }

  @Test
  void anEmailThatComesBackIsSaidToItsCase() {
    var reported = driver.createInputTopic(Topics.DELIVERY_OUTCOMES, new StringSerializer(), out);
    contacts.pipeInput(
        Samples.CUSTOMER,
        CustomerContact.newBuilder()
            .setCustomerId(Samples.CUSTOMER)
            .setUpdatedAt(Samples.NOON.minusSeconds(1))
            .setEmail(Samples.EMAIL)
            .build());
    progress.pipeInput(Samples.CASE, AvroBytes.followUp());
    reported.pipeInput(Samples.CUSTOMER, accepted());
    var informed = (CustomerInformed) ((CaseEvent) events.readRecord().value()).getPayload();
    assertThat(informed.getReached()).isTrue();
    assertThat(informed.getConfirmed()).isFalse();
    var outcome = (DeliveryOutcome) outcomes.readRecord().value();
    assertThat(outcome.getTemplate()).isEqualTo(Samples.texts().versionOf("progress", "en"));

    receipts.pipeInput("smsc|1", AvroBytes.taken());
    var bounce =
        DeliveryReceipt.newBuilder(AvroBytes.receipt())
            .setPayload(Receipt.newBuilder().setState("UNDELIVERED").build())
            .build();
    receipts.pipeInput("smsc|1", bounce);
    var event = (CaseEvent) events.readRecord().value();
    assertThat(event.getEventId()).startsWith("bounced:");
    assertThat(((CustomerInformed) event.getPayload()).getReached()).isFalse();
  }

  private static DeliveryOutcome accepted() {
    return DeliveryOutcome.newBuilder()
        .setOutcomeId(Samples.CASE + "/7/1/ACCEPTED")
        .setAttemptId(Samples.CASE + "/7/1")
        .setMessageId(Samples.CASE + "/7")
        .setCaseId(Samples.CASE)
        .setCustomerId(Samples.CUSTOMER)
        .setResult(DeliveryResult.ACCEPTED)
        .setAt(Samples.NOON)
        .build();
  }

  private static CaseProgress step(long sequence, Object payload) {
    return CaseProgress.newBuilder(AvroBytes.followUp())
        .setProgressId(Samples.CASE + "/" + sequence)
        .setSequence(sequence)
        .setPayload(payload)
        .build();
  }

  /** Reported hours later. */
  private static CaseProgress occurred(CaseProgress step) {
    return CaseProgress.newBuilder(step)
        .setDecidedAt(Samples.NOON.minus(Duration.ofHours(2)))
        .build();
  }

  private static ClockStarted statutoryClock() {
    return ClockStarted.newBuilder()
        .setClock("final-response")
        .setKind(ClockKind.STATUTORY)
        .setStartedAt(Samples.NOON)
        .setTargetMillis(1)
        .setDueAt(Samples.NOON.plusSeconds(9))
        .build();
  }

  private static ClockMet met() {
    return ClockMet.newBuilder()
        .setClock("final-response")
        .setKind(ClockKind.STATUTORY)
        .setMetAt(Samples.NOON)
        .setDueAt(Samples.NOON)
        .build();
  }

  private static FollowUpDue notice() {
    return FollowUpDue.newBuilder(due("notice-delay", MessageClass.STATUTORY))
        .setNoticeFields(
            Map.of(
                "reasonForDelay@en", "We wait.",
                "ombudsmanName@en", "the ombudsman",
                "ombudsmanContact@en", "0800"))
        .build();
  }

  private static FollowUpDue due(String type, MessageClass messageClass) {
    return FollowUpDue.newBuilder((FollowUpDue) AvroBytes.followUp().getPayload())
        .setMessageType(type)
        .setMessageClass(messageClass)
        .build();
  }

  @Test
  @SuppressWarnings("NullAway") // a tombstone is a null value
  void aTombstoneErasesTheContact() {
    contacts.pipeInput(Samples.CUSTOMER, AvroBytes.contact());
    contacts.pipeInput(new TestRecord<>(Samples.CUSTOMER, (Object) null, Samples.NOON));
    progress.pipeInput(Samples.CASE, AvroBytes.followUp());
    assertThat(deliveries.isEmpty()).isTrue();
    driver.advanceWallClockTime(Duration.ofHours(1));
    KeyValueStore<String, Outbox> outboxes = driver.getKeyValueStore(NotificationTopology.OUTBOX);
    assertThat(outboxes.get(Samples.CUSTOMER).contact()).isNull();
  }

  @Test
  @SuppressWarnings("NullAway") // a tombstone is a null value
  void aTombstoneThatOvertookAStatutoryClockLeavesTheContactToItsNotices() {
    contacts.pipeInput(Samples.CUSTOMER, AvroBytes.contact());
    contacts.pipeInput(new TestRecord<>(Samples.CUSTOMER, (Object) null, Samples.NOON));
    driver.advanceWallClockTime(Duration.ofMinutes(59));
    progress.pipeInput(Samples.CASE, step(1, statutoryClock()));
    driver.advanceWallClockTime(Duration.ofDays(1));
    progress.pipeInput(Samples.CASE, step(2, notice()));
    assertThat(deliveries.readRecord().value().toString()).contains(Samples.PHONE);
  }
}
