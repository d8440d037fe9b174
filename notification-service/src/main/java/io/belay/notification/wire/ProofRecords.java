package io.belay.notification.wire;

import io.belay.events.CaseEvent;
import io.belay.events.CustomerInformed;
import io.belay.notification.domain.Outgoing.Proof;

/** Writes the proof that a customer was told, as an event of the case. */
final class ProofRecords {
  private static final String SOURCE = "notification";

  private ProofRecords() {}

  static CaseEvent write(Proof proof) {
    var informed = proof.informed();
    var message = informed.message();
    return CaseEvent.newBuilder()
        .setEventId("informed:" + message.messageId())
        .setCaseId(message.caseId())
        .setCustomerId(proof.customerId())
        .setOccurredAt(proof.at())
        .setSource(SOURCE)
        .setSubmittedBy(SOURCE)
        .setPayload(
            CustomerInformed.newBuilder()
                .setMessageId(message.messageId())
                .setMessageType(message.messageType())
                .setChannel(informed.channel().name())
                .setConfirmed(informed.confirmed())
                .build())
        .build();
  }
}
