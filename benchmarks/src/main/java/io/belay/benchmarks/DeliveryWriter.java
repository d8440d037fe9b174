package io.belay.benchmarks;

import io.belay.events.Delivery;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Hands messages to the dispatchers as the outbox would, in a transaction: they see them once all
 * are written, so that what writing costs is not measured as theirs.
 */
final class DeliveryWriter implements AutoCloseable {
  static final String TEXT =
      "Harbour Bank: your case 7Q2K about a delayed withdrawal is with our specialists now. Next"
          + " news by 18:00. Code K7QM-3XPA";
  static final String HTML = "<html><body><p>%s</p></body></html>".formatted(TEXT).repeat(10);

  private static final int VALID_SECONDS = 600;

  private final KafkaProducer<String, Object> producer;
  private long number;

  DeliveryWriter(String bootstrapServers, AvroSettings avro) {
    producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.LINGER_MS_CONFIG,
                5,
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                "delivery-writer"),
            new StringSerializer(),
            avro.serializer());
    producer.initTransactions();
  }

  void write(int messages, String channel, String topic) {
    producer.beginTransaction();
    for (int i = 0; i < messages; i++) {
      var delivery = delivery(++number, channel);
      var unused = producer.send(new ProducerRecord<>(topic, delivery.getCustomerId(), delivery));
    }
    producer.commitTransaction();
  }

  private static Delivery delivery(long number, String channel) {
    boolean sms = channel.equals("SMS");
    var now = Instant.now();
    return Delivery.newBuilder()
        .setAttemptId("case-" + number + "/1/1")
        .setMessageId("case-" + number + "/1")
        .setCaseId("case-" + number)
        .setCustomerId("customer-" + number)
        .setMessageType("progress")
        .setMessageClass("ROUTINE")
        .setChannel(channel)
        .setAddress(sms ? "+861380%07d".formatted(number) : "c%d@example.com".formatted(number))
        .setLocale("en")
        .setMarket("CN")
        .setSubject(sms ? null : "Your case")
        .setText(TEXT)
        .setHtml(sms ? null : HTML)
        .setDecidedAt(now)
        .setNotAfter(now.plusSeconds(VALID_SECONDS))
        .setTemplate("bench")
        .setCode("K7QM-3XPA")
        .build();
  }

  @Override
  public void close() {
    producer.close();
  }
}
