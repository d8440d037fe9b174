package io.belay.notification.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The customer is to be told something about a case.
 *
 * @param sequence the case progress it stands in; rises within a case
 * @param decidedAt business time of the decision
 * @param market ISO country, or null where the case names none
 * @param notAfter it says nothing any more after this instant; null: as its class says
 */
public record FollowUp(
    String customerId,
    String caseId,
    long sequence,
    Instant decidedAt,
    String messageType,
    MessageClass messageClass,
    @Nullable String market,
    @Nullable Instant notAfter,
    Facts facts) {

  /** Identity of the message, the same over all attempts and channels. */
  public String messageId() {
    return caseId + "/" + sequence;
  }
}
