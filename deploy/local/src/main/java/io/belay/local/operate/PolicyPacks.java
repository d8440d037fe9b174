package io.belay.local.operate;

import io.belay.contract.Topics;
import io.belay.contract.TrustedRecords;
import io.belay.events.ActivePack;
import io.belay.events.PolicyPackRecord;
import io.belay.events.PublishedPack;
import io.belay.local.AvroSettings;
import io.belay.local.ToTheEnd;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The packs that were published, and which of them new cases get. */
final class PolicyPacks {
  /** The market of all that have no pack of their own. */
  static final String ANY_MARKET = "*";

  /** A country, and a legal entity or branch of it where that has a pack of its own. */
  private static final String MARKET = "[A-Z]{2}(/.{1,64})?";

  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final TopicPartition PARTITION = new TopicPartition(Topics.POLICY_PACKS, 0);

  private final KafkaConnection broker;
  private final String registryUrl;
  private final InstantSource clock;

  /** pack@version → since when, and market → what is in force there. */
  private record Shelf(Map<String, PublishedPack> published, Map<String, ActivePack> active) {
    PublishedPack named(String ref) {
      var pack = published.get(ref);
      if (pack == null) {
        throw new Misused(
            "expected a published version, but '%s' is none; published are: %s"
                .formatted(ref, String.join(", ", published.keySet())));
      }
      return pack;
    }
  }

  PolicyPacks(KafkaConnection broker, String registryUrl, InstantSource clock) {
    this.broker = broker;
    this.registryUrl = registryUrl;
    this.clock = clock;
  }

  /** A line for each published version, and one for each market with a pack in force. */
  List<String> list() {
    var shelf = read();
    var lines = new ArrayList<String>();
    shelf
        .published()
        .forEach(
            (ref, pack) ->
                lines.add(
                    "%s  published %s  sha256 %s"
                        .formatted(ref, pack.getPublishedAt(), pack.getSha256())));
    shelf
        .active()
        .forEach(
            (market, pack) ->
                lines.add(
                    "active@%s  %s  since %s, by %s"
                        .formatted(
                            market, ref(pack), pack.getActivatedAt(), pack.getActivatedBy())));
    lines.add("%d published versions".formatted(shelf.published().size()));
    return lines;
  }

  /**
   * Lets new cases of a market run under a version; returns when the broker has it.
   *
   * @param ref pack@version, which must have been published
   * @param market ISO country, country/entity for a legal entity or branch with a pack of its own,
   *     or {@code *} for all without their own
   * @param by who says so
   */
  List<String> activate(String ref, String market, String by) {
    if (!market.equals(ANY_MARKET) && !market.matches(MARKET)) {
      throw new Misused(
          "expected a country such as CN as market, a country and an entity such as GB/GB-SCT-01,"
              + " or '*', but found "
              + market);
    }
    var shelf = read();
    var pack = shelf.named(ref);
    var before = shelf.active().get(market);
    if (before != null && ref(before).equals(ref)) {
      return List.of("active@%s is %s already".formatted(market, ref));
    }
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    write(new ActivePack(market, pack.getPack(), pack.getVersion(), by, now));
    return List.of(
        "active@%s  %s → %s".formatted(market, before == null ? above(market) : ref(before), ref),
        "New cases run under it from now on; a case that is open keeps the version it has.");
  }

  /**
   * Brings the open cases under a version under another one, which must have been published.
   *
   * @param dryRun true: only tells how many there are
   */
  List<String> migrate(PackMigration.Order order, boolean dryRun) {
    var unused = read().named(order.to());
    return new PackMigration(order, broker, registryUrl, clock).run(dryRun);
  }

  /** Which pack decided where none was activated before. */
  private static String above(String market) {
    return market.contains("/") ? "that of its market" : "that of all markets";
  }

  private static String ref(ActivePack pack) {
    return pack.getPack() + "@" + pack.getVersion();
  }

  private void write(ActivePack activation) {
    var settings = broker.settings();
    settings.putAll(AvroSettings.writing(registryUrl));
    settings.put("key.serializer", StringSerializer.class.getName());
    settings.put("acks", "all");
    settings.put("delivery.timeout.ms", (int) PATIENCE.toMillis());
    settings.put("request.timeout.ms", (int) PATIENCE.dividedBy(2).toMillis());
    try (var producer = new KafkaProducer<String, Object>(settings)) {
      var key = "active@" + activation.getMarket();
      producer
          .send(new ProducerRecord<>(Topics.POLICY_PACKS, key, new PolicyPackRecord(activation)))
          .get();
    } catch (ExecutionException | KafkaException e) {
      throw new IllegalStateException("the broker did not take it: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private Shelf read() {
    TrustedRecords.trust();
    var settings = broker.settings();
    settings.putAll(AvroSettings.reading(registryUrl));
    settings.put("key.deserializer", StringDeserializer.class.getName());
    settings.put("isolation.level", "read_committed");
    settings.put("default.api.timeout.ms", (int) PATIENCE.toMillis());
    var shelf = new Shelf(new TreeMap<>(), new TreeMap<>());
    try (var consumer = new KafkaConsumer<String, Object>(settings)) {
      consumer.assign(List.of(PARTITION));
      consumer.seekToBeginning(List.of(PARTITION));
      ToTheEnd.read(
          consumer,
          consumer.endOffsets(List.of(PARTITION)),
          PATIENCE,
          record -> take(shelf, record.value()));
      return shelf;
    } catch (KafkaException e) {
      throw new IllegalStateException(
          "cannot read %s from the broker at %s with the registry at %s: %s"
              .formatted(
                  Topics.POLICY_PACKS, broker.bootstrapServers(), registryUrl, e.getMessage()),
          e);
    }
  }

  private static void take(Shelf shelf, Object value) {
    if (value instanceof PolicyPackRecord record) {
      switch (record.getPayload()) {
        case PublishedPack p -> shelf.published().put(p.getPack() + "@" + p.getVersion(), p);
        case ActivePack a -> shelf.active().put(a.getMarket(), a);
        default -> {
          // of a version that knows more than this one
        }
      }
    }
  }
}
