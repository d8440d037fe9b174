package io.belay.escalation.simulate.log;

import io.belay.escalation.domain.event.Actor;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.WaitingOn;
import io.belay.escalation.simulate.log.LineFormat.MalformedLineException;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** The event that the fields of a line tell of, as intake's surface names them. */
final class NdjsonEvents {
  private NdjsonEvents() {}

  static CaseEvent.Opened opened(JsonFields open, ZoneId zone) throws MalformedLineException {
    var transaction = open.object("transaction");
    return new CaseEvent.Opened(
        open.required("category"),
        open.text("priority"),
        transaction == null
            ? null
            : new CaseEvent.Transaction(
                transaction.text("reference"),
                transaction.text("amount"),
                transaction.text("currency"),
                occurredAt(transaction, zone)),
        actor(open, "handledBy", Actor.Kind.AGENT),
        open.text("market"),
        open.text("entity"),
        open.flag("import"));
  }

  private static @Nullable Instant occurredAt(JsonFields transaction, ZoneId zone)
      throws MalformedLineException {
    var text = transaction.text("occurredAt");
    return text == null ? null : LogTime.parse(text, zone);
  }

  private static CaseEvent.@Nullable StricterDuplicate duplicate(JsonFields fields, ZoneId zone)
      throws MalformedLineException {
    var caseId = fields.text("duplicate");
    return caseId == null
        ? null
        : new CaseEvent.StricterDuplicate(
            caseId, LogTime.parse(fields.required("countsFrom"), zone));
  }

  static CaseEvent event(JsonFields fields, ZoneId zone) throws MalformedLineException {
    String type = fields.required("type");
    return switch (type) {
      case "ASSIGNED" ->
          new CaseEvent.Assigned(
              fields.text("tier"), fields.text("queue"), actor(fields, "agent", Actor.Kind.AGENT));
      case "AGENT_REPLIED" -> new CaseEvent.AgentReplied();
      case "CUSTOMER_REPLIED" -> new CaseEvent.CustomerReplied();
      case "WAITING_STARTED" ->
          new CaseEvent.WaitingStarted(
              fields.oneOf(WaitingOn.class, fields.required("on")), fields.text("need"));
      case "WAITING_ENDED" -> new CaseEvent.WaitingEnded();
      case "ESCALATION_REQUESTED" ->
          new CaseEvent.EscalationRequested(fields.flag("differentAgent"), fields.text("tier"));
      case "DEESCALATED" -> new CaseEvent.Deescalated(fields.text("tier"));
      case "RECLASSIFIED" ->
          new CaseEvent.Reclassified(
              fields.text("category"),
              fields.text("priority"),
              fields.text("amount"),
              fields.text("mode"),
              duplicate(fields, zone));
      case "MILESTONE_REACHED" -> new CaseEvent.MilestoneReached(fields.required("milestone"));
      case "EXTENSION_GRANTED" ->
          new CaseEvent.ExtensionGranted(fields.required("clock"), fields.text("approver"));
      case "COMPLAINT_RAISED" ->
          new CaseEvent.ComplaintRaised(
              "AGENT".equalsIgnoreCase(fields.required("about")),
              fields.text("agentId"),
              fields.text("team"));
      case "RESOLVED" -> new CaseEvent.Resolved(fields.required("outcome"));
      case "REOPENED" -> new CaseEvent.Reopened();
      case "CLOSED" -> new CaseEvent.Closed();
      case "RATED" -> new CaseEvent.Rated(fields.wholeNumber("score", 0));
      case "CONTACT_MISSED" ->
          new CaseEvent.ContactMissed(
              "INBOUND".equalsIgnoreCase(fields.required("direction")),
              fields.wholeNumber("tries", 1));
      case "LINKED" ->
          new CaseEvent.Linked(
              fields.text("toCaseId"), fields.text("incidentId"), fields.text("relation"));
      case "NOTE" -> new CaseEvent.Noted();
      case "CUSTOMER_INFORMED" -> informed(fields);
      case "INCIDENT_ESCALATED" ->
          new CaseEvent.IncidentEscalated(fields.required("incidentId"), fields.text("tier"));
      case "INCIDENT_RELEASED" ->
          new CaseEvent.IncidentReleased(fields.required("incidentId"), fields.text("cause"));
      default ->
          throw new MalformedLineException("Expected a known type, but found '" + type + "'");
    };
  }

  private static CaseEvent informed(JsonFields fields) throws MalformedLineException {
    var type = fields.required("messageType");
    return fields.node().path("reached").asBoolean(true)
        ? new CaseEvent.CustomerInformed(type, fields.flag("confirmed"), fields.text("messageId"))
        : new CaseEvent.MessageBounced(fields.required("messageId"), type);
  }

  /** An actor, as an object or by the kind alone. */
  static @Nullable Actor actor(JsonFields fields, String name, Actor.Kind usual)
      throws MalformedLineException {
    if (fields.node().path(name).isString()) {
      return Actor.of(fields.oneOf(Actor.Kind.class, fields.required(name)));
    }
    var actor = fields.object(name);
    if (actor == null) {
      return null;
    }
    String kind = actor.text("kind");
    return new Actor(
        kind == null ? usual : actor.oneOf(Actor.Kind.class, kind),
        actor.text("agentId"),
        actor.text("displayName"),
        actor.text("team"));
  }
}
