package io.belay.escalation.stream;

import io.belay.escalation.domain.progress.Step;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Marks refusals about a case that is not there in the headers of their records: the history would
 * keep them for ever, because no such case is ever forgotten.
 */
final class UnopenedSteps {
  static final String HEADER = "belay-unopened";

  private UnopenedSteps() {}

  /** The headers of a step's record. */
  static Headers headers(Step step, Headers headers) {
    return step.sequence() == 0 ? new RecordHeaders(headers).add(HEADER, new byte[0]) : headers;
  }

  static boolean isIn(Headers headers) {
    return headers.lastHeader(HEADER) != null;
  }
}
