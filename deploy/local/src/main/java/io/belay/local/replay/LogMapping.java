package io.belay.local.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * What an event of a log is to the intake service: the same as in a dry run of escalation, whose
 * tests compare the two.
 */
public final class LogMapping {
  private static final String SOURCE = "replay";
  private static final int TEXT_CHARS = 300;
  private static final long PHONE_NUMBERS = 1_000_000_000L;

  private final String run;
  private final Map<String, String> importCategories;
  private final String fallback;

  /**
   * @param run tells the cases of two replays apart
   * @param importCategories the pack's names for the log's categories
   * @param fallback the pack's category for all others
   */
  public LogMapping(String run, Map<String, String> importCategories, String fallback) {
    this.run = run;
    this.importCategories = importCategories;
    this.fallback = fallback;
  }

  /** True for the event that opens its case. */
  public static boolean opens(LogEvent event) {
    return event.event().equals("opened");
  }

  /** The opening, as it stands under {@code open} in a line. */
  public Map<String, Object> opening(LogEvent event, Instant at) {
    var open = new LinkedHashMap<String, Object>();
    open.put("idempotencyKey", run + "/" + event.caseId());
    open.put("category", category(event));
    open.put("channel", "PHONE");
    open.put("source", SOURCE);
    open.put("externalId", event.caseId());
    open.put("openedAt", at.toString());
    if (!event.priority().isEmpty()) {
      open.put("priority", "P" + event.priority());
    }
    open.put("summary", "Case " + event.caseId() + " of an event log");
    open.put("customer", customer(event));
    var agent = agent(event);
    if (agent.size() > 1) {
      open.put("handledBy", agent);
    }
    return open;
  }

  /** The events it stands for, without the case's id; mostly one. */
  public List<Map<String, Object>> events(LogEvent event, Instant at) {
    return switch (event.event()) {
      case "assigned", "agent_assigned", "reassigned", "queued" ->
          List.of(assigned(of("ASSIGNED", event, at, ""), event));
      case "in_progress", "customer_contacted" ->
          List.of(by(event, of("AGENT_REPLIED", event, at, "")));
      case "escalated" ->
          List.of(
              with(by(event, of("ESCALATION_REQUESTED", event, at, "")), "reason", text(event)));
      case "deescalated" -> List.of(of("DEESCALATED", event, at, ""));
      case "triaged" -> List.of(reclassified(event, at));
      case "waiting_customer" -> List.of(waiting(event, at, "CUSTOMER"));
      case "waiting_vendor", "waiting_internal" -> List.of(waiting(event, at, "OTHER"));
      case "customer_replied" ->
          List.of(
              with(of("CUSTOMER_REPLIED", event, at, ""), "by", Map.of("kind", "CUSTOMER")),
              of("WAITING_ENDED", event, at, "/end"));
      case "resumed" -> List.of(of("WAITING_ENDED", event, at, ""));
      case "resolved" ->
          List.of(with(by(event, of("RESOLVED", event, at, "")), "outcome", "SOLVED"));
      case "reopened" -> List.of(with(of("REOPENED", event, at, ""), "reason", text(event)));
      case "closed", "cancelled" -> List.of(of("CLOSED", event, at, ""));
      default ->
          List.of(
              event.event().startsWith("priority_") ? reclassified(event, at) : note(event, at));
    };
  }

  /** True where a priority in the line says something. */
  static boolean hasPriority(String event) {
    return event.equals("opened") || event.equals("triaged") || event.startsWith("priority_");
  }

  private Map<String, Object> of(String type, LogEvent event, Instant at, String suffix) {
    var body = new LinkedHashMap<String, Object>();
    body.put("type", type);
    body.put("eventId", run + "/" + event.caseId() + "/" + event.seq() + suffix);
    body.put("occurredAt", at.toString());
    body.put("source", SOURCE);
    return body;
  }

  private Map<String, Object> waiting(LogEvent event, Instant at, String on) {
    return with(with(of("WAITING_STARTED", event, at, ""), "on", on), "reason", text(event));
  }

  private Map<String, Object> assigned(Map<String, Object> body, LogEvent event) {
    if (!event.group().isEmpty()) {
      body.put("queue", event.group());
    }
    var agent = agent(event);
    if (agent.size() > 1) {
      body.put("agent", agent);
    }
    if (event.group().isEmpty() && agent.size() == 1) {
      body.put("queue", "log");
    }
    return body;
  }

  /** What the line names changes; where it names nothing, nothing does. */
  private Map<String, Object> reclassified(LogEvent event, Instant at) {
    if (!event.priority().isEmpty()) {
      return with(of("RECLASSIFIED", event, at, ""), "priority", "P" + event.priority());
    }
    return event.category().isEmpty()
        ? note(event, at)
        : with(of("RECLASSIFIED", event, at, ""), "category", category(event));
  }

  private Map<String, Object> note(LogEvent event, Instant at) {
    return with(of("NOTE", event, at, ""), "text", text(event));
  }

  private static Map<String, Object> by(LogEvent event, Map<String, Object> body) {
    body.put("by", agent(event));
    return body;
  }

  private static Map<String, Object> agent(LogEvent event) {
    var agent = new LinkedHashMap<String, Object>();
    agent.put("kind", "AGENT");
    if (!event.actor().isEmpty()) {
      agent.put("agentId", event.actor());
    }
    if (!event.group().isEmpty()) {
      agent.put("team", event.group());
    }
    return agent;
  }

  private static Map<String, Object> with(Map<String, Object> body, String name, Object value) {
    body.put(name, value);
    return body;
  }

  private String category(LogEvent event) {
    return importCategories.getOrDefault(event.category(), fallback);
  }

  /** A contact nobody has: a country code that is not assigned, and a domain kept for examples. */
  private static Map<String, Object> customer(LogEvent event) {
    var id = event.customer().isEmpty() ? "log-" + event.caseId() : "log-" + event.customer();
    long hash = hash(id);
    boolean even = hash % 2 == 0;
    var customer = new LinkedHashMap<String, Object>();
    customer.put("id", id);
    customer.put("phone", "+999%09d".formatted(hash % PHONE_NUMBERS));
    customer.put("email", "customer-%d@example.com".formatted(hash));
    customer.put("locale", even ? "zh-CN" : "en");
    customer.put("zone", "UTC");
    customer.put(
        "preferredChannels", hash % 4 < 2 ? List.of("SMS", "EMAIL") : List.of("EMAIL", "SMS"));
    return customer;
  }

  private static long hash(String text) {
    var crc = new CRC32();
    crc.update(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return crc.getValue();
  }

  private static String text(LogEvent event) {
    var words = new ArrayList<String>();
    words.add(event.event());
    if (!event.raw().isEmpty()) {
      words.add(event.raw());
    }
    var text = String.join(": ", words);
    return text.length() <= TEXT_CHARS ? text : text.substring(0, TEXT_CHARS);
  }
}
