package io.belay.notification.stream;

import io.belay.notification.domain.CaseHeard;
import org.apache.kafka.streams.processor.api.Processor;

/** What every processor of the customers' pages works with. */
public record TrackRoom(CaseChanges changes) {
  Processor<String, CaseHeard, Void, Void> processor() {
    return new TrackProcessor(this);
  }
}
