package io.belay.intake.domain;

import io.belay.intake.domain.Happening.Transaction;
import io.belay.intake.domain.Happening.WaitingOn;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which fields each event has, and what is expected of them. */
final class HappeningChecks {
  static final int CODE_CHARS = 64;
  static final int NAME_CHARS = 128;
  static final int REFERENCE_CHARS = 128;
  private static final int MAX_EVIDENCE = 20;
  private static final int EVIDENCE_CHARS = 500;
  private static final int MAX_TRIES = 100;
  private static final String AMOUNT_FORM = "a decimal such as 199.00, without sign";
  private static final String PRIORITY_FORM = "P1, P2, P3 or P4";
  private static final Predicate<String> MODE =
      Pattern.compile("retroactive|forward|reset|continue").asMatchPredicate();

  /** What a complaint is about. */
  private enum About {
    AGENT,
    SERVICE
  }

  /** Who could not reach whom. */
  private enum Direction {
    INBOUND,
    OUTBOUND
  }

  private HappeningChecks() {}

  static Happening.Opened opened(Fields fields, @Nullable Fields transaction) {
    return new Happening.Opened(
        fields.required("category", fields.label("category", CODE_CHARS), ""),
        fields.required(
            "channel", fields.oneOf("channel", Happening.Channel.class), Happening.Channel.OTHER),
        priority(fields),
        transaction(transaction),
        fields.label("device", NAME_CHARS),
        fields.labels("evidence", MAX_EVIDENCE, EVIDENCE_CHARS, text -> true, ""),
        actor(fields, "handledBy", Actor.Kind.AGENT),
        fields.formed("market", 2, Formats.MARKET, "two capital letters of ISO 3166"),
        fields.label("entity", CODE_CHARS),
        fields.label("externalId", REFERENCE_CHARS),
        Boolean.TRUE.equals(fields.flag("import")));
  }

  static Happening happening(EventType type, Fields fields) {
    return switch (type) {
      case ASSIGNED -> assigned(fields);
      case AGENT_REPLIED -> new Happening.AgentReplied();
      case CUSTOMER_REPLIED -> new Happening.CustomerReplied();
      case WAITING_STARTED -> waitingStarted(fields);
      case WAITING_ENDED -> new Happening.WaitingEnded();
      case ESCALATION_REQUESTED -> escalationRequested(fields);
      case DEESCALATED -> new Happening.Deescalated(fields.label("tier", CODE_CHARS));
      case RECLASSIFIED -> reclassified(fields);
      case MILESTONE_REACHED -> milestoneReached(fields);
      case EXTENSION_GRANTED -> extensionGranted(fields);
      case COMPLAINT_RAISED -> complaintRaised(fields);
      case RESOLVED ->
          new Happening.Resolved(
              fields.required("outcome", fields.label("outcome", CODE_CHARS), ""));
      case REOPENED -> new Happening.Reopened();
      case CLOSED -> new Happening.Closed();
      case RATED ->
          new Happening.Rated(fields.required("score", fields.wholeNumber("score", 1, 5), 1));
      case CONTACT_MISSED -> contactMissed(fields);
      case LINKED -> linked(fields);
      case NOTE -> new Happening.Noted();
    };
  }

  /** The free texts without which an event says too little. */
  static List<String> textsRequiredBy(EventType type) {
    return switch (type) {
      case WAITING_STARTED, EXTENSION_GRANTED -> List.of("reason");
      case NOTE -> List.of("text");
      case ASSIGNED,
          AGENT_REPLIED,
          CUSTOMER_REPLIED,
          WAITING_ENDED,
          ESCALATION_REQUESTED,
          DEESCALATED,
          RECLASSIFIED,
          MILESTONE_REACHED,
          COMPLAINT_RAISED,
          RESOLVED,
          REOPENED,
          CLOSED,
          RATED,
          CONTACT_MISSED,
          LINKED ->
          List.of();
    };
  }

  /** An actor, given as an object or, where the kind says all, by the kind alone. */
  static @Nullable Actor actor(Fields fields, String name, Actor.Kind usual) {
    Object given = fields.objectOrText(name);
    if (given instanceof Fields object) {
      var kind = Objects.requireNonNullElse(object.oneOf("kind", Actor.Kind.class), usual);
      var actor =
          new Actor(
              kind,
              object.label("agentId", CODE_CHARS),
              object.label("displayName", NAME_CHARS),
              object.label("team", CODE_CHARS));
      object.refuseOthers();
      return actor;
    }
    if (given == null) {
      return null;
    }
    var kind = fields.oneOf(name, Actor.Kind.class);
    return kind == null ? null : new Actor(kind, null, null, null);
  }

