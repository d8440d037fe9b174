package io.belay.notification.stream;

import static io.belay.notification.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.notification.MessageSpans;
import io.belay.notification.NotificationMetrics;
import io.belay.notification.Samples;
import io.belay.notification.domain.Channel;
import io.belay.notification.domain.MessageClass;
import io.belay.notification.domain.Outbox;
import io.belay.notification.domain.OutboxInput;
import io.belay.notification.domain.OutboxInput.ContactErased;
import io.belay.notification.domain.OutboxInput.ContactTold;
import io.belay.notification.domain.OutboxInput.FollowUpArrived;
import io.belay.notification.domain.OutboxInput.OutcomeReported;
import io.belay.notification.domain.OutboxInput.PartReported;
import io.belay.notification.domain.OutboxRules;
import io.belay.notification.domain.Outgoing;
import io.belay.notification.domain.QuietHours;
import io.belay.notification.domain.Result;
import io.belay.notification.stream.state.StateSerde;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** Whoever starts again, or takes a partition over, finds its outboxes and no more. */
class OutboxTakenOverTest {
  private final MockProcessorContext<String, Outgoing> context = new MockProcessorContext<>();
  private final KeyValueStore<String, Outbox> outboxes =
      store(NotificationTopology.OUTBOX, StateSerde.outboxes());
  private final Reading reading = new Reading();

  /** What is known of how far the service has read. */
  private static final class Reading implements CaughtUp {
    private Instant upTo = Instant.MIN;
    private boolean isWanted;

    @Override
    public Instant upTo() {
      return upTo;
    }

    @Override
    public void wanted() {
      isWanted = true;
    }
  }

  @Test
  void whatWaitsInAnOutboxIsSentAtItsTimeByWhoeverTakesItOver() {
    // noon UTC is 20:00 in Shanghai
    var night = new QuietHours(LocalTime.of(20, 0), LocalTime.of(8, 0));
    var contact = Samples.contact(Samples.PHONE, null, night, Set.of());
    var told = decided(Outbox.EMPTY, new ContactTold(contact));
    var waiting = decided(told, new FollowUpArrived(Samples.followUp(7, MessageClass.ROUTINE)));
    outboxes.put(Samples.CUSTOMER, waiting);
    var morning = Instant.parse("2026-11-21T00:00:00Z");
    assertThat(waiting.wakeAt(Samples.policy(), NOON)).isEqualTo(morning);

    var processor = takenOver(morning.minusSeconds(60), Duration.ofSeconds(5));
    tickAt(morning.minusMillis(1));
    assertThat(context.forwarded()).isEmpty();
    tickAt(morning);
    assertThat(context.forwarded())
        .extracting(sent -> sent.record().value())
        .filteredOn(Outgoing.Delivery.class::isInstance)
        .singleElement()
        .extracting(delivery -> ((Outgoing.Delivery) delivery).ref().messageId())
        .isEqualTo(Samples.CASE + "/7");
    processor.close();
  }

  @Test
  void aReceiptThatCameMeanwhileIsReadBeforeItIsTakenAsMissing() {
    outboxes.put(Samples.CUSTOMER, atTheGateway());
    var muchLater = NOON.plus(Duration.ofMinutes(20));

    var processor = takenOver(muchLater, Duration.ofSeconds(5));
    tickAt(muchLater.plusMillis(100));
    processor.process(
        new Record<>(
            Samples.CUSTOMER,
            new PartReported(Samples.CASE + "/7", 1, 1, 1, true, "DELIVRD"),
            muchLater.toEpochMilli()));
    tickAt(muchLater.plusSeconds(6));

    assertThat(sentAgain()).isEmpty();
    processor.close();
  }

  @Test
  void aReceiptThatIsMissingThenIsTakenSo() {
    outboxes.put(Samples.CUSTOMER, atTheGateway());
    var muchLater = NOON.plus(Duration.ofMinutes(20));

    var processor = takenOver(muchLater, Duration.ofSeconds(5));
    tickAt(muchLater.plusMillis(4_999));
    assertThat(sentAgain()).isEmpty();
    tickAt(muchLater.plusSeconds(5));

    assertThat(sentAgain())
        .singleElement()
        .returns(Channel.EMAIL, Outgoing.Delivery::channel)
        .returns(2, delivery -> delivery.ref().attempt());
    processor.close();
  }

