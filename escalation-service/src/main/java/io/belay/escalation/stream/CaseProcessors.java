package io.belay.escalation.stream;

import io.belay.duetime.TickLimits;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.pack.PackLibrary;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;

/**
 * Makes the processor of each partition that is taken over.
 *
 * @param backlog learns from them how long events wait
 * @param nanoClock measures how long ticks take
 */
public record CaseProcessors(
    PackLibrary packs,
    TickLimits limits,
    CaseObserver observer,
    QueueBoard board,
    Spans spans,
    Backlog backlog,
    LongSupplier nanoClock)
    implements ProcessorSupplier<String, ReportedEvent, String, Object> {

  public CaseProcessors(
      PackLibrary packs, TickLimits limits, CaseObserver observer, QueueBoard board, Spans spans) {
    this(packs, limits, observer, board, spans, new Backlog(), System::nanoTime);
  }

  /** Without spans of their own. */
  public CaseProcessors(
      PackLibrary packs, TickLimits limits, CaseObserver observer, QueueBoard board) {
    this(packs, limits, observer, board, Spans.NONE);
  }

  /** For a topology whose time is not the machine's: its ticks take what they need. */
  CaseProcessors inVirtualTime() {
    return new CaseProcessors(packs, limits, observer, board, spans, backlog, () -> 0);
  }

  @Override
  public Processor<String, ReportedEvent, String, Object> get() {
    return new CaseProcessor(new CasePolicies(packs), this);
  }
}
