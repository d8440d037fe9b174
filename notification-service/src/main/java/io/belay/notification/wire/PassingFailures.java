package io.belay.notification.wire;

import io.belay.contract.RegistryTrouble;
import org.apache.kafka.common.errors.ApplicationRecoverableException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;

/**
 * Tells a failure of broker, registry or network, which may pass, from one that would come again:
 * while the registry cannot be asked, no record is unreadable, and a transaction that the broker
 * ended is begun anew.
 */
public final class PassingFailures {
  private static final int DEEPEST_CAUSE = 20;

  private PassingFailures() {}

  /** Whether broker, registry or network were the cause. */
  public static boolean mayPass(Throwable failure) {
    if (RegistryTrouble.isCauseOf(failure)) {
      return true;
    }
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
      if (cause instanceof RetriableException
          || cause instanceof MissingSourceTopicException
          || endsATransaction(cause)) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  /** The broker ended it, as after having been away for longer than one may last: a new one may. */
  private static boolean endsATransaction(Throwable cause) {
    return cause instanceof ApplicationRecoverableException
        || cause instanceof InvalidTxnStateException
        || cause instanceof OutOfOrderSequenceException
        || cause instanceof TransactionAbortableException
        || cause instanceof TransactionAbortedException;
  }
}