  @Test
  void aPauseBegunByAClockThatWasAheadIsOver() {
    var contact = Samples.contact(Samples.PHONE, null, null, Set.of());
    var told = decided(Outbox.EMPTY, new ContactTold(contact));
    var sent = decided(told, new FollowUpArrived(Samples.followUp(7, MessageClass.ROUTINE)));
    var refused =
        new OutcomeReported(Samples.CASE + "/7", 1, Result.REFUSED, "throttled", true, "smsc");
    var ahead = NOON.plus(Duration.ofMinutes(20));
    outboxes.put(
        Samples.CUSTOMER, OutboxRules.decide(sent, refused, Samples.policy(), ahead).next());

    var processor = takenOver(NOON, Duration.ofSeconds(5));
    tickAt(NOON.plusSeconds(5));

    assertThat(sentAgain()).singleElement().returns(2, each -> each.ref().attempt());
    processor.close();
  }

  @Test
  void noContactIsForgottenBeforeTheNewsOfTheTimeBetweenWereRead() {
    var wait = Samples.policy().erasure().after();
    var told = decided(Outbox.EMPTY, new ContactTold(Samples.contact()));
    outboxes.put(Samples.CUSTOMER, decided(told, new ContactErased(NOON)));
    var muchLater = NOON.plus(Duration.ofHours(20));

    var processor = takenOver(muchLater, Duration.ofSeconds(5));
    assertThat(reading.isWanted).isTrue();
    tickAt(muchLater.plus(wait));
    assertThat(outboxes.get(Samples.CUSTOMER).contacts().isRestricted()).isTrue();
    reading.upTo = NOON;
    tickAt(muchLater.plus(wait.multipliedBy(3)));
    assertThat(outboxes.get(Samples.CUSTOMER).contact()).isNull();
    processor.close();
  }

  /** An urgent message the gateway took at noon, and no receipt. */
  private static Outbox atTheGateway() {
    var contact = Samples.contact(Samples.PHONE, Samples.EMAIL, null, Set.of());
    var told = decided(Outbox.EMPTY, new ContactTold(contact));
    var sent = decided(told, new FollowUpArrived(Samples.followUp(7, MessageClass.URGENT)));
    return decided(
        sent, new OutcomeReported(Samples.CASE + "/7", 1, Result.ACCEPTED, null, false, "smsc"));
  }

  private OutboxProcessor takenOver(Instant now, Duration answersFirst) {
    store(NotificationTopology.TRACES, Serdes.ByteArray());
    context.setCurrentSystemTimeMs(now.toEpochMilli());
    var processor =
        new OutboxProcessor(
            new OutboxRoom(
                Samples.policy(Samples.texts()),
                answersFirst,
                reading,
                Samples.texts(),
                new NotificationMetrics(new SimpleMeterRegistry()),
                MessageSpans.NONE));
    processor.init(context);
    return processor;
  }

  private List<Outgoing.Delivery> sentAgain() {
    return context.forwarded().stream()
        .map(sent -> sent.record().value())
        .filter(Outgoing.Delivery.class::isInstance)
        .map(Outgoing.Delivery.class::cast)
        .toList();
  }

  private void tickAt(Instant now) {
    context.setCurrentSystemTimeMs(now.toEpochMilli());
    context
        .scheduledPunctuators()
        .forEach(each -> each.getPunctuator().punctuate(now.toEpochMilli()));
  }

  private static Outbox decided(Outbox outbox, OutboxInput input) {
    return OutboxRules.decide(outbox, input, Samples.policy(), NOON).next();
  }

  private <V> KeyValueStore<String, V> store(String name, Serde<V> serde) {
    var store =
        Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), serde)
            .withLoggingDisabled()
            .build();
    store.init(context.getStateStoreContext(), store);
    context.addStateStore(store);
    return store;
  }
}
