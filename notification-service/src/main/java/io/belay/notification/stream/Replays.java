package io.belay.notification.stream;

import io.belay.contract.DeadLetterHeaders;
import io.belay.notification.domain.OutboxInput;
import io.belay.notification.domain.OutboxInput.DutyChanged;
import io.belay.notification.domain.OutboxInput.FollowUpArrived;
import io.belay.notification.domain.OutboxInput.NewsReplayed;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.Record;

/** Tells news that an operator sent again from news that come in turn, as old as their record. */
final class Replays {
  private Replays() {}

  static OutboxInput in(Record<String, OutboxInput> record) {
    var input = record.value();
    boolean replayed = record.headers().lastHeader(DeadLetterHeaders.REPLAYED) != null;
    if (input instanceof FollowUpArrived arrived) {
      var followUp = arrived.followUp();
      return replayed
          ? new NewsReplayed(followUp)
          : new FollowUpArrived(followUp, Instant.ofEpochMilli(record.timestamp()));
    }
    return replayed && input instanceof DutyChanged(var change) ? new NewsReplayed(change) : input;
  }
}
