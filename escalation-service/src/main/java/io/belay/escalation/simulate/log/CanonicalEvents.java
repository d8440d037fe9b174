package io.belay.escalation.simulate.log;

import io.belay.escalation.domain.event.Actor;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.WaitingOn;
import io.belay.escalation.simulate.log.LineFormat.MalformedLineException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the events of other systems' logs are to us: the same as in a replay through intake, which
 * {@code ReplayReadsTheSameTest} compares.
 */
final class CanonicalEvents {
  private CanonicalEvents() {}

  /**
   * The events of a line; mostly one.
   *
   * @param categories the pack's name for one of the log
   */
  static List<CaseEvent> of(CsvRow row, UnaryOperator<String> categories)
      throws MalformedLineException {
    String event = row.required("event");
    return switch (event) {
      case "opened" -> List.of(opened(row));
      case "assigned", "agent_assigned", "reassigned", "queued" -> List.of(assigned(row));
      case "in_progress", "customer_contacted" -> List.of(new CaseEvent.AgentReplied());
      case "escalated" -> List.of(new CaseEvent.EscalationRequested(false));
      case "deescalated" -> List.of(new CaseEvent.Deescalated(null));
      case "triaged" -> List.of(reclassified(row, categories));
      case "waiting_customer" -> List.of(new CaseEvent.WaitingStarted(WaitingOn.CUSTOMER));
      case "waiting_vendor", "waiting_internal" ->
          List.of(new CaseEvent.WaitingStarted(WaitingOn.OTHER));
      // a reply ends a wait for the customer by itself; this way it ends every other wait, too
      case "customer_replied" ->
          List.of(new CaseEvent.CustomerReplied(), new CaseEvent.WaitingEnded());
      case "resumed" -> List.of(new CaseEvent.WaitingEnded());
      case "resolved" -> List.of(new CaseEvent.Resolved("SOLVED"));
      case "reopened" -> List.of(new CaseEvent.Reopened());
      case "closed", "cancelled" -> List.of(new CaseEvent.Closed());
      default ->
          List.of(
              event.startsWith("priority_")
                  ? reclassified(row, categories)
                  : new CaseEvent.Noted());
    };
  }

  /** Who did it: the customer where the event says so, else the agent of the line. */
  static Actor actor(CsvRow row, CaseEvent event) throws MalformedLineException {
    if (event instanceof CaseEvent.CustomerReplied) {
      return Actor.of(Actor.Kind.CUSTOMER);
    }
    var agent = agent(row);
    return agent == null ? Actor.of(Actor.Kind.AGENT) : agent;
  }

  private static CaseEvent opened(CsvRow row) throws MalformedLineException {
    String category = row.value("category");
    return new CaseEvent.Opened(
        category == null ? "" : category, row.priority(), null, agent(row), null, null);
  }

  /** What the line names changes; where it names nothing, nothing does. */
  private static CaseEvent reclassified(CsvRow row, UnaryOperator<String> categories)
      throws MalformedLineException {
    String priority = row.priority();
    String category = row.value("category");
    if (priority != null) {
      return new CaseEvent.Reclassified(null, priority, null, null);
    }
    return category == null
        ? new CaseEvent.Noted()
        : new CaseEvent.Reclassified(categories.apply(category), null, null, null);
  }

  private static CaseEvent assigned(CsvRow row) throws MalformedLineException {
    String group = row.value("group");
    var agent = agent(row);
    return new CaseEvent.Assigned(null, group == null && agent == null ? "log" : group, agent);
  }

  /** Without a name that customers could be shown: such logs have numbers only. */
  private static @Nullable Actor agent(CsvRow row) throws MalformedLineException {
    String agent = row.value("actor");
    String team = row.value("group");
    return agent == null && team == null ? null : new Actor(Actor.Kind.AGENT, agent, null, team);
  }
}
