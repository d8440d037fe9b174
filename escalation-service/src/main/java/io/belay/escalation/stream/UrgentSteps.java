package io.belay.escalation.stream;

import io.belay.contract.UrgentFollowUps;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Progress.MessageClass;
import io.belay.escalation.domain.progress.Step;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Steps whose message must not wait behind others: they go out a second time, on a topic that holds
 * nothing else.
 */
final class UrgentSteps {
  private UrgentSteps() {}

  static boolean isOne(Step step) {
    return step.customerId() != null
        && step.progress() instanceof Progress.FollowUpDue due
        && due.messageClass() == MessageClass.URGENT;
  }

  /** The headers of a step's record. */
  static Headers headers(Step step, Headers headers) {
    return isOne(step)
        ? new RecordHeaders(headers).add(UrgentFollowUps.HEADER, new byte[0])
        : headers;
  }
}
