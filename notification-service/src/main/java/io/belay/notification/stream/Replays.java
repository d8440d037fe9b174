package io.belay.notification.stream;

import io.belay.contract.DeadLetterHeaders;
import io.belay.notification.domain.OutboxInput;
import io.belay.notification.domain.OutboxInput.DutyChanged;
import io.belay.notification.domain.OutboxInput.FollowUpArrived;
import io.belay.notification.domain.OutboxInput.NewsReplayed;
import org.apache.kafka.streams.processor.api.Record;

/** Tells news that an operator sent again from news that come in turn. */
final class Replays {
  private Replays() {}

  static OutboxInput in(Record<String, OutboxInput> record) {
    var input = record.value();
    if (record.headers().lastHeader(DeadLetterHeaders.REPLAYED) == null) {
      return input;
    }
    if (input instanceof FollowUpArrived(var followUp)) {
      return new NewsReplayed(followUp);
    }
    return input instanceof DutyChanged(var change) ? new NewsReplayed(change) : input;
  }
}
