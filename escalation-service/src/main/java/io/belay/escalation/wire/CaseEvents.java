package io.belay.escalation.wire;

import io.belay.contract.TrustedRecords;
import io.belay.escalation.domain.event.Actor;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.event.WaitingOn;
import io.belay.events.AgentReplied;
import io.belay.events.Assigned;
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
import java.time.Instant;
import java.util.regex.Pattern;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of {@code case-events}. An event so read has the time its sender gave; {@link
 * #appendedAt} corrects a sender's clock that is ahead of the log.
 */
public final class CaseEvents implements Deserializer<ReportedEvent> {
  static {
    TrustedRecords.trust();
  }

  private static final Pattern AMOUNT = Pattern.compile("-?\\d{1,30}(\\.\\d{1,30})?");
  private static final Instant EARLIEST = Instant.EPOCH;
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  private final Deserializer<Object> avro;

  /**
   * @param avro reads what stands on the wire
   */
  public CaseEvents(Deserializer<Object> avro) {
    this.avro = avro;
  }

  /** The event with the time at which the log took it. */
  public static ReportedEvent appendedAt(ReportedEvent event, Instant appendedAt) {
    return new ReportedEvent(
        event.eventId(),
        event.caseId(),
        event.customerId(),
        new ReportedEvent.Times(event.times().occurredAt(), appendedAt),
        event.actor(),
        event.event());
  }

  /** Headers are not asked: a serde keeps what one record's tell it for all that come after. */
  @Override
  public ReportedEvent deserialize(String topic, byte @Nullable [] data) {
    return read(data == null ? null : avro.deserialize(topic, data));
  }

  @Override
  public void close() {
    avro.close();
  }

  private static ReportedEvent read(@Nullable Object value) {
    if (value == null) {
      throw new UnreadableRecordException("no-value", "Expected a case event, but found no value");
    }
    if (!(value instanceof io.belay.events.CaseEvent record)) {
      throw new UnreadableRecordException(
          "foreign-record", "Expected a case event, but found a record of another schema");
    }
    return reported(record);
  }

  static ReportedEvent reported(io.belay.events.CaseEvent record) {
    return new ReportedEvent(
        record.getEventId(),
        record.getCaseId(),
        record.getCustomerId(),
        time(record.getOccurredAt()),
        actor(record.getActor()),
        event(record.getPayload()));
  }

  private static CaseEvent.@Nullable StricterDuplicate duplicate(Reclassified change) {
    return change.getDuplicate() == null || change.getCountsFrom() == null
        ? null
        : new CaseEvent.StricterDuplicate(change.getDuplicate(), time(change.getCountsFrom()));
  }

  private static CaseEvent event(Object payload) {
    return switch (payload) {
      case Opened o -> opened(o);
      case Assigned a -> new CaseEvent.Assigned(a.getTier(), a.getQueue(), actor(a.getAgent()));
      case AgentReplied a -> new CaseEvent.AgentReplied();
      case CustomerReplied c -> new CaseEvent.CustomerReplied();
      case WaitingStarted w -> new CaseEvent.WaitingStarted(waitingOn(w.getOn()), w.getNeed());
      case WaitingEnded w -> new CaseEvent.WaitingEnded();
      case EscalationRequested e ->
          new CaseEvent.EscalationRequested(e.getDifferentAgent(), e.getTier());
      case Deescalated d -> new CaseEvent.Deescalated(d.getTier());
      case Reclassified r ->
          new CaseEvent.Reclassified(
              r.getCategory(), r.getPriority(), amount(r.getAmount()), r.getMode(), duplicate(r));
      case MilestoneReached m -> new CaseEvent.MilestoneReached(m.getMilestone());
      case ExtensionGranted e -> new CaseEvent.ExtensionGranted(e.getClock(), e.getApprover());
      case ComplaintRaised c ->
          new CaseEvent.ComplaintRaised(c.getAboutAgent(), c.getAgentId(), c.getTeam());
      case Resolved r -> new CaseEvent.Resolved(r.getOutcome());
      case Reopened r -> new CaseEvent.Reopened();
      case Closed c -> new CaseEvent.Closed();
      case Rated r -> new CaseEvent.Rated(r.getScore());
      case ContactMissed c -> new CaseEvent.ContactMissed(c.getInbound(), c.getTries());
      case Linked l -> new CaseEvent.Linked(l.getToCaseId(), l.getIncidentId(), l.getRelation());
      case Noted n -> new CaseEvent.Noted();
      case CustomerInformed c -> informed(c);
      case PolicyChanged p -> new CaseEvent.PolicyChanged(p.getPack(), p.getVersion());
      case IncidentEscalated i -> new CaseEvent.IncidentEscalated(i.getIncidentId(), i.getTier());
      case IncidentReleased i -> new CaseEvent.IncidentReleased(i.getIncidentId(), i.getCause());
      default ->
          throw new UnreadableRecordException(
              "unknown-event",
              "Expected a known event, but found " + payload.getClass().getSimpleName());
    };
  }

  private static CaseEvent informed(CustomerInformed informed) {
    return informed.getReached()
        ? new CaseEvent.CustomerInformed(
            informed.getMessageType(), informed.getConfirmed(), informed.getMessageId())
        : new CaseEvent.MessageBounced(informed.getMessageId(), informed.getMessageType());
  }

  private static CaseEvent.Opened opened(Opened opened) {
    return new CaseEvent.Opened(
        opened.getCategory(),
        opened.getPriority(),
        transaction(opened.getTransaction()),
        actor(opened.getHandledBy()),
        opened.getMarket(),
        opened.getEntity(),
        opened.getImported());
  }

  private static CaseEvent.@Nullable Transaction transaction(@Nullable Transaction transaction) {
    return transaction == null
        ? null
        : new CaseEvent.Transaction(
            transaction.getReference(),
            amount(transaction.getAmount()),
            transaction.getCurrency(),
            transaction.getOccurredAt());
  }

  /** The doors let no other in; whoever wrote this did not come through one. */
  private static @Nullable String amount(@Nullable String amount) {
    if (amount != null && !AMOUNT.matcher(amount).matches()) {
      throw new UnreadableRecordException(
          "bad-value", "Expected an amount as a decimal number, but found something else");
    }
    return amount;
  }

  private static Instant time(Instant at) {
    if (at.isBefore(EARLIEST) || at.isAfter(LATEST)) {
      throw new UnreadableRecordException(
          "bad-value", "Expected a time between 1970 and 2200, but found something else");
    }
    return at;
  }

  private static @Nullable Actor actor(io.belay.events.@Nullable Actor actor) {
    if (actor == null) {
      return null;
    }
    var kind =
        switch (actor.getKind()) {
          case AGENT -> Actor.Kind.AGENT;
          case CUSTOMER -> Actor.Kind.CUSTOMER;
          case SYSTEM -> Actor.Kind.SYSTEM;
          case UNKNOWN -> Actor.Kind.UNKNOWN;
        };
    return new Actor(kind, actor.getAgentId(), actor.getDisplayName(), actor.getTeam());
  }

  private static WaitingOn waitingOn(io.belay.events.WaitingOn on) {
    return switch (on) {
      case CUSTOMER -> WaitingOn.CUSTOMER;
      case MERCHANT -> WaitingOn.MERCHANT;
      case OTHER_BANK -> WaitingOn.OTHER_BANK;
      case OTHER -> WaitingOn.OTHER;
    };
  }
}
