package io.belay.notification.stream;

import static io.belay.contract.Topics.CASE_EVENTS;
import static io.belay.contract.Topics.CASE_PROGRESS;
import static io.belay.contract.Topics.CUSTOMER_CONTACTS;
import static io.belay.contract.Topics.DELIVERY_OUTCOMES;
import static io.belay.contract.Topics.DELIVERY_RECEIPTS;
import static io.belay.contract.Topics.FOLLOW_UPS_URGENT;

import io.belay.notification.domain.CaseHeard;
import io.belay.notification.domain.CaseNews;
import io.belay.notification.domain.DutyChange;
import io.belay.notification.domain.FollowUp;
import io.belay.notification.domain.OutboxInput;
import io.belay.notification.domain.Outgoing;
import io.belay.notification.stream.state.StateSerde;
import io.belay.notification.wire.DeliveryTopics;
import io.belay.notification.wire.WireSerdes;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * What reads which topic, and what it writes. Names of processors, stores and internal topics are
 * kept for good: state and positions hang on them.
 */
public final class NotificationTopology {
  /** Store of outboxes, by customerId. */
  public static final String OUTBOX = "outbox";

  /** Trace of each open message, by its id. */
  static final String TRACES = "traces";

  static final String RECEIPTS = "receipts";

  /** Changelogs hold contacts: what was erased leaves them within a day, too. */
  private static final Map<String, String> FORGETTING =
      Map.of(
          TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, Long.toString(Duration.ofHours(24).toMillis()));

  /** What somebody waits for is committed so far apart at least: it takes two commits. */
  static final Duration COMMITS_APART = Duration.ofMillis(50);

  private static final String NEWS = "follow-ups";

  private NotificationTopology() {}

  /** The internal topic that brings news of cases to the outboxes of their customers. */
  static String newsOfCustomers(String applicationId) {
    return applicationId + "-" + NEWS + "-repartition";
  }

  public static Topology of(
      WireSerdes wire, OutboxRoom outboxRoom, ReceiptRoom receiptRoom, TrackRoom trackRoom) {
    var builder = new StreamsBuilder();
    TrackTopology.stores(builder);
    builder.addStateStore(store(OUTBOX, StateSerde.outboxes()));
    builder.addStateStore(store(TRACES, Serdes.ByteArray()));
    builder.addStateStore(store(RECEIPTS, StateSerde.receiptHalves()));

    KStream<String, CaseHeard> progress =
        builder.stream(CASE_PROGRESS, read(wire.progress(), "case-progress"));
    TrackTopology.cases(progress, trackRoom);

    KStream<String, OutboxInput> followUps =
        progress
            .processValues(RoutineNews::new, Named.as("only-follow-ups"))
            .selectKey((caseId, news) -> news.customerId(), Named.as("by-customer"))
            .repartition(byCustomer(NEWS, StateSerde.news()))
            .mapValues(NotificationTopology::input);

    KStream<String, OutboxInput> urgent =
        builder.stream(FOLLOW_UPS_URGENT, readAhead(wire.progress(), "follow-ups-urgent"))
            .processValues(UrgentNews::new, Named.as("only-urgent"))
            .mapValues(NotificationTopology::input);

    // ahead as well: an urgent follow-up would wait for the contact that came with its case
    KStream<String, OutboxInput> contacts =
        builder.stream(CUSTOMER_CONTACTS, readAhead(wire.contacts(), "customer-contacts"))
            .process(ContactChange::new, Named.as("contact-or-erasure"));

    KStream<String, OutboxInput> outcomes =
        builder.stream(DELIVERY_OUTCOMES, read(wire.reportedOutcomes(), "delivery-outcomes"))
            .filter((customerId, outcome) -> outcome != null, Named.as("only-dispatchers"))
            .mapValues(outcome -> (OutboxInput) outcome);

    KStream<String, OutboxInput> parts =
        builder.stream(DELIVERY_RECEIPTS, read(wire.receipts(), "delivery-receipts"))
            .process(receiptRoom::processor, Named.as("receipt-join"), RECEIPTS)
            .repartition(byCustomer("part-results", StateSerde.partResults()))
            .mapValues(result -> (OutboxInput) result.reported());

    KStream<String, Outgoing> outgoing =
        followUps
            .merge(urgent)
            .merge(contacts)
            .merge(outcomes)
            .merge(parts)
            .process(outboxRoom::processor, Named.as("outbox"), OUTBOX, TRACES);

    only(outgoing, Outgoing.Delivery.class)
        .to(
            (customerId, delivery, context) -> DeliveryTopics.of(delivery),
            Produced.with(Serdes.String(), wire.deliveries()).withName("deliveries"));
    only(outgoing, Outgoing.Outcome.class)
        .to(DELIVERY_OUTCOMES, write(wire.outcomes(), "outcomes"));
    only(outgoing, Outgoing.Proof.class)
        .selectKey((customerId, proof) -> proof.proof().telling().caseId())
        .to(CASE_EVENTS, write(wire.proofs(), "customer-informed"));
    TrackTopology.codes(only(outgoing, Outgoing.CodeIssued.class));
    return builder.build();
  }

  private static OutboxInput input(CaseNews news) {
    return switch (news) {
      case FollowUp followUp -> new OutboxInput.FollowUpArrived(followUp);
      case DutyChange change -> new OutboxInput.DutyChanged(change);
    };
  }

  private static <T extends Outgoing> KStream<String, T> only(
      KStream<String, Outgoing> outgoing, Class<T> type) {
    return outgoing.filter((key, value) -> type.isInstance(value)).mapValues(type::cast);
  }

  private static <T> Consumed<String, T> read(Serde<T> serde, String name) {
    return Consumed.with(WireSerdes.keys(), serde).withName(name);
  }

  private static <T> Consumed<String, T> readAhead(Serde<T> serde, String name) {
    return NotificationTopology.<T>read(serde, name).withTimestampExtractor(new Ahead());
  }

  private static <T> Produced<String, T> write(Serde<T> serde, String name) {
    return Produced.with(Serdes.String(), serde).withName(name);
  }

  private static <T> Repartitioned<String, T> byCustomer(String name, Serde<T> serde) {
    return Repartitioned.<String, T>as(name).withKeySerde(Serdes.String()).withValueSerde(serde);
  }

  private static <T> StoreBuilder<KeyValueStore<String, T>> store(String name, Serde<T> serde) {
    return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), serde)
        .withLoggingEnabled(FORGETTING);
  }
}
