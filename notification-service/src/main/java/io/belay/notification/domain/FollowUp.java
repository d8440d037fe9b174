package io.belay.notification.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The customer is to be told something about a case.
 *
 * @param sequence the case progress it stands in; rises within a case
 * @param decidedAt business time of the decision
 * @param market ISO country, or null where the case names none
 * @param notAfter it says nothing any more after this instant; null: as its class says
 * @param incidentId the incident the case belongs to; null: none
 * @param digestOf what a digest says, oldest first; empty for any other message
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
    Facts facts,
    @Nullable String incidentId,
    List<FollowUp> digestOf)
    implements CaseNews {

  public FollowUp {
    digestOf = List.copyOf(digestOf);
  }

  /** About a case that belongs to no incident. */
  public FollowUp(
      String customerId,
      String caseId,
      long sequence,
      Instant decidedAt,
      String messageType,
      MessageClass messageClass,
      @Nullable String market,
      @Nullable Instant notAfter,
      Facts facts) {
    this(
        customerId,
        caseId,
        sequence,
        decidedAt,
        messageType,
        messageClass,
        market,
        notAfter,
        facts,
        null,
        List.of());
  }

  /** A digest of these, about this case. */
  public FollowUp withDigestOf(List<FollowUp> followUps) {
    return new FollowUp(
        customerId,
        caseId,
        sequence,
        decidedAt,
        Courtesies.Digest.TYPE,
        MessageClass.ROUTINE,
        market,
        null,
        facts,
        null,
        followUps);
  }

  /** Identity of the message, the same over all attempts and channels. */
  public String messageId() {
    var id = caseId + "/" + sequence;
    return digestOf.isEmpty() ? id : id + "/digest";
  }
}
