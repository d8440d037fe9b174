package io.belay.intake.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The one path of checks for all doors. A submission is a tree of maps, lists and scalars, whatever
 * it was on the wire; what comes out is masked and fit to be written.
 */
public final class CaseEventChecks {
  static final int TEXT_CHARS = 4_000;
  static final int EVENT_ID_CHARS = 128;
  static final int SOURCE_CHARS = 64;
  private static final int KEY_CHARS = 255;

  /** A step of case progress names its cause: an event's id, or this and an instant. */
  private static final String OF_DEADLINES = "deadline:";

  /** What openings are called where types are counted, and in a tree from the bank's topic. */
  public static final String OPENED = "OPENED";

  private final Masking masking;

  public CaseEventChecks(Masking masking) {
    this.masking = masking;
  }

  /** A case opened over REST or in a stream. The id comes from the key, so a repeat repeats it. */
  public Checked<Submission> opening(Map<?, ?> sent, Submitter by, Instant now) {
    var reading = new Fields.Reading(now, masking, new ArrayList<>());
    var fields = new Fields(sent, "", reading);
    String key = by.idempotencyKey() == null ? externalId(sent) : keyOf(by, reading);
    String caseId = key == null ? CaseIds.fresh(now) : CaseIds.ofKey(by.client(), key);
    var texts = new LinkedHashMap<String, String>();
    put(texts, "summary", fields.required("summary", fields.prose("summary", TEXT_CHARS), ""));
    return result(opening(fields, caseId, CaseIds.openingOf(caseId), by, texts), reading.errors());
  }

  /** An event reported over REST, under the case's path. */
  public Checked<Submission> event(String caseId, Map<?, ?> sent, Submitter by, Instant now) {
    var reading = new Fields.Reading(now, masking, new ArrayList<>());
    var path = new Fields(Map.of("caseId", caseId), "", reading);
    return event(path, new Fields(sent, "", reading), by, reading, true);
  }

  /** An event reported in a stream, which names the case itself. */
  public Checked<Submission> event(Map<?, ?> sent, Submitter by, Instant now) {
    var reading = new Fields.Reading(now, masking, new ArrayList<>());
    var fields = new Fields(sent, "", reading);
    return event(fields, fields, by, reading, true);
  }

  /** A record of the bank's topic, opening or event; it names its ids and carries no free text. */
  public Checked<Submission> bankEvent(Map<?, ?> sent, String subject, Instant now) {
    var by = new Submitter(subject, subject, null, true);
    var reading = new Fields.Reading(now, masking, new ArrayList<>());
    var fields = new Fields(sent, "", reading);
    if (!OPENED.equals(sent.get("type"))) {
      return event(fields, fields, by, reading, false);
    }
    fields.label("type", HappeningChecks.CODE_CHARS);
    String caseId = caseId(fields);
    String eventId = fields.required("eventId", identity(fields), "");
    return result(opening(fields, caseId, eventId, by, new LinkedHashMap<>()), reading.errors());
  }

  private Submission opening(
      Fields fields, String caseId, String eventId, Submitter by, Map<String, String> texts) {
    Instant openedAt = Objects.requireNonNullElse(fields.instant("openedAt"), fields.now());
    var transaction = fields.object("transaction");
    if (transaction != null) {
      put(texts, "counterparty", transaction.prose("counterparty", TEXT_CHARS));
    }
    var customer = fields.object("customer");
    String customerId = "";
    Contact contact = null;
    if (customer == null) {
      fields.required("customer", null, "");
    } else {
      customerId =
          customer.required("id", customer.addressed("id", ContactChecks.CUSTOMER_ID_CHARS), "");
      contact = ContactChecks.beside(customerId, openedAt, customer);
      customer.refuseOthers();
    }
    var event =
        new CaseEvent(
            eventId,
            caseId,
            customerId,
            openedAt,
            source(fields, by),
            by.subject(),
            HappeningChecks.actor(fields, "by", Actor.Kind.UNKNOWN),
            HappeningChecks.opened(fields, transaction));
    fields.refuseOthers();
    return new Submission(OPENED, event, texts, contact);
  }

