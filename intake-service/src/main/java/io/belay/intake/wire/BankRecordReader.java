package io.belay.intake.wire;

import io.belay.contract.RegistryTrouble;
import io.belay.contract.Topics;
import io.belay.events.Actor;
import io.belay.events.AgentReplied;
import io.belay.events.Assigned;
import io.belay.events.CaseEvent;
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
import io.belay.events.Transaction;
import io.belay.events.WaitingEnded;
import io.belay.events.WaitingStarted;
import io.belay.intake.domain.CaseEventChecks;
import io.belay.intake.domain.EventType;
import io.belay.intake.wire.BankRecord.Illegible;
import io.belay.intake.wire.BankRecord.Legible;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what bank systems wrote. Bytes that are no case event are a result, not a failure; only a
 * registry that cannot be asked is one, and then the same bytes are to be read again later.
 */
public final class BankRecordReader {
  private final Deserializer<?> deserializer;

  public BankRecordReader(Deserializer<?> deserializer) {
    this.deserializer = deserializer;
  }

  /**
   * What a record's bytes are. Its headers say nothing about them: a serde keeps what one record's
   * headers tell it for all that come after.
   *
   * @throws RegistryAwayException if the schema cannot be asked for now
   */
  public BankRecord read(byte @Nullable [] value) {
    if (value == null) {
      return new Illegible("unreadable", "NoValue");
    }
    Object read;
    try {
      read = deserializer.deserialize(Topics.BANK_EVENTS, value);
    } catch (RuntimeException e) {
      if (RegistryTrouble.isCauseOf(e)) {
        throw new RegistryAwayException(e);
      }
      return new Illegible("unreadable", e.getClass().getSimpleName());
    }
    if (!(read instanceof CaseEvent event)) {
      return new Illegible("unreadable", "OtherRecord");
    }
    var tree = tree(event);
    return tree == null ? new Illegible("type-not-allowed", "Refused") : new Legible(tree);
  }

  private static @Nullable Map<String, Object> tree(CaseEvent event) {
    var tree = new Tree();
    tree.put("eventId", event.getEventId());
    tree.put("caseId", event.getCaseId());
    tree.put("source", event.getSource());
    tree.put("by", actor(event.getActor()));
    if (event.getPayload() instanceof Opened opened) {
      tree.put("type", CaseEventChecks.OPENED);
      tree.put("openedAt", event.getOccurredAt().toString());
      tree.put("customer", customer(event.getCustomerId()));
      opened(tree, opened);
      return tree.values;
    }
    tree.put("customerId", event.getCustomerId());
    tree.put("occurredAt", event.getOccurredAt().toString());
    var type = happening(tree, event.getPayload());
    if (type == null) {
      return null;
    }
    tree.put("type", type.name());
    return tree.values;
  }

  private static void opened(Tree tree, Opened it) {
    tree.put("category", it.getCategory());
    tree.put("channel", it.getChannel().name());
    tree.put("priority", it.getPriority());
    tree.put("transaction", transaction(it.getTransaction()));
    tree.put("device", it.getDevice());
    tree.put("evidence", it.getEvidence());
    tree.put("handledBy", actor(it.getHandledBy()));
    tree.put("market", it.getMarket());
    tree.put("entity", it.getEntity());
    tree.put("externalId", it.getExternalId());
    tree.put("import", it.getImported());
  }

  /** Puts the payload's fields; null where the payload is not for bank systems to write. */
  private static @Nullable EventType happening(Tree tree, Object payload) {
    return switch (payload) {
      case Assigned it -> {
        tree.put("tier", it.getTier());
        tree.put("queue", it.getQueue());
        tree.put("agent", actor(it.getAgent()));
        yield EventType.ASSIGNED;
      }
      case AgentReplied it -> EventType.AGENT_REPLIED;
      case CustomerReplied it -> EventType.CUSTOMER_REPLIED;
      case WaitingStarted it -> {
        tree.put("on", it.getOn().name());
        tree.put("need", it.getNeed());
        yield EventType.WAITING_STARTED;
      }
      case WaitingEnded it -> EventType.WAITING_ENDED;
      case EscalationRequested it -> {
        tree.put("differentAgent", it.getDifferentAgent());
        yield EventType.ESCALATION_REQUESTED;
      }
      case Deescalated it -> {
        tree.put("tier", it.getTier());
        yield EventType.DEESCALATED;
      }
      case Reclassified it -> {
        tree.put("category", it.getCategory());
        tree.put("priority", it.getPriority());
        tree.put("amount", it.getAmount());
        tree.put("mode", it.getMode());
        yield EventType.RECLASSIFIED;
      }
      case MilestoneReached it -> {
        tree.put("milestone", it.getMilestone());
        yield EventType.MILESTONE_REACHED;
      }
      case ExtensionGranted it -> {
        tree.put("clock", it.getClock());
        tree.put("approver", it.getApprover());
        yield EventType.EXTENSION_GRANTED;
      }
      case ComplaintRaised it -> {
        tree.put("about", it.getAboutAgent() ? "AGENT" : "SERVICE");
        tree.put("agentId", it.getAgentId());
        tree.put("team", it.getTeam());
        yield EventType.COMPLAINT_RAISED;
      }
      case Resolved it -> {
        tree.put("outcome", it.getOutcome());
        yield EventType.RESOLVED;
      }
      case Reopened it -> EventType.REOPENED;
      case Closed it -> EventType.CLOSED;
      case Rated it -> {
        tree.put("score", it.getScore());
        yield EventType.RATED;
      }
      case ContactMissed it -> {
        tree.put("direction", it.getInbound() ? "INBOUND" : "OUTBOUND");
        tree.put("tries", it.getTries());
        yield EventType.CONTACT_MISSED;
      }
      case Linked it -> {
        tree.put("toCaseId", it.getToCaseId());
        tree.put("incidentId", it.getIncidentId());
        yield EventType.LINKED;
      }
      case Noted it -> EventType.NOTE;
      default -> null;
    };
  }

  private static @Nullable Map<String, Object> customer(@Nullable String id) {
    return id == null ? null : Map.of("id", id);
  }

  private static @Nullable Map<String, Object> actor(@Nullable Actor actor) {
    if (actor == null) {
      return null;
    }
    var tree = new Tree();
    tree.put("kind", actor.getKind().name());
    tree.put("agentId", actor.getAgentId());
    tree.put("displayName", actor.getDisplayName());
    tree.put("team", actor.getTeam());
    return tree.values;
  }

  private static @Nullable Map<String, Object> transaction(@Nullable Transaction transaction) {
    if (transaction == null) {
      return null;
    }
    var tree = new Tree();
    tree.put("reference", transaction.getReference());
    tree.put("amount", transaction.getAmount());
    tree.put("currency", transaction.getCurrency());
    var occurredAt = transaction.getOccurredAt();
    tree.put("occurredAt", occurredAt == null ? null : occurredAt.toString());
    return tree.values;
  }

  /** What is null was not said. */
  private static final class Tree {
    private final Map<String, Object> values = new LinkedHashMap<>();

    void put(String name, @Nullable Object value) {
      if (value != null) {
        values.put(name, value);
      }
    }
  }
}
