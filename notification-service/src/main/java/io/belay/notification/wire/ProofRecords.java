package io.belay.notification.wire;

import io.belay.events.CaseEvent;
import io.belay.events.CustomerInformed;
import io.belay.notification.domain.Channel;
import io.belay.notification.domain.OutboxEffect;
import io.belay.notification.domain.Outgoing.Proof;
import org.jspecify.annotations.Nullable;

/** Writes what the fate of a message means to its case, as an event of the case. */
final class ProofRecords {
  private static final String SOURCE = "notification";

  /** The record has to name one, also where nothing was sent on any. */
  private static final String NO_CHANNEL = "NONE";

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
        .setChannel(channel(proof.channel()))
        .setConfirmed(proof.confirmed())
        .setReached(reached(proof))
        .build();
  }

  private static String channel(@Nullable Channel channel) {
    return channel == null ? NO_CHANNEL : channel.name();
  }

  private static boolean reached(OutboxEffect.Proof proof) {
    return switch (proof) {
      case OutboxEffect.CustomerInformed informed -> true;
      case OutboxEffect.MessageBounced bounced -> false;
      case OutboxEffect.NeverTold never -> false;
    };
  }
}
