package io.belay.notification.stream;

import io.belay.notification.wire.PassingFailures;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place that decides what a failure of the stream means. */
final class StreamFailures implements StreamsUncaughtExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(StreamFailures.class);
  private static final int DEEPEST_CAUSE = 20;

  /**
   * What may pass is tried again on a new thread; a bug stops the stream, and the probes show it.
   */
  @Override
  public StreamThreadExceptionResponse handle(Throwable failure) {
    if (PassingFailures.mayPass(failure)) {
      log.warn("The stream could not go on and tries again: {}", rootOf(failure).toString());
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    log.error("The stream stops: this failure would come again", failure);
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable root = failure;
    for (int depth = 0; root.getCause() != null && depth < DEEPEST_CAUSE; depth++) {
      root = root.getCause();
    }
    return root;
  }
}
