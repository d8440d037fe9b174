package io.belay.notification.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.belay.contract.DeadLetter;
import io.belay.contract.Topics;
import io.belay.notification.Samples;
import io.belay.notification.domain.Channel;
import io.belay.notification.domain.Result;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class DispatchReportsTest {
  private static final byte[] KEY = {1};
  private static final byte[] VALUE = {2};

  private final MockProducer<String, Object> records =
      new MockProducer<>(true, null, new StringSerializer(), (topic, value) -> new byte[0]);
  private final DispatchReports reports = new DispatchReports(records, new BrokerAway());

  /** A producer that tried for as long as it may. */
  private static final class BrokerAway extends MockProducer<byte[], byte[]> {
    BrokerAway() {
      super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public synchronized Future<RecordMetadata> send(
        ProducerRecord<byte[], byte[]> record, Callback callback) {
      var sent = super.send(record, callback);
      errorNext(new TimeoutException("Expected the broker to be there"));
      return sent;
    }
  }

  @Test
  void aDeadLetterThatIsNotWrittenIsToldSoThatItsRecordIsReadAgain() {
    var unreadable = new ConsumerRecord<>(Topics.DELIVERIES_SMS_ROUTINE, 0, 7, KEY, VALUE);
    assertThatExceptionOfType(KafkaException.class)
        .isThrownBy(() -> reports.deadLetter(DeadLetter.of(unreadable, "unreadable", "?")))
        .withMessage("Expected to write a dead letter, but could not");
  }

  /** It would end the thread that hands attempts to their routes. */
  @Test
  void anOutcomeThatCannotBeWrittenEndsNothingElse() {
    records.sendException = new SerializationException("Expected the registry to be there");
    var delivery = Samples.delivery(Channel.SMS, Samples.PHONE, "text");
    reports.outcome(
        delivery, Optional.empty(), Result.REFUSED, "route-down", true, null, Samples.NOON);
    reports.taken(delivery, Optional.empty(), "smsc", List.of("1", "2"), Samples.NOON);
    assertThat(records.history()).isEmpty();

    records.sendException = null;
    reports.taken(delivery, Optional.empty(), "smsc", List.of("1", "2"), Samples.NOON);
    assertThat(records.history()).hasSize(2);
  }

  @Test
  void whoBringsAReceiptIsToldThatItCannotBeWritten() {
    records.sendException = new SerializationException("Expected the registry to be there");
    assertThatExceptionOfType(KafkaException.class)
        .isThrownBy(() -> reports.receipt("smsc", "1", "DELIVERED", null, Samples.NOON));
  }
}
