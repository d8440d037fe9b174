package io.belay.notification.stream;

import static io.belay.notification.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.notification.MessageSpans;
import io.belay.notification.NotificationMetrics;
import io.belay.notification.Samples;
import io.belay.notification.domain.MessageClass;
import io.belay.notification.domain.OutboxInput;
import io.belay.notification.domain.OutboxInput.ContactTold;
import io.belay.notification.domain.OutboxInput.FollowUpArrived;
import io.belay.notification.domain.Outgoing;
import io.belay.notification.stream.state.StateSerde;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An attempt comes to its dispatcher by a commit that is asked for, where somebody waits. */
class OutboxCommitsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final MockProcessorContext<String, Outgoing> context = new MockProcessorContext<>();
  private final OutboxProcessor outbox =
      new OutboxProcessor(
          new OutboxRoom(
              Samples.policy(Samples.texts()),
              Duration.ZERO,
              new ReadUpToNow(),
              Samples.texts(),
              new NotificationMetrics(new SimpleMeterRegistry()),
              MessageSpans.NONE));

  private static final class ReadUpToNow implements CaughtUp {
    @Override
    public Instant upTo() {
      return NOON;
    }

    @Override
    public void wanted() {
      // nothing is erased here
    }
  }

  @BeforeEach
  void aCustomerWithAPhone() {
    store(NotificationTopology.OUTBOX, StateSerde.outboxes());
    store(NotificationTopology.TRACES, Serdes.ByteArray());
    context.setCurrentSystemTimeMs(NOON.toEpochMilli());
    outbox.init(context);
    comes(new ContactTold(Samples.contact(Samples.PHONE, null, null, Set.of())), NOON);
  }

  @Test
  void isAskedForAnAttemptThatSomebodyWaitsFor() {
    comes(news(), NOON.minusMillis(100));

    await().atMost(PATIENCE).until(this::commitIsAskedFor);
  }

  @Test
  void isNotAskedForContactsNorForWhatIsLateAlready() {
    comes(news(), NOON.minusSeconds(5));

    assertThat(context.forwarded()).as("the attempt").isNotEmpty();
    await()
        .atMost(PATIENCE)
        .during(NotificationTopology.COMMITS_APART.multipliedBy(3))
        .until(() -> !commitIsAskedFor());
  }

  private static OutboxInput news() {
    return new FollowUpArrived(Samples.followUp(7, MessageClass.ROUTINE));
  }

  private void comes(OutboxInput input, Instant at) {
    outbox.process(new Record<>(Samples.CUSTOMER, input, at.toEpochMilli()));
  }

  private boolean commitIsAskedFor() {
    context
        .scheduledPunctuators()
        .forEach(each -> each.getPunctuator().punctuate(NOON.toEpochMilli()));
    return context.committed();
  }

  private <V> void store(String name, Serde<V> serde) {
    var store =
        Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), serde)
            .withLoggingDisabled()
            .build();
    store.init(context.getStateStoreContext(), store);
    context.addStateStore(store);
  }
}