  private static @Nullable Transaction transaction(@Nullable Fields fields) {
    if (fields == null) {
      return null;
    }
    var transaction =
        new Transaction(
            fields.label("reference", REFERENCE_CHARS),
            amount(fields),
            fields.formed("currency", 3, Formats::isCurrency, "a currency code of ISO 4217"),
            fields.instant("occurredAt"));
    fields.refuseOthers();
    return transaction;
  }

  private static Happening assigned(Fields fields) {
    if (!fields.has("tier") && !fields.has("queue") && !fields.has("agent")) {
      fields.note("tier", "is required where there is neither queue nor agent");
    }
    return new Happening.Assigned(
        fields.label("tier", CODE_CHARS),
        fields.label("queue", CODE_CHARS),
        actor(fields, "agent", Actor.Kind.AGENT));
  }

  private static Happening waitingStarted(Fields fields) {
    return new Happening.WaitingStarted(
        fields.required("on", fields.oneOf("on", WaitingOn.class), WaitingOn.OTHER),
        fields.code("need", CODE_CHARS, Formats.NEED, "a code such as id-document"));
  }

  private static Happening escalationRequested(Fields fields) {
    if (!fields.has("by")) {
      fields.note("by", "is required: CUSTOMER or AGENT");
    }
    return new Happening.EscalationRequested(Boolean.TRUE.equals(fields.flag("differentAgent")));
  }

  private static Happening reclassified(Fields fields) {
    if (!fields.has("category") && !fields.has("priority") && !fields.has("amount")) {
      fields.note("category", "is required where there is neither priority nor amount");
    }
    return new Happening.Reclassified(
        fields.label("category", CODE_CHARS),
        priority(fields),
        amount(fields),
        fields.converted(
            "mode",
            16,
            text -> {
              String mode = text.toLowerCase(Locale.ROOT);
              return MODE.test(mode) ? mode : null;
            },
            "retroactive, forward, reset or continue"));
  }

  private static Happening milestoneReached(Fields fields) {
    return new Happening.MilestoneReached(
        fields.required(
            "milestone",
            fields.code(
                "milestone", CODE_CHARS, Formats.MILESTONE, "a name such as ACCOUNT_FROZEN"),
            ""));
  }

  private static Happening extensionGranted(Fields fields) {
    return new Happening.ExtensionGranted(
        fields.required("clock", fields.label("clock", CODE_CHARS), ""),
        fields.label("approver", NAME_CHARS));
  }

  private static Happening complaintRaised(Fields fields) {
    var about =
        fields.required(
            "about",
            fields.converted(
                "about",
                16,
                text ->
                    switch (text.toUpperCase(Locale.ROOT)) {
                      case "AGENT" -> About.AGENT;
                      case "SERVICE" -> About.SERVICE;
                      default -> null;
                    },
                "AGENT or SERVICE"),
            About.SERVICE);
    return new Happening.ComplaintRaised(
        about == About.AGENT,
        fields.label("agentId", CODE_CHARS),
        fields.label("team", CODE_CHARS));
  }

  private static Happening contactMissed(Fields fields) {
    var direction =
        fields.required("direction", fields.oneOf("direction", Direction.class), Direction.INBOUND);
    return new Happening.ContactMissed(
        direction == Direction.INBOUND,
        Objects.requireNonNullElse(fields.wholeNumber("tries", 1, MAX_TRIES), 1));
  }

  private static Happening linked(Fields fields) {
    if (fields.has("toCaseId") == fields.has("incidentId")) {
      fields.note("toCaseId", "is required, or incidentId, but not both");
    }
    return new Happening.Linked(
        fields.converted("toCaseId", CODE_CHARS, CaseEventChecks::caseIdOf, "a UUID"),
        fields.addressedLabel("incidentId", CODE_CHARS));
  }

  private static @Nullable String priority(Fields fields) {
    return fields.formed("priority", 2, Formats.PRIORITY, PRIORITY_FORM);
  }

  private static @Nullable String amount(Fields fields) {
    return fields.formed("amount", 20, Formats.AMOUNT, AMOUNT_FORM);
  }
}
