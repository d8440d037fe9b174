package io.belay.escalation.stream;

import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Step;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Marks the last step of a case in the headers of its record: the history, which decodes nothing,
 * knows by it that it can forget the case, too.
 */
final class Farewell {
  static final String HEADER = "belay-forgotten";

  private Farewell() {}

  /** The headers of a step's record. */
  static Headers headers(Step step, Headers headers) {
    return step.progress() instanceof Progress.CaseForgotten
        ? new RecordHeaders(headers).add(HEADER, new byte[0])
        : headers;
  }

  static boolean isIn(Headers headers) {
    return headers.lastHeader(HEADER) != null;
  }
}
