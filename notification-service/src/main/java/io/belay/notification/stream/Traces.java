package io.belay.notification.stream;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** What of a record's headers goes on to the records it causes: the trace, nothing else. */
final class Traces {
  private static final String TRACE_PARENT = "traceparent";

  private Traces() {}

  static Headers of(Headers headers) {
    var kept = new RecordHeaders();
    var trace = headers.lastHeader(TRACE_PARENT);
    if (trace != null) {
      kept.add(trace);
    }
    return kept;
  }
}
