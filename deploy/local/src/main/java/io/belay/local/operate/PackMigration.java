package io.belay.local.operate;

import io.belay.contract.Topics;
import io.belay.contract.TrustedRecords;
import io.belay.events.Actor;
import io.belay.events.ActorKind;
import io.belay.events.CaseEvent;
import io.belay.events.CaseMigrated;
import io.belay.events.CaseProgress;
import io.belay.events.EventRejected;
import io.belay.events.PolicyChanged;
import io.belay.local.AvroSettings;
import io.belay.local.ToTheEnd;
import io.belay.local.operate.OpenCases.OpenCase;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Brings open cases under another version: one case event each, so that every case's own log says
 * who did it and when. Never faster than it was told.
 */
final class PackMigration {
  /** Cases a second: escalation decides thousands, but what follows may be seen by people. */
  static final int MOST_A_SECOND = 1_000;

  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(30);

  private final Order order;
  private final KafkaConnection broker;
  private final String registryUrl;
  private final InstantSource clock;

  /**
   * What an operator asks for.
   *
   * @param from pack@version of the cases
   * @param to the published version they go on under
   * @param market null: of every market
   * @param perSecond 1 to {@link #MOST_A_SECOND} cases
   * @param by who says so
   */
  record Order(String from, String to, @Nullable String market, int perSecond, String by) {
    Order {
      if (!to.contains("@") || !from.contains("@")) {
        throw new Misused("expected versions such as wallet@2026.2, but found " + from + ", " + to);
      }
      if (perSecond < 1 || perSecond > MOST_A_SECOND) {
        throw new Misused("expected a rate of 1 to " + MOST_A_SECOND + " cases a second");
      }
    }

    PolicyChanged change() {
      int at = to.indexOf('@');
      return new PolicyChanged(to.substring(0, at), to.substring(at + 1));
    }
  }

  PackMigration(Order order, KafkaConnection broker, String registryUrl, InstantSource clock) {
    this.order = order;
    this.broker = broker;
    this.registryUrl = registryUrl;
    this.clock = clock;
  }

  /** Does it, or only tells what it would do; returns when each case has answered. */
  List<String> run(boolean dryRun) {
    TrustedRecords.trust();
    try (var progress = progress()) {
      var open = new OpenCases();
      readToEnd(progress, open);
      var cases = open.under(order.from(), order.market());
      var lines = new ArrayList<String>();
      lines.add(
          "%d open cases under %s%s"
              .formatted(
                  cases.size(),
                  order.from(),
                  order.market() == null ? "" : " in market " + order.market()));
      if (dryRun) {
        lines.add("None was changed: this was a dry run.");
        return lines;
      }
      var run = "pack-migrate/%s/%d".formatted(order.to(), clock.millis());
      send(cases, run);
      lines.addAll(answers(progress, cases, run));
      return lines;
    } catch (KafkaException e) {
      throw new IllegalStateException(
          "cannot migrate with the broker at %s and the registry at %s: %s"
              .formatted(broker.bootstrapServers(), registryUrl, e.getMessage()),
          e);
    }
  }

  private void send(List<OpenCase> cases, String run) {
    var settings = broker.settings();
    settings.putAll(AvroSettings.writing(registryUrl));
    settings.put("key.serializer", StringSerializer.class.getName());
    settings.put("acks", "all");
    settings.put("delivery.timeout.ms", (int) PATIENCE.toMillis());
    settings.put("request.timeout.ms", (int) PATIENCE.dividedBy(2).toMillis());
    long pauseNanos = Duration.ofSeconds(1).toNanos() / order.perSecond();
    long next = System.nanoTime();
    try (var producer = new KafkaProducer<String, Object>(settings)) {
      for (var open : cases) {
        while (System.nanoTime() - next < 0) {
          LockSupport.parkNanos(next - System.nanoTime());
        }
        next += pauseNanos;
        producer
            .send(new ProducerRecord<>(Topics.CASE_EVENTS, open.caseId(), event(open, run)))
            .get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("the broker did not take it: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private CaseEvent event(OpenCase open, String run) {
    return new CaseEvent(
        run,
        open.caseId(),
        open.customerId(),
        clock.instant().truncatedTo(ChronoUnit.MILLIS),
        "belay",
        order.by(),
        new Actor(ActorKind.SYSTEM, null, order.by(), null),
        order.change());
  }

  /** What each case said, counted. */
  private List<String> answers(
      KafkaConsumer<String, Object> progress, List<OpenCase> cases, String run) {
    Set<String> silent = new HashSet<>();
    cases.forEach(open -> silent.add(open.caseId()));
    Set<String> migrated = new HashSet<>();
    Map<String, Integer> refused = new TreeMap<>();
    long until = System.nanoTime() + ANSWERED_WITHIN.toNanos();
    while (!silent.isEmpty() && System.nanoTime() - until < 0) {
      for (var record : progress.poll(POLL)) {
        if (record.value() instanceof CaseProgress step && step.getCausedBy().equals(run)) {
          switch (step.getPayload()) {
            case EventRejected no -> refused.merge(no.getReason(), 1, Integer::sum);
            case CaseMigrated yes -> migrated.add(step.getCaseId());
            default -> {
              continue;
            }
          }
          silent.remove(step.getCaseId());
        }
      }
    }
    var lines = new ArrayList<String>();
    lines.add("%d go on under %s".formatted(migrated.size(), order.to()));
    refused.forEach((reason, count) -> lines.add("%d refused: %s".formatted(count, reason)));
    if (!silent.isEmpty()) {
      lines.add(
          "%d have not answered yet: their events are written, and escalation decides them when it runs"
              .formatted(silent.size()));
    }
    return lines;
  }

  private KafkaConsumer<String, Object> progress() {
    var settings = broker.settings();
    settings.putAll(AvroSettings.reading(registryUrl));
    settings.put("key.deserializer", StringDeserializer.class.getName());
    settings.put("isolation.level", "read_committed");
    settings.put("default.api.timeout.ms", (int) PATIENCE.toMillis());
    return new KafkaConsumer<>(settings);
  }

  private static void readToEnd(KafkaConsumer<String, Object> progress, OpenCases open) {
    var partitions =
        progress.partitionsFor(Topics.CASE_PROGRESS).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    progress.assign(partitions);
    progress.seekToBeginning(partitions);
    ToTheEnd.read(
        progress,
        progress.endOffsets(partitions),
        PATIENCE,
        record -> {
          if (record.value() instanceof CaseProgress step) {
            open.take(step);
          }
        });
  }
}
