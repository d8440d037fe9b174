package io.belay.notification.stream;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StreamFailuresTest {
  private final StreamFailures failures = new StreamFailures();

  static Stream<Throwable> passing() {
    return Stream.of(
        new InvalidTxnStateException("invalid state"),
        new InvalidProducerEpochException("old epoch"),
        new ProducerFencedException("fenced"),
        new OutOfOrderSequenceException("a sequence is missing"),
        new TransactionAbortableException("abort it"),
        new TransactionAbortedException(),
        new TimeoutException("too late"),
        new MissingSourceTopicException("no topic"),
        new SerializationException(new ConnectException("the registry is away")));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void afterAFailureThatMayPassAnotherThreadGoesOn(Throwable cause) {
    assertThat(failures.handle(wrapped(cause))).isEqualTo(REPLACE_THREAD);
  }

  static Stream<Throwable> lasting() {
    return Stream.of(
        new IllegalStateException("a bug"),
        new SerializationException("no such field"),
        new TopicAuthorizationException("delivery-outcomes"));
  }

  @ParameterizedTest
  @MethodSource("lasting")
  void whatWouldComeAgainStopsTheStream(Throwable cause) {
    assertThat(failures.handle(wrapped(cause))).isEqualTo(SHUTDOWN_CLIENT);
  }

  private static Throwable wrapped(Throwable cause) {
    return new StreamsException("Error encountered trying to commit a transaction", cause);
  }
}
