package io.belay.notification.stream;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/** Kafka Streams' clients as it makes them itself, but for the pace of its main consumers. */
final class PacedConsumers implements KafkaClientSupplier {

  @Override
  public Admin getAdmin(Map<String, Object> settings) {
    return Admin.create(settings);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> settings) {
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> settings) {
    return new PacedConsumer(settings);
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> settings) {
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> settings) {
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static final class PacedConsumer extends KafkaConsumer<byte[], byte[]> {
    private final PollPace pace = new PollPace(System::nanoTime);

    PacedConsumer(Map<String, Object> settings) {
      super(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** A thread that has other work does not wait at all, and so does not rest either. */
    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      long rest = timeout.isZero() ? 0 : pace.restNanos();
      if (rest > 0) {
        LockSupport.parkNanos(this, rest);
      }
      var records = super.poll(timeout);
      pace.answered(!records.isEmpty(), moreIsThere(records));
      return records;
    }

    private boolean moreIsThere(ConsumerRecords<byte[], byte[]> records) {
      return records.partitions().stream()
          .anyMatch(partition -> currentLag(partition).orElse(0) > 0);
    }
  }
}
