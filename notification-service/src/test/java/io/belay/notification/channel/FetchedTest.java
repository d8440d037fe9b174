package io.belay.notification.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.notification.Samples;
import io.belay.notification.channel.Fetched.Turn;
import io.belay.notification.domain.Channel;
import io.belay.notification.domain.Outgoing.Delivery;
import java.time.Instant;
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
  void whatIsPastItsTimeLeavesAsFarAsNothingOfItsPartitionWaitsBeforeIt() {
    var before = Samples.delivery(Channel.SMS, Samples.PHONE, "before");
    fetched.add(record(2, 1), before);
    var later = before.notAfter().plusSeconds(60);
    fetched.add(record(2, 2), notAfter(later, "in time"));
    fetched.add(record(2, 3), notAfter(before.notAfter(), "behind it"));
    fetched.add(record(3, 1), notAfter(before.notAfter(), "beside it"));

    var overdue = fetched.overdue(before.notAfter().plusSeconds(1));
    assertThat(texts(overdue)).containsExactly("first", "second", "third", "before", "beside it");
    assertThat(overdue.positions())
        .containsEntry(partition(2), position(2))
        .containsEntry(partition(3), position(2));
    assertThat(texts(next(9))).containsExactly("in time", "behind it");
  }

  @Test
  void nothingIsPastItsTimeInItsLastMoment() {
    var delivery = Samples.delivery(Channel.SMS, Samples.PHONE, "in time");
    var alone = new Fetched();
    alone.add(record(0, 7), delivery);
    assertThat(alone.overdue(delivery.notAfter()).isEmpty()).isTrue();
    assertThat(alone.overdue(delivery.notAfter().plusNanos(1)).isEmpty()).isFalse();
  }

  private static Delivery notAfter(Instant notAfter, String text) {
    var usual = Samples.delivery(Channel.SMS, Samples.PHONE, text);
    return new Delivery(
        usual.ref(),
        usual.messageType(),
        usual.messageClass(),
        usual.channel(),
        usual.address(),
        usual.market(),
        usual.rendered(),
        usual.decidedAt(),
        notAfter);
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
