package io.belay.notification.wire;

import io.belay.events.CaseEvent;
import io.belay.events.CustomerInformed;
import io.belay.notification.domain.OutboxEffect;
import io.belay.notification.domain.Outgoing.Proof;

/** Writes what the fate of a message means to its case, as an event of the case. */
final class ProofRecords {
  private static final String SOURCE = "notification";

  private ProofRecords() {}

  static CaseEvent write(Proof written) {
    var proof = written.proof();
    return CaseEvent.newBuilder()
        .setEventId(proof.proofId())
        .setCaseId(proof.telling().caseId())
        .setCustomerId(written.customerId())
        .setOccurredAt(written.at())
        .setSource(SOURCE)
        .setSubmittedBy(SOURCE)
        .setPayload(payload(proof))
        .build();
  }

  private static CustomerInformed payload(OutboxEffect.Proof proof) {
    return CustomerInformed.newBuilder()
        .setMessageId(proof.telling().messageId())
        .setMessageType(proof.telling().messageType())
        .setChannel(proof.channel().name())
        .setConfirmed(proof.confirmed())
        .setReached(!(proof instanceof OutboxEffect.MessageBounced))
        .build();
  }
}
