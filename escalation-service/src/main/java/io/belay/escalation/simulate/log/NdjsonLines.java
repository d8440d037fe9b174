package io.belay.escalation.simulate.log;

import io.belay.escalation.domain.event.Actor;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.simulate.log.LogLine.Happened;
import java.time.ZoneId;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lines as intake takes them: {@code {"open":{…}}} or {@code {"caseId":…,"type":…}}. */
final class NdjsonLines implements LineFormat {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ZoneId zone;

  NdjsonLines(ZoneId zone) {
    this.zone = zone;
  }

  @Override
  public Happened read(long number, String line) throws MalformedLineException {
    var fields = new JsonFields(json(line));
    var opening = fields.object("open");
    var event = opening == null ? event(fields, number) : opening(opening, number);
    return new Happened(number, event.caseId(), number, event.businessTime(), List.of(event));
  }

  private static JsonNode json(String line) throws MalformedLineException {
    try {
      JsonNode node = JSON.readTree(line);
      if (node.isObject()) {
        return node;
      }
    } catch (JacksonException broken) {
      throw new MalformedLineException("Expected JSON: " + broken.getOriginalMessage());
    }
    throw new MalformedLineException("Expected a JSON object");
  }

  /**
   * A case is named by its id, or by the key under which it was submitted: the id that intake makes
   * of a key depends on the client's token, which a log does not have.
   */
  private ReportedEvent opening(JsonFields open, long number) throws MalformedLineException {
    String caseId = open.firstOf("caseId", "idempotencyKey", "externalId");
    String id = caseId == null ? "line-" + number : caseId;
    var opened = NdjsonEvents.opened(open, zone);
    return new ReportedEvent(
        id + ":open",
        id,
        open.within("customer").required("id"),
        LogTime.parse(open.required("openedAt"), zone),
        opened.handledBy(),
        opened);
  }

  private ReportedEvent event(JsonFields fields, long number) throws MalformedLineException {
    String eventId = fields.text("eventId");
    String caseId = fields.required("caseId");
    CaseEvent event = NdjsonEvents.event(fields, zone);
    return new ReportedEvent(
        eventId == null ? "line-" + number : eventId,
        caseId,
        fields.text("customerId"),
        LogTime.parse(fields.required("occurredAt"), zone),
        NdjsonEvents.actor(fields, "by", Actor.Kind.UNKNOWN),
        event);
  }
}
