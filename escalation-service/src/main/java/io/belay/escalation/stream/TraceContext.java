package io.belay.escalation.stream;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The part of a record's headers that goes on to what follows from it. */
final class TraceContext {
  static final String TRACEPARENT = "traceparent";

  private TraceContext() {}

  static Headers of(Headers incoming) {
    var outgoing = new RecordHeaders();
    var traceparent = incoming.lastHeader(TRACEPARENT);
    if (traceparent != null) {
      outgoing.add(traceparent);
    }
    return outgoing;
  }
}
