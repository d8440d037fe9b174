package io.belay.escalation;

import io.belay.contract.TraceParent;
import io.belay.escalation.stream.Spans;
import io.micrometer.tracing.Tracer;
import java.util.Optional;
import org.slf4j.MDC;

/** The spans of a case's story, exported where the configuration says so. */
final class CaseSpans implements Spans {
  private static final String CASE_ID = "case.id";
  private static final String TRACE_ID = "traceId";
  private static final String SPAN_ID = "spanId";

  private final Tracer tracer;

  CaseSpans(Tracer tracer) {
    this.tracer = tracer;
  }

  @Override
  public Span within(Optional<TraceParent> parent, String name, String caseId) {
    var span = parent.filter(TraceParent::sampled).map(recorded -> started(recorded, name, caseId));
    var context = span.map(CaseSpans::contextOf).or(() -> parent);
    MDC.put(CASE_ID, caseId);
    context.ifPresent(
        found -> {
          MDC.put(TRACE_ID, found.traceId());
          MDC.put(SPAN_ID, found.spanId());
        });
    return new Open(span, context);
  }

  private io.micrometer.tracing.Span started(TraceParent parent, String name, String caseId) {
    var above =
        tracer
            .traceContextBuilder()
            .traceId(parent.traceId())
            .spanId(parent.spanId())
            .sampled(parent.sampled())
            .build();
    return tracer.spanBuilder().setParent(above).name(name).tag(CASE_ID, caseId).start();
  }

  private static TraceParent contextOf(io.micrometer.tracing.Span span) {
    return new TraceParent(span.context().traceId(), span.context().spanId(), true);
  }

  private record Open(Optional<io.micrometer.tracing.Span> span, Optional<TraceParent> context)
      implements Span {
    @Override
    public void close() {
      span.ifPresent(io.micrometer.tracing.Span::end);
      MDC.remove(CASE_ID);
      MDC.remove(TRACE_ID);
      MDC.remove(SPAN_ID);
    }
  }
}