  private Checked<Submission> event(
      Fields path, Fields fields, Submitter by, Fields.Reading reading, boolean textsTravel) {
    String caseId = caseId(path);
    var type = fields.required("type", fields.oneOf("type", EventType.class), EventType.NOTE);
    if (!reading.errors().isEmpty()) {
      return new Checked.Unfit<>(reading.errors());
    }
    var texts = new LinkedHashMap<String, String>();
    for (String name : List.of("reason", "text")) {
      String text = fields.prose(name, TEXT_CHARS);
      put(texts, name, text);
      if (textsTravel && HappeningChecks.textsRequiredBy(type).contains(name)) {
        fields.required(name, text, "");
      }
    }
    var event =
        new CaseEvent(
            eventId(fields, caseId, by, reading),
            caseId,
            fields.addressed("customerId", ContactChecks.CUSTOMER_ID_CHARS),
            Objects.requireNonNullElse(fields.instant("occurredAt"), fields.now()),
            source(fields, by),
            by.subject(),
            HappeningChecks.actor(fields, "by", Actor.Kind.UNKNOWN),
            HappeningChecks.happening(type, fields));
    fields.refuseOthers();
    if (event.happening() instanceof Happening.ExtensionGranted granted
        && granted.approver() != null
        && !by.mayApproveExtensions()) {
      return new Checked.NeedsScope<>(Submitter.APPROVAL_SCOPE);
    }
    return result(new Submission(type.name(), event, texts, null), reading.errors());
  }

  private static @Nullable String identity(Fields fields) {
    String given = fields.identity("eventId", EVENT_ID_CHARS);
    if (given != null && given.startsWith(OF_DEADLINES)) {
      fields.note(
          "eventId", "begins with 'deadline:', as the causes of what runs out by itself do");
    }
    return given;
  }

  private static String eventId(
      Fields fields, String caseId, Submitter by, Fields.Reading reading) {
    String given = identity(fields);
    if (given != null) {
      if (given.equals(CaseIds.openingOf(caseId))) {
        fields.note("eventId", "is the id of the case's opening");
      }
      return given;
    }
    String key = by.idempotencyKey() == null ? null : keyOf(by, reading);
    return key == null ? CaseIds.fresh(fields.now()) : CaseIds.eventOfKey(caseId, by.client(), key);
  }

  private static String caseId(Fields fields) {
    return fields.required(
        "caseId",
        fields.converted("caseId", HappeningChecks.CODE_CHARS, CaseEventChecks::caseIdOf, "a UUID"),
        "");
  }

  /** A case id in canonical form, or null. */
  static @Nullable String caseIdOf(String text) {
    String canonical = text.toLowerCase(Locale.ROOT);
    return CaseIds.isCanonical(canonical) ? canonical : null;
  }

  private static String source(Fields fields, Submitter by) {
    String source = fields.label("source", SOURCE_CHARS);
    return source == null ? cut(by.client()) : source;
  }

  private static @Nullable String keyOf(Submitter by, Fields.Reading reading) {
    String key = Objects.requireNonNullElse(by.idempotencyKey(), "");
    var header = new Fields(Map.of("idempotencyKey", key), "", reading);
    return header.identity("idempotencyKey", KEY_CHARS);
  }

  /** The key is the number as it was sent: masking must not make two cases one. */
  private static @Nullable String externalId(Map<?, ?> sent) {
    return sent.get("externalId") instanceof String text && !text.isBlank() ? text : null;
  }

  private static void put(Map<String, String> texts, String name, @Nullable String text) {
    if (text != null && !text.isEmpty()) {
      texts.put(name, text);
    }
  }

  private static String cut(String client) {
    return client.length() <= SOURCE_CHARS ? client : client.substring(0, SOURCE_CHARS);
  }

  private static <T> Checked<T> result(T value, List<FieldError> errors) {
    return errors.isEmpty() ? new Checked.Fit<>(value) : new Checked.Unfit<>(errors);
  }
}
