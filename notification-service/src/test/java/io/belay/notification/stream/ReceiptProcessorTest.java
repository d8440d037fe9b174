package io.belay.notification.stream;

import static io.belay.notification.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.notification.NotificationMetrics;
import io.belay.notification.Samples;
import io.belay.notification.domain.AttemptRef;
import io.belay.notification.domain.Channel;
import io.belay.notification.domain.ReceiptHalf;
import io.belay.notification.domain.ReceiptHalf.Receipt;
import io.belay.notification.domain.ReceiptHalf.State;
import io.belay.notification.domain.ReceiptHalf.Taken;
import io.belay.notification.domain.ReceiptJoin.PartResult;
import io.belay.notification.domain.ReceiptPatience;
import io.belay.notification.stream.state.StateSerde;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Halves of proofs that wait, for days and in great numbers. */
class ReceiptProcessorTest {
  private static final Duration SIX_DAYS = Duration.ofDays(6);
  private static final Instant MUCH_LATER = NOON.plus(Duration.ofDays(30));

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final MockProcessorContext<String, PartResult> context = new MockProcessorContext<>();
  private final KeyValueStore<String, ReceiptHalf> halves = store();
  private final List<String> asked = new ArrayList<>();
  private final ReceiptProcessor processor =
      new ReceiptProcessor(
          new ReceiptRoom(
              new ReceiptPatience(Duration.ofDays(2), SIX_DAYS),
              new NotificationMetrics(registry)));

  @BeforeEach
  void theStoreIsThere() {
    halves.init(context.getStateStoreContext(), halves);
    context.addStateStore(watched(halves));
  }

  @Test
  void aBounceMeetsItsMailFiveDaysLater() {
    processor.init(context);
    says("smtp|a", taken(Channel.EMAIL));
    walks(NOON.plus(Duration.ofDays(5)));

    says("smtp|a", new Receipt(State.FAILED, "expired", NOON.plus(Duration.ofDays(5))));

    assertThat(context.forwarded())
        .singleElement()
        .satisfies(
            sent -> assertThat(sent.record().value().reported().state()).isEqualTo("expired"));
    assertThat(halves.get("smtp|a")).isNull();
  }

  @Test
  void whatHasWaitedLongEnoughIsForgottenAndCounted() {
    processor.init(context);
    says("smsc|1", taken(Channel.SMS));
    says("smtp|a", taken(Channel.EMAIL));
    says("smsc|2", new Receipt(State.DELIVERED, "delivered", NOON));

    walks(NOON.plus(Duration.ofDays(2)));
    assertThat(keys()).containsExactly("smtp|a");
    walks(NOON.plus(SIX_DAYS));
    assertThat(keys()).isEmpty();

    assertThat(forgotten("ack")).isEqualTo(2);
    assertThat(forgotten("receipt")).isEqualTo(1);
  }

  @Test
  void whoTakesAPartitionOverGoesThroughNoHalf() {
    halves.put("smtp|a", taken(Channel.EMAIL));
    processor.init(context);
    assertThat(asked).isEmpty();
  }

  @Test
  void whatCameMeanwhileIsReadBeforeItsHalfIsForgotten() {
    halves.put("smtp|a", taken(Channel.EMAIL));
    processor.init(context);
    tick(MUCH_LATER);
    tick(MUCH_LATER.plus(ReceiptWalk.REST).minusMillis(1));

    says("smtp|a", new Receipt(State.FAILED, "expired", NOON.plus(Duration.ofDays(5))));

    assertThat(context.forwarded()).hasSize(1);
  }

  @Test
  void aTickForgetsABoundedNumberAndTheNextGoesOn() {
    int all = 2 * ReceiptWalk.MOST_A_TICK + 1;
    for (int i = 0; i < all; i++) {
      halves.put("smtp|" + i, taken(Channel.EMAIL));
    }
    processor.init(context);
    walks(MUCH_LATER);
    assertThat(keys()).hasSize(ReceiptWalk.MOST_A_TICK + 1);
    tick(MUCH_LATER);
    assertThat(keys()).hasSize(1);
    tick(MUCH_LATER);
    assertThat(keys()).isEmpty();
  }

  @Test
  void whatStillWaitsIsLookedAtAgainAfterARest() {
    processor.init(context);
    says("smtp|a", taken(Channel.EMAIL));
    var due = NOON.plus(SIX_DAYS);
    walks(due.minusMillis(1));
    tick(due.plus(ReceiptWalk.REST).minusMillis(2));
    assertThat(keys()).as("rests").hasSize(1);
    tick(due.plus(ReceiptWalk.REST).minusMillis(1));
    assertThat(keys()).isEmpty();
  }

  private void says(String key, ReceiptHalf half) {
    processor.process(new Record<>(key, half, half.at().toEpochMilli()));
  }

  /** A walk begins at this time. */
  private void walks(Instant now) {
    tick(now.minus(ReceiptWalk.REST));
    tick(now);
  }

  private void tick(Instant now) {
    context
        .scheduledPunctuators()
        .forEach(each -> each.getPunctuator().punctuate(now.toEpochMilli()));
  }

  private List<String> keys() {
    var keys = new ArrayList<String>();
    try (var all = halves.all()) {
      all.forEachRemaining(entry -> keys.add(entry.key));
    }
    return keys;
  }

  private double forgotten(String half) {
    return registry.get("belay_receipt_halves_forgotten_total").tag("half", half).counter().count();
  }

  private static Taken taken(Channel channel) {
    var ref = new AttemptRef(Samples.CUSTOMER, Samples.CASE, Samples.CASE + "/7", 1);
    return new Taken(ref, channel, 1, 1, NOON);
  }

  private static KeyValueStore<String, ReceiptHalf> store() {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(NotificationTopology.RECEIPTS),
            Serdes.String(),
            StateSerde.receiptHalves())
        .withLoggingDisabled()
        .build();
  }

  /** Notes who goes through the store. */
  @SuppressWarnings("unchecked")
  private KeyValueStore<String, ReceiptHalf> watched(KeyValueStore<String, ReceiptHalf> store) {
    return (KeyValueStore<String, ReceiptHalf>)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {KeyValueStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("all") || method.getName().equals("range")) {
                asked.add(method.getName());
              }
              return method.invoke(store, arguments);
            });
  }
}
