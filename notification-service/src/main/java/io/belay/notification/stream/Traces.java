package io.belay.notification.stream;

import io.belay.contract.TraceParent;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** What of a record's headers goes on to the records it causes: the trace, nothing else. */
final class Traces {
  private Traces() {}

  static Optional<TraceParent> of(Headers headers) {
    var trace = headers.lastHeader(TraceParent.HEADER);
    return trace == null ? Optional.empty() : TraceParent.parse(trace.value());
  }

  static Headers headers(Optional<TraceParent> trace) {
    var headers = new RecordHeaders();
    trace.ifPresent(parent -> headers.add(TraceParent.HEADER, parent.headerBytes()));
    return headers;
  }
}
