package io.belay.intake.domain;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaseEventChecksTests {
  private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
  private static final String CASE = "0192f3c4-5d6e-7a8b-9c0d-1e2f3a4b5c6d";
  private static final Submitter CRM = new Submitter("crm", "svc-crm", null, false);

  private final CaseEventChecks checks = new CaseEventChecks(new Masking(secret -> {}));

  private static Map<String, @Nullable Object> opening() {
    var opening = new HashMap<String, @Nullable Object>();
    opening.put("category", "account-locked");
    opening.put("channel", "APP");
    opening.put("summary", "locked");
    opening.put("customer", Map.of("id", "C-1"));
    return opening;
  }

  private static Map<String, @Nullable Object> event(String type) {
    var event = new HashMap<String, @Nullable Object>();
    event.put("type", type);
    return event;
  }

  private Checked<Submission> open(Map<String, @Nullable Object> opening) {
    return checks.opening(opening, CRM, NOW);
  }

  private Checked<Submission> report(Map<String, @Nullable Object> event) {
    return checks.event(CASE, event, CRM, NOW);
  }

  private static Submission fit(Checked<Submission> checked) {
    assertThat(checked).isInstanceOf(Checked.Fit.class);
    return ((Checked.Fit<Submission>) checked).value();
  }

  private static List<String> wrong(Checked<Submission> checked) {
    assertThat(checked).isInstanceOf(Checked.Unfit.class);
    return ((Checked.Unfit<Submission>) checked).errors().stream().map(FieldError::field).toList();
  }

  @Test
  void anEventIsNotNamedAsADeadlineIs() {
    var event = event("NOTE");
    event.put("text", "hello");
    event.put("eventId", "deadline:2026-11-22T08:00:00Z");
    assertThat(wrong(report(event))).containsExactly("eventId");
    event.put("eventId", "a deadline: soon");
    assertThat(fit(report(event)).event().eventId()).isEqualTo("a deadline: soon");
  }

  @ParameterizedTest
  @CsvSource({
    "WAITING_STARTED, need, 4111111111111111",
    "WAITING_STARTED, need, card-4111-1111-1111-1111",
    "MILESTONE_REACHED, milestone, A4111111111111111"
  })
  void aCardNumberIsNoCode(String type, String field, String value) {
    var event = event(type);
    event.put("on", "CUSTOMER");
    event.put("reason", "r");
    event.put(field, value);
    assertThat(wrong(report(event))).contains(field);
  }

  @Test
  void fourFieldsAreEnough() {
    var submission = fit(open(opening()));
    assertThat(submission.event().customerId()).isEqualTo("C-1");
    assertThat(submission.event().occurredAt()).isEqualTo(NOW);
    assertThat(submission.event().source()).isEqualTo("crm");
    assertThat(submission.event().submittedBy()).isEqualTo("svc-crm");
    assertThat(submission.event().eventId()).isEqualTo(submission.event().caseId() + ":open");
    assertThat(submission.texts()).isEqualTo(Map.of("summary", "locked"));
    assertThat(submission.contact()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"category", "channel", "summary", "customer"})
  void withoutOneOfThemItIsNamed(String field) {
    var opening = opening();
    opening.remove(field);
    assertThat(wrong(open(opening))).containsExactly(field);
    opening.put(field, null);
    assertThat(wrong(open(opening))).containsExactly(field);
  }

  @Test
  void aCustomerNeedsAnId() {
    var opening = opening();
    opening.put("customer", Map.of("name", "Ana"));
    assertThat(wrong(open(opening))).containsExactly("customer.id");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-22T08:05:00Z, true",
    "2026-11-22T16:05:00+08:00, true",
    "2026-11-22T08:05:00.001Z, false",
    "1999-12-31T23:59:59Z, false",
    "2000-01-01T00:00:00Z, true",
    "2026-11-22T08:00:00, false",
    "2026-11-22, false",
    "yesterday, false"
  })
  void anOpeningIsNeverMoreThanFiveMinutesAhead(String openedAt, boolean fit) {
    var opening = opening();
    opening.put("openedAt", openedAt);
    if (fit) {
      assertThat(fit(open(opening)).event().occurredAt()).isBefore(NOW.plusSeconds(301));
    } else {
      assertThat(wrong(open(opening))).containsExactly("openedAt");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "category | ' '",
        "channel | FAX",
        "channel | phone",
        "priority | P5",
        "market | cn",
        "source | 'a\tb'",
        "externalId | 'a\u0000b'",
        "entity | '\uD800'",
        "summary | ''",
        "summary | 'bell \u0007'",
        "device | 'two\nlines'",
        "unknown | x"
      })
  void aFieldOfTheWrongFormIsNamed(String field, String value) {
    var opening = opening();
    opening.put(field, value);
    assertThat(wrong(open(opening))).containsExactly(field);
  }

  @Test
  void lengthsEndWhereTheDocsSay() {
    for (var limit :
        Map.of("category", 64, "summary", 4000, "externalId", 128, "source", 64).entrySet()) {
      var opening = opening();
      opening.put(limit.getKey(), "x".repeat(limit.getValue()));
      fit(open(opening));
      opening.put(limit.getKey(), "x".repeat(limit.getValue() + 1));
      assertThat(wrong(open(opening))).containsExactly(limit.getKey());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "199.00, true",
    "0, true",
    "0.5, true",
    "123456789012345.1234, true",
    "-1, false",
    "1e3, false",
    "01, false",
    "1.23456, false",
    "1.199.00, false",
    "'1,99', false",
    "1., false"
  })
  void amountsAreDecimalTexts(String amount, boolean fit) {
    var opening = opening();
    opening.put("transaction", Map.of("amount", amount));
    if (fit) {
      fit(open(opening));
    } else {
      assertThat(wrong(open(opening))).containsExactly("transaction.amount");
    }
  }

  @Test
  void eachPartOfATransactionIsChecked() {
    var opening = opening();
    opening.put(
        "transaction",
        Map.of("amount", 199, "currency", "XYZ1", "occurredAt", "2027-01-01T00:00:00Z", "who", 1));
    assertThat(wrong(open(opening)))
        .containsExactlyInAnyOrder(
            "transaction.amount",
            "transaction.currency",
            "transaction.occurredAt",
            "transaction.who");
  }

  @Test
  void contactDataOfAnOpeningIsWholeAndNormal() {
    var opening = opening();
    opening.put("openedAt", "2026-11-20T09:15:00+08:00");
    opening.put("customer", Map.of("id", "C-1", "phone", "+86 (138) 0013-8000", "locale", "zh-CN"));
    var contact = requireNonNull(fit(open(opening)).contact());
    assertThat(contact.phone()).isEqualTo("+8613800138000");
    assertThat(contact.updatedAt()).isEqualTo(Instant.parse("2026-11-20T01:15:00Z"));
  }

  @ParameterizedTest
  @CsvSource({
    "phone, 13800138000",
    "phone, +0123456789",
    "phone, +12",
    "phone, +1234567890123456",
    "email, nobody",
    "email, a@b",
    "email, a b@example.com",
    "email, a@example..com",
    "email, 'a@example.com\r\nBcc: b@example.com'",
    "locale, klingonish-language",
    "zone, +08:00",
    "zone, Mars/Base",
    "name, 'a\nb'"
  })
  void contactDataOfTheWrongFormIsNamed(String field, String value) {
    var opening = opening();
    opening.put("customer", Map.of("id", "C-1", field, value));
    assertThat(wrong(open(opening))).containsExactly("customer." + field);
  }

  @Test
  void theSameKeyOfTheSameClientIsTheSameCase() {
    var by = CRM.withKey("k");
    String caseId = fit(checks.opening(opening(), by, NOW)).event().caseId();
    assertThat(fit(checks.opening(opening(), by, NOW.plusSeconds(60))).event().caseId())
        .isEqualTo(caseId);
    assertThat(
            fit(checks.opening(opening(), new Submitter("ivr", "s", "k", false), NOW))
                .event()
                .caseId())
        .isNotEqualTo(caseId);
    var withExternalId = opening();
    withExternalId.put("externalId", "k");
    assertThat(fit(open(withExternalId)).event().caseId()).isEqualTo(caseId);
    assertThat(fit(open(opening())).event().caseId())
        .isNotEqualTo(fit(open(opening())).event().caseId());
  }

  @Test
  void theHeaderGoesBeforeTheExternalId() {
    var opening = opening();
    opening.put("externalId", "other");
    assertThat(fit(checks.opening(opening, CRM.withKey("k"), NOW)).event().caseId())
        .isEqualTo(CaseIds.ofKey("crm", "k"));
  }

  @Test
  void aKeyIsNeitherBlankNorEndless() {
    assertThat(wrong(checks.opening(opening(), CRM.withKey(" "), NOW)))
        .containsExactly("idempotencyKey");
    assertThat(wrong(checks.opening(opening(), CRM.withKey("k".repeat(256)), NOW)))
        .containsExactly("idempotencyKey");
  }

  @Test
  void cardNumbersAreHiddenInTextsAndReferences() {
    var opening = opening();
    opening.put("externalId", "4111111111111111");
    opening.put("summary", "my cvv is 737");
    opening.put("evidence", List.of("5555 5555 5555 4444"));
    opening.put("transaction", Map.of("reference", "4012888888881881", "counterparty", "pin 4821"));
    var submission = fit(open(opening));
    var opened = (Happening.Opened) submission.event().happening();
    assertThat(opened.externalId()).isEqualTo("[card 1111]");
    assertThat(opened.evidence()).containsExactly("[card 4444]");
    assertThat(requireNonNull(opened.transaction()).reference()).isEqualTo("[card 1881]");
    assertThat(submission.texts())
        .isEqualTo(Map.of("summary", "my cvv is [cvv]", "counterparty", "pin [password]"));
    // the key is what was sent: two cards are two cases
    assertThat(submission.event().caseId()).isEqualTo(CaseIds.ofKey("crm", "4111111111111111"));
  }

  @Test
  void evidenceIsBounded() {
    var opening = opening();
    var evidence = new ArrayList<Object>();
    for (int i = 0; i < 20; i++) {
      evidence.add("e-" + i);
    }
    opening.put("evidence", evidence);
    fit(open(opening));
    evidence.set(3, 7);
    assertThat(wrong(open(opening))).containsExactly("evidence[3]");
    evidence.add("one more");
    assertThat(wrong(open(opening))).containsExactly("evidence");
  }

  @ParameterizedTest
  @EnumSource(EventType.class)
  void everyTypeIsTakenWithItsFieldsAndRefusesOthers(EventType type) {
    var event = event(type.name());
    event.putAll(fieldsOf(type));
    var submission = fit(report(event));
    assertThat(submission.kind()).isEqualTo(type.name());
    assertThat(submission.event().caseId()).isEqualTo(CASE);
    assertThat(submission.event().eventId()).isNotBlank();
    event.put("colour", "red");
    assertThat(wrong(report(event))).containsExactly("colour");
  }

  @ParameterizedTest
  @CsvSource({
    "ASSIGNED, tier",
    "WAITING_STARTED, on",
    "WAITING_STARTED, reason",
    "ESCALATION_REQUESTED, by",
    "RECLASSIFIED, category",
    "MILESTONE_REACHED, milestone",
    "EXTENSION_GRANTED, clock",
    "EXTENSION_GRANTED, reason",
    "COMPLAINT_RAISED, about",
    "RESOLVED, outcome",
    "RATED, score",
    "CONTACT_MISSED, direction",
    "LINKED, toCaseId",
    "NOTE, text"
  })
  void whatATypeNeedsIsNamedWhenItIsMissing(EventType type, String field) {
    var event = event(type.name());
    event.putAll(fieldsOf(type));
    event.remove(field);
    assertThat(wrong(report(event))).containsExactly(field);
  }

  @ParameterizedTest
  @CsvSource({"0, false", "1, true", "5, true", "6, false"})
  void aScoreIsOneToFive(int score, boolean fit) {
    var event = event("RATED");
    event.put("score", score);
    assertThat(report(event) instanceof Checked.Fit).isEqualTo(fit);
  }

  @Test
  void aScoreIsAWholeNumber() {
    for (Object score : List.of("5", 4.5, new java.math.BigDecimal("5.0"), true, 1L << 40)) {
      var event = event("RATED");
      event.put("score", score);
      assertThat(wrong(report(event))).containsExactly("score");
    }
  }

  @Test
  void aLinkGoesToOneThing() {
    var event = event("LINKED");
    event.put("toCaseId", CASE.toUpperCase(java.util.Locale.ROOT));
    assertThat(((Happening.Linked) fit(report(event)).event().happening()).toCaseId())
        .isEqualTo(CASE);
    event.put("incidentId", "I-1");
    assertThat(wrong(report(event))).containsExactly("toCaseId");
  }

  @Test
  void anApproverNeedsTheScope() {
    var event = event("EXTENSION_GRANTED");
    event.putAll(fieldsOf(EventType.EXTENSION_GRANTED));
    event.put("approver", "B-1");
    assertThat(report(event)).isEqualTo(new Checked.NeedsScope<>("extensions:approve"));
    fit(checks.event(CASE, event, new Submitter("crm", "s", null, true), NOW));
  }

  @Test
  void theIdOfTheOpeningIsNotForOthers() {
    var event = event("CLOSED");
    event.put("eventId", CASE + ":open");
    assertThat(wrong(report(event))).containsExactly("eventId");
  }

  @Test
  void aCaseIdIsAUuid() {
    assertThat(wrong(checks.event("C-1", event("CLOSED"), CRM, NOW))).containsExactly("caseId");
    assertThat(wrong(checks.event(event("CLOSED"), CRM, NOW))).containsExactly("caseId");
  }

  @Test
  void aKeyNamesTheEventWithinItsCase() {
    var by = CRM.withKey("k");
    String eventId = fit(checks.event(CASE, event("CLOSED"), by, NOW)).event().eventId();
    assertThat(fit(checks.event(CASE, event("CLOSED"), by, NOW)).event().eventId())
        .isEqualTo(eventId);
    assertThat(
            fit(checks.event(CASE.replace('0', '1'), event("CLOSED"), by, NOW)).event().eventId())
        .isNotEqualTo(eventId);
  }

  @Test
  void theBanksOwnRecordsNeedNoTextsAndNameTheirIds() {
    var opening = opening();
    opening.remove("summary");
    opening.put("type", "OPENED");
    opening.put("caseId", CASE);
    opening.put("eventId", "b-1");
    var event = fit(checks.bankEvent(opening, "kafka:bank-events", NOW)).event();
    assertThat(event.eventId()).isEqualTo("b-1");
    assertThat(event.caseId()).isEqualTo(CASE);
    assertThat(event.submittedBy()).isEqualTo("kafka:bank-events");
    opening.remove("eventId");
    assertThat(wrong(checks.bankEvent(opening, "kafka:bank-events", NOW)))
        .containsExactly("eventId");
    var note = event("NOTE");
    note.put("caseId", CASE);
    fit(checks.bankEvent(note, "kafka:bank-events", NOW));
  }

  @Test
  void errorsAreBounded() {
    var opening = opening();
    for (int i = 0; i < 1_000; i++) {
      opening.put("f" + i, i);
    }
    assertThat(wrong(open(opening))).hasSize(50);
  }

  private static Map<String, Object> fieldsOf(EventType type) {
    return switch (type) {
      case ASSIGNED -> Map.of("tier", "senior");
      case WAITING_STARTED -> Map.of("on", "MERCHANT", "reason", "r");
      case ESCALATION_REQUESTED -> Map.of("by", "CUSTOMER", "differentAgent", true);
      case DEESCALATED -> Map.of("tier", "front-line");
      case RECLASSIFIED -> Map.of("category", "dispute");
      case MILESTONE_REACHED -> Map.of("milestone", "ACCOUNT_FROZEN");
      case EXTENSION_GRANTED -> Map.of("clock", "final", "reason", "r");
      case COMPLAINT_RAISED -> Map.of("about", "agent", "agentId", "A-17");
      case RESOLVED -> Map.of("outcome", "REFUNDED");
      case RATED -> Map.of("score", 5);
      case CONTACT_MISSED -> Map.of("direction", "INBOUND", "tries", 3);
      case LINKED -> Map.of("toCaseId", CASE);
      case NOTE -> Map.of("text", "t");
      case AGENT_REPLIED, CUSTOMER_REPLIED, WAITING_ENDED, REOPENED, CLOSED -> Map.of();
    };
  }
}
