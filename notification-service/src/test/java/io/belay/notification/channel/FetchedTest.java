package io.belay.notification.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.notification.Samples;
import io.belay.notification.channel.Fetched.Turn;
import io.belay.notification.domain.Channel;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FetchedTest {
  private static final String TOPIC = "deliveries-sms-routine";

  private final Fetched fetched = new Fetched();

  @BeforeEach
  void fetch() {
    fetched.add(record(0, 7), Samples.delivery(Channel.SMS, Samples.PHONE, "first"));
    fetched.addUnreadable(record(0, 8));
    fetched.add(record(1, 3), Samples.delivery(Channel.SMS, Samples.PHONE, "second"));
    fetched.addUnreadable(record(1, 4));
    fetched.add(record(1, 5), Samples.delivery(Channel.SMS, Samples.PHONE, "third"));
  }

  @Test
  void aTurnHasAsManyAttemptsAsThereArePlacesAndPassesWhatCannotBeRead() {
    var turn = next(2);

    assertThat(texts(turn)).containsExactly("first", "second");
    assertThat(turn.positions())
        .isEqualTo(Map.of(partition(0), position(9), partition(1), position(5)));
    assertThat(fetched.size()).isEqualTo(1);
  }

  @Test
  void withoutAPlaceThereIsNoTurn() {
    assertThat(next(0).isEmpty()).isTrue();
  }

  @Test
  void whatCouldNotBeCommittedHasItsTurnAgainInItsOrder() {
    fetched.giveBack(next(2));

    assertThat(texts(next(3))).containsExactly("first", "second", "third");
  }

  @Test
  void whatWasFetchedOfAPartitionThatLeftIsForgotten() {
    fetched.giveBack(next(2));
    fetched.onPartitionsRevoked(List.of(partition(1)));

    assertThat(texts(next(3))).containsExactly("first");
  }

  private Turn next(int places) {
    var left = new AtomicInteger(places);
    return fetched.next(() -> left.getAndDecrement() > 0);
  }

  private static List<String> texts(Turn turn) {
    return turn.attempts().stream().map(each -> each.delivery().rendered().text()).toList();
  }

  private static ConsumerRecord<byte[], byte[]> record(int partition, long offset) {
    return new ConsumerRecord<>(TOPIC, partition, offset, new byte[0], new byte[0]);
  }

  private static TopicPartition partition(int number) {
    return new TopicPartition(TOPIC, number);
  }

  private static OffsetAndMetadata position(long offset) {
    return new OffsetAndMetadata(offset);
  }
}
