package io.belay.intake.stream;

import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.transaction.KafkaTransactionManager;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.DefaultTransactionStatus;

/**
 * Transactions of which each batch is repeated until it stands. A broker that is away for longer
 * than a transaction may take ends it and fences its producer; the listener's container takes that
 * for another instance's take-over, and would go on behind the batch. Who really has lost its
 * partitions is refused by the group when it commits the batch again.
 */
public final class RepeatingTransactions<K, V> extends KafkaTransactionManager<K, V> {
  private static final long serialVersionUID = 1;
  private static final Logger log = LoggerFactory.getLogger(RepeatingTransactions.class);

  public RepeatingTransactions(ProducerFactory<K, V> producers) {
    super(producers);
  }

  @Override
  protected void doCommit(DefaultTransactionStatus status) {
    try {
      super.doCommit(status);
    } catch (ProducerFencedException | InvalidProducerEpochException ended) {
      throw new TransactionSystemException(
          "Expected to commit a batch, but the broker had ended its transaction", ended);
    }
  }

  /** What the broker has ended is rolled back; why the batch failed is the caller's to know. */
  @Override
  protected void doRollback(DefaultTransactionStatus status) {
    try {
      super.doRollback(status);
    } catch (ProducerFencedException | InvalidProducerEpochException ended) {
      log.warn("The broker had ended the transaction of a batch; it is taken over again", ended);
    }
  }
}
