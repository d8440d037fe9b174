package io.belay.escalation.stream;

import io.belay.duetime.TickLimits;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.progress.Step;
import io.belay.escalation.pack.PackLibrary;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;

/** Makes the processor of each partition that is taken over. */
public record CaseProcessors(
    PackLibrary packs, TickLimits limits, CaseObserver observer, QueueBoard board)
    implements ProcessorSupplier<String, ReportedEvent, String, Step> {
  @Override
  public Processor<String, ReportedEvent, String, Step> get() {
    return new CaseProcessor(new CasePolicies(packs), limits, observer, board);
  }
}
