package io.belay.escalation.stream;

import io.belay.duetime.TickLimits;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.pack.PackLibrary;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;

/** Makes the processor of each partition that is taken over. */
public record CaseProcessors(
    PackLibrary packs, TickLimits limits, CaseObserver observer, QueueBoard board, Spans spans)
    implements ProcessorSupplier<String, ReportedEvent, String, Object> {

  /** Without spans of their own. */
  public CaseProcessors(
      PackLibrary packs, TickLimits limits, CaseObserver observer, QueueBoard board) {
    this(packs, limits, observer, board, Spans.NONE);
  }

  @Override
  public Processor<String, ReportedEvent, String, Object> get() {
    return new CaseProcessor(new CasePolicies(packs), this);
  }
}
