package io.belay.intake.wire;

import io.belay.events.AgentReplied;
import io.belay.events.Assigned;
import io.belay.events.Channel;
import io.belay.events.Closed;
import io.belay.events.ComplaintRaised;
import io.belay.events.ContactMissed;
import io.belay.events.CustomerReplied;
import io.belay.events.Deescalated;
import io.belay.events.EscalationRequested;
import io.belay.events.ExtensionGranted;
import io.belay.events.Linked;
import io.belay.events.MilestoneReached;
import io.belay.events.Noted;
import io.belay.events.Opened;
import io.belay.events.Rated;
import io.belay.events.Reclassified;
import io.belay.events.Reopened;
import io.belay.events.Resolved;
import io.belay.events.WaitingEnded;
import io.belay.events.WaitingOn;
import io.belay.events.WaitingStarted;
import io.belay.intake.domain.Happening;
import org.jspecify.annotations.Nullable;

/** The payload record of each happening. */
final class Payloads {
  private Payloads() {}

  static Object of(Happening happening) {
    return switch (happening) {
      case Happening.Opened it -> opened(it);
      case Happening.Assigned it -> new Assigned(it.tier(), it.queue(), Records.actor(it.agent()));
      case Happening.AgentReplied it -> new AgentReplied();
      case Happening.CustomerReplied it -> new CustomerReplied();
      case Happening.WaitingStarted it ->
          new WaitingStarted(WaitingOn.valueOf(it.on().name()), it.need());
      case Happening.WaitingEnded it -> new WaitingEnded();
      case Happening.EscalationRequested it -> new EscalationRequested(it.differentAgent(), null);
      case Happening.Deescalated it -> new Deescalated(it.tier());
      case Happening.Reclassified it ->
          new Reclassified(it.category(), it.priority(), it.amount(), it.mode(), null, null);
      case Happening.MilestoneReached it -> new MilestoneReached(it.milestone());
      case Happening.ExtensionGranted it -> new ExtensionGranted(it.clock(), it.approver());
      case Happening.ComplaintRaised it ->
          new ComplaintRaised(it.aboutAgent(), it.agentId(), it.team());
      case Happening.Resolved it -> new Resolved(it.outcome());
      case Happening.Reopened it -> new Reopened();
      case Happening.Closed it -> new Closed();
      case Happening.Rated it -> new Rated(it.score());
      case Happening.ContactMissed it -> new ContactMissed(it.inbound(), it.tries());
      case Happening.Linked it -> new Linked(it.toCaseId(), it.incidentId(), null);
      case Happening.Noted it -> new Noted();
    };
  }

  private static Opened opened(Happening.Opened it) {
    return Opened.newBuilder()
        .setCategory(it.category())
        .setChannel(Channel.valueOf(it.channel().name()))
        .setPriority(it.priority())
        .setTransaction(transaction(it.transaction()))
        .setDevice(it.device())
        .setEvidence(it.evidence())
        .setHandledBy(Records.actor(it.handledBy()))
        .setMarket(it.market())
        .setEntity(it.entity())
        .setExternalId(it.externalId())
        .setImported(it.imported())
        .build();
  }

  private static io.belay.events.@Nullable Transaction transaction(
      Happening.@Nullable Transaction it) {
    return it == null
        ? null
        : io.belay.events.Transaction.newBuilder()
            .setReference(it.reference())
            .setAmount(it.amount())
            .setCurrency(it.currency())
            .setOccurredAt(it.occurredAt())
            .build();
  }
}
