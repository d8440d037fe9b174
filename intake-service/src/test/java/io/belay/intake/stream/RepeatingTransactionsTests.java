package io.belay.intake.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The listener's container repeats a batch after any failure but one that says "fenced", after
 * which it goes on behind the batch.
 */
class RepeatingTransactionsTests {
  private final MockProducer<String, String> producer =
      new MockProducer<>(true, null, new StringSerializer(), new StringSerializer());
  private final TransactionTemplate transaction =
      new TransactionTemplate(new RepeatingTransactions<>(new OneProducer(producer)));

  @Test
  void aBatchWhoseTransactionTheBrokerEndedFailsForItsOwnReason() {
    assertThatExceptionOfType(TimeoutException.class)
        .isThrownBy(
            () ->
                transaction.executeWithoutResult(
                    status -> {
                      producer.fenceProducer();
                      throw new TimeoutException("the broker is away");
                    }));
  }

  @Test
  void aCommitThatComesTooLateIsAFailureLikeAnyOther() {
    var failure =
        catchThrowable(() -> transaction.executeWithoutResult(status -> producer.fenceProducer()));
    assertThat(failure)
        .isInstanceOf(RuntimeException.class)
        .isNotInstanceOf(ProducerFencedException.class)
        .hasMessageContaining("had ended its transaction");
  }

  private record OneProducer(MockProducer<String, String> producer)
      implements ProducerFactory<String, String> {
    OneProducer {
      producer.initTransactions();
    }

    @Override
    public Producer<String, String> createProducer() {
      return producer;
    }

    @Override
    public Producer<String, String> createProducer(@Nullable String transactionIdPrefix) {
      return producer;
    }

    @Override
    public boolean transactionCapable() {
      return true;
    }
  }
}
