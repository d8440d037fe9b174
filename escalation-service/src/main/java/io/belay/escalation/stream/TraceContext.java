package io.belay.escalation.stream;

import io.belay.contract.TraceParent;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The trace in a record's headers: the only header that goes on to what follows from it. */
final class TraceContext {
  private TraceContext() {}

  static Optional<TraceParent> of(Headers headers) {
    var found = headers.lastHeader(TraceParent.HEADER);
    return found == null ? Optional.empty() : TraceParent.parse(found.value());
  }

  static Headers headers(Optional<TraceParent> trace) {
    var headers = new RecordHeaders();
    trace.ifPresent(parent -> headers.add(TraceParent.HEADER, parent.headerBytes()));
    return headers;
  }
}
