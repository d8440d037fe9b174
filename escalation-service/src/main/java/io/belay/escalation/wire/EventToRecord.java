package io.belay.escalation.wire;

import io.belay.escalation.domain.event.Actor;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.event.WaitingOn;
import io.belay.events.ActorKind;
import io.belay.events.AgentReplied;
import io.belay.events.Assigned;
import io.belay.events.Channel;
import io.belay.events.Closed;
import io.belay.events.ComplaintRaised;
import io.belay.events.ContactMissed;
import io.belay.events.CustomerInformed;
import io.belay.events.CustomerReplied;
import io.belay.events.Deescalated;
import io.belay.events.EscalationRequested;
import io.belay.events.ExtensionGranted;
import io.belay.events.IncidentEscalated;
import io.belay.events.IncidentReleased;
import io.belay.events.Linked;
import io.belay.events.MilestoneReached;
import io.belay.events.Noted;
import io.belay.events.Opened;
import io.belay.events.PolicyChanged;
import io.belay.events.Rated;
import io.belay.events.Reclassified;
import io.belay.events.Reopened;
import io.belay.events.Resolved;
import io.belay.events.Transaction;
import io.belay.events.WaitingEnded;
import io.belay.events.WaitingStarted;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** An event as a record, with what the domain knows of it; the rest of the record says nothing. */
final class EventToRecord {
  private static final String UNKNOWN = "";

  private EventToRecord() {}

  static io.belay.events.CaseEvent record(ReportedEvent event) {
    return record(event, UNKNOWN);
  }

  /**
   * @param reporter what reports and submits it
   */
  static io.belay.events.CaseEvent record(ReportedEvent event, String reporter) {
    return new io.belay.events.CaseEvent(
        event.eventId(),
        event.caseId(),
        event.customerId(),
        event.times().occurredAt(),
        reporter,
        reporter,
        actor(event.actor()),
        payload(event.event()));
  }

  private static SpecificRecord payload(CaseEvent event) {
    return switch (event) {
      case CaseEvent.Opened o -> opened(o);
      case CaseEvent.Assigned a -> new Assigned(a.tier(), a.queue(), actor(a.agent()));
      case CaseEvent.AgentReplied a -> new AgentReplied();
      case CaseEvent.CustomerReplied c -> new CustomerReplied();
      case CaseEvent.WaitingStarted w -> new WaitingStarted(waitingOn(w.on()), w.need());
      case CaseEvent.WaitingEnded w -> new WaitingEnded();
      case CaseEvent.EscalationRequested r -> new EscalationRequested(r.differentAgent(), r.tier());
      case CaseEvent.Deescalated d -> new Deescalated(d.tier());
      case CaseEvent.Reclassified r -> reclassified(r);
      case CaseEvent.MilestoneReached m -> new MilestoneReached(m.milestone());
      case CaseEvent.ExtensionGranted e -> new ExtensionGranted(e.clock(), e.approver());
      case CaseEvent.ComplaintRaised c ->
          new ComplaintRaised(c.aboutAgent(), c.agentId(), c.team());
      case CaseEvent.Resolved r -> new Resolved(r.outcome());
      case CaseEvent.Reopened r -> new Reopened();
      case CaseEvent.Closed c -> new Closed();
      case CaseEvent.Rated r -> new Rated(r.score());
      case CaseEvent.ContactMissed c -> new ContactMissed(c.inbound(), c.tries());
      case CaseEvent.Linked l -> new Linked(l.toCaseId(), l.incidentId(), l.relation());
      case CaseEvent.Noted n -> new Noted();
      case CaseEvent.CustomerInformed c ->
          informed(c.messageId(), c.messageType(), c.confirmed(), true);
      case CaseEvent.MessageBounced b -> informed(b.messageId(), b.messageType(), false, false);
      case CaseEvent.PolicyChanged p -> new PolicyChanged(p.pack(), p.version());
      case CaseEvent.IncidentEscalated i -> new IncidentEscalated(i.incidentId(), i.tier());
      case CaseEvent.IncidentReleased i -> new IncidentReleased(i.incidentId(), i.cause());
    };
  }

  private static CustomerInformed informed(
      @Nullable String messageId, String type, boolean confirmed, boolean reached) {
    return CustomerInformed.newBuilder()
        .setMessageId(messageId == null ? UNKNOWN : messageId)
        .setMessageType(type)
        .setChannel(UNKNOWN)
        .setConfirmed(confirmed)
        .setReached(reached)
        .build();
  }

  private static Reclassified reclassified(CaseEvent.Reclassified change) {
    var duplicate = change.duplicate();
    return new Reclassified(
        change.category(),
        change.priority(),
        change.amount(),
        change.mode(),
        duplicate == null ? null : duplicate.caseId(),
        duplicate == null ? null : duplicate.countsFrom());
  }

  private static Opened opened(CaseEvent.Opened opened) {
    return Opened.newBuilder()
        .setCategory(opened.category())
        .setChannel(Channel.OTHER)
        .setPriority(opened.priority())
        .setTransaction(transaction(opened.transaction()))
        .setHandledBy(actor(opened.handledBy()))
        .setMarket(opened.market())
        .setEntity(opened.entity())
        .setImported(opened.imported())
        .build();
  }

  private static @Nullable Transaction transaction(CaseEvent.@Nullable Transaction transaction) {
    return transaction == null
        ? null
        : new Transaction(
            transaction.reference(),
            transaction.amount(),
            transaction.currency(),
            transaction.occurredAt());
  }

  private static io.belay.events.@Nullable Actor actor(@Nullable Actor actor) {
    if (actor == null) {
      return null;
    }
    var kind =
        switch (actor.kind()) {
          case AGENT -> ActorKind.AGENT;
          case CUSTOMER -> ActorKind.CUSTOMER;
          case SYSTEM -> ActorKind.SYSTEM;
          case UNKNOWN -> ActorKind.UNKNOWN;
        };
    return new io.belay.events.Actor(kind, actor.agentId(), actor.displayName(), actor.team());
  }

  private static io.belay.events.WaitingOn waitingOn(WaitingOn on) {
    return switch (on) {
      case CUSTOMER -> io.belay.events.WaitingOn.CUSTOMER;
      case MERCHANT -> io.belay.events.WaitingOn.MERCHANT;
      case OTHER_BANK -> io.belay.events.WaitingOn.OTHER_BANK;
      case OTHER -> io.belay.events.WaitingOn.OTHER;
    };
  }
}
