package io.belay.notification.channel;

import io.belay.contract.TraceParent;
import io.belay.notification.domain.Outgoing.Delivery;
import io.belay.notification.wire.WaitingSince;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Attempts that a consumer fetched and did not commit, in the order of their topic. Whoever gets
 * their partition next fetches them again. For one thread.
 */
final class Fetched implements ConsumerRebalanceListener {
  private final Deque<Entry> waiting = new ArrayDeque<>();

  /**
   * A delivery and the trace it came in.
   *
   * @param waitsSince since when it waits for its first gateway; empty: it does not
   */
  record Traced(Delivery delivery, Optional<TraceParent> trace, Optional<Instant> waitsSince) {
    static Traced of(ConsumerRecord<byte[], byte[]> record, Delivery delivery) {
      var trace = record.headers().lastHeader(TraceParent.HEADER);
      return new Traced(
          delivery,
          trace == null ? Optional.empty() : TraceParent.parse(trace.value()),
          WaitingSince.read(record.headers()));
    }

    Traced within(Optional<TraceParent> span) {
      return new Traced(delivery, span, waitsSince);
    }
  }

  /** Attempts whose turn it is, in order. */
  record Turn(List<Entry> entries) {
    List<Traced> attempts() {
      return entries.stream().flatMap(entry -> Stream.ofNullable(entry.attempt())).toList();
    }

    /** The positions after them. */
    Map<TopicPartition, OffsetAndMetadata> positions() {
      var positions = new HashMap<TopicPartition, OffsetAndMetadata>();
      for (var entry : entries) {
        positions.put(entry.partition(), new OffsetAndMetadata(entry.offset() + 1));
      }
      return positions;
    }

    boolean isEmpty() {
      return entries.isEmpty();
    }
  }

  /** Null: nothing of it can be sent. */
  record Entry(TopicPartition partition, long offset, @Nullable Traced attempt) {
    boolean isOverdue(Instant now) {
      return attempt == null || attempt.delivery().isOverdue(now);
    }
  }

  void add(ConsumerRecord<byte[], byte[]> record, Delivery delivery) {
    waiting.add(new Entry(partitionOf(record), record.offset(), Traced.of(record, delivery)));
  }

  /** Nothing is sent of it, but its position is passed. */
  void addUnreadable(ConsumerRecord<byte[], byte[]> record) {
    waiting.add(new Entry(partitionOf(record), record.offset(), null));
  }

  int size() {
    return waiting.size();
  }

  /**
   * Takes the next attempts.
   *
   * @param hasPlace asked once for each; the first no ends the turn
   */
  Turn next(BooleanSupplier hasPlace) {
    var entries = new ArrayList<Entry>();
    for (var entry = waiting.peek(); entry != null; entry = waiting.peek()) {
      if (entry.attempt() != null && !hasPlace.getAsBoolean()) {
        break;
      }
      entries.add(waiting.remove());
    }
    return new Turn(entries);
  }

  /** Takes what is not to be sent any more, as far as nothing of its partition waits before it. */
  Turn overdue(Instant now) {
    var entries = new ArrayList<Entry>();
    var passed = new HashSet<TopicPartition>();
    for (var each = waiting.iterator(); each.hasNext(); ) {
      var entry = each.next();
      if (!passed.contains(entry.partition()) && entry.isOverdue(now)) {
        entries.add(entry);
        each.remove();
      } else {
        passed.add(entry.partition());
      }
    }
    return new Turn(entries);
  }

  /** Its turn comes again: it could not be committed. */
  void giveBack(Turn turn) {
    turn.entries().reversed().forEach(waiting::addFirst);
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    waiting.removeIf(entry -> partitions.contains(entry.partition()));
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    // fetched anew from their committed positions
  }

  private static TopicPartition partitionOf(ConsumerRecord<byte[], byte[]> record) {
    return new TopicPartition(record.topic(), record.partition());
  }
}
