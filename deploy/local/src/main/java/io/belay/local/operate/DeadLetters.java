package io.belay.local.operate;

import io.belay.contract.DeadLetter;
import io.belay.contract.DeadLetterHeaders;
import io.belay.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * What could not be read: lists it, and sends it to its topic again, bytes and key as they were and
 * to the partition they came from, with a mark, as it may come after later records of its key.
 */
final class DeadLetters implements AutoCloseable {
  private static final String WITHOUT_ITS_BYTES =
      "  cannot be replayed: it was too large for a letter, and lies where it came from only";
  private static final String NOT_THE_LAST =
      "  cannot be replayed: a newer contact, an erasure or its own replay came after it";

  private final KafkaConnection broker;
  private final TopicReading topics;

  DeadLetters(KafkaConnection broker) {
    this.broker = broker;
    this.topics = new TopicReading(broker);
  }

  /** A line for each dead letter: where it came from, and why it lies there. */
  List<String> list() {
    var lines = new ArrayList<String>();
    for (var topic : Topics.all()) {
      if (topic.name().endsWith("-dlt")) {
        topics.each(topic.name(), record -> lines.add(line(record)));
      }
    }
    lines.add("%d dead letters".formatted(lines.size()));
    return lines;
  }

  /**
   * Sends every dead letter of a topic to it again. They stay where they are, too, until their time
   * is over: a second replay sends them a second time, which the readers see as repeats. One that
   * was too large holds nothing to send: its line says where the original lies. A contact is sent
   * only while nothing came after it: its topic keeps what comes last.
   */
  List<String> replay(String topic, boolean dryRun) {
    var source = topic.endsWith("-dlt") ? topic.substring(0, topic.length() - 4) : topic;
    if (Topics.all().stream().noneMatch(known -> known.name().equals(source))) {
      throw new Misused("there is no topic '" + source + "'");
    }
    var lines = new ArrayList<String>();
    var settings = broker.settings();
    settings.put("acks", "all");
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      var sent = new ArrayList<Future<RecordMetadata>>();
      var passedOver = new ArrayList<String>();
      var latest = latestOf(source);
      topics.each(
          Topics.deadLettersOf(source),
          record -> {
            if (isWithoutItsBytes(record)) {
              passedOver.add(line(record) + WITHOUT_ITS_BYTES);
              return;
            }
            if (latest.filter(each -> !each.has(record)).isPresent()) {
              passedOver.add(line(record) + NOT_THE_LAST);
              return;
            }
            lines.add(line(record));
            if (!dryRun) {
              sent.add(producer.send(original(source, record)));
            }
          });
      for (var acknowledgement : sent) {
        acknowledgement.get();
      }
      int whole = lines.size();
      lines.addAll(passedOver);
      lines.add(
          "%d %s to %s".formatted(whole, dryRun ? "would be sent" : "sent", source)
              + (passedOver.isEmpty()
                  ? ""
                  : ", %d cannot be replayed".formatted(passedOver.size())));
      return lines;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the broker did not take it: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    topics.close();
  }

  private Optional<LatestOfKeys> latestOf(String source) {
    return source.equals(Topics.CUSTOMER_CONTACTS)
        ? Optional.of(LatestOfKeys.of(source, topics))
        : Optional.empty();
  }

  private static ProducerRecord<byte[], byte[]> original(
      String topic, ConsumerRecord<byte[], byte[]> record) {
    var again = new ProducerRecord<>(topic, partitionBefore(record), record.key(), record.value());
    for (var header : record.headers()) {
      if (!header.key().startsWith("belay-dlt-")) {
        again.headers().add(header);
      }
    }
    again.headers().remove(DeadLetterHeaders.REPLAYED);
    again.headers().add(DeadLetterHeaders.REPLAYED, "true".getBytes(StandardCharsets.UTF_8));
    return again;
  }

  /** Not every record lies where its key alone would put it; null: the letter does not say. */
  private static @Nullable Integer partitionBefore(ConsumerRecord<byte[], byte[]> record) {
    var partition = text(record.headers(), DeadLetterHeaders.PARTITION);
    return partition.matches("[0-9]{1,9}") ? Integer.valueOf(partition) : null;
  }

  private static boolean isWithoutItsBytes(ConsumerRecord<byte[], byte[]> record) {
    return text(record.headers(), DeadLetterHeaders.REASON).equals(DeadLetter.TOO_LARGE);
  }

  private static String bytes(ConsumerRecord<byte[], byte[]> record) {
    return isWithoutItsBytes(record)
        ? text(record.headers(), DeadLetterHeaders.VALUE_BYTES)
        : "" + (record.value() == null ? 0 : record.value().length);
  }

  private static String line(ConsumerRecord<byte[], byte[]> record) {
    var headers = record.headers();
    return "%s/%d@%d  from %s/%s@%s  %s (%s)  %s bytes"
        .formatted(
            record.topic(),
            record.partition(),
            record.offset(),
            text(headers, DeadLetterHeaders.TOPIC),
            text(headers, DeadLetterHeaders.PARTITION),
            text(headers, DeadLetterHeaders.OFFSET),
            text(headers, DeadLetterHeaders.REASON),
            text(headers, DeadLetterHeaders.CLASS),
            bytes(record));
  }

  private static String text(Headers headers, String name) {
    var header = headers.lastHeader(name);
    return header == null ? "?" : new String(header.value(), StandardCharsets.UTF_8);
  }
}
