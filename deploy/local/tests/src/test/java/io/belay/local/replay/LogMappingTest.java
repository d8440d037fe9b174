package io.belay.local.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogMappingTest {
  private static final Instant AT = Instant.parse("2026-11-22T03:00:00Z");

  private final LogMapping mapping =
      new LogMapping("run-1", Map.of("WD", "withdrawal-delayed"), "other");

  @ParameterizedTest
  @CsvSource({
    "assigned, ASSIGNED",
    "agent_assigned, ASSIGNED",
    "reassigned, ASSIGNED",
    "queued, ASSIGNED",
    "in_progress, AGENT_REPLIED",
    "customer_contacted, AGENT_REPLIED",
    "escalated, ESCALATION_REQUESTED",
    "deescalated, DEESCALATED",
    "triaged, RECLASSIFIED",
    "priority_raised, RECLASSIFIED",
    "priority_lowered, RECLASSIFIED",
    "waiting_customer, WAITING_STARTED",
    "waiting_vendor, WAITING_STARTED",
    "waiting_internal, WAITING_STARTED",
    "resumed, WAITING_ENDED",
    "resolved, RESOLVED",
    "reopened, REOPENED",
    "closed, CLOSED",
    "cancelled, CLOSED",
    "updated, NOTE",
    "something_new, NOTE"
  })
  void eachEventOfALogIsOneOfOurs(String theirs, String ours) {
    assertThat(mapping.events(event(theirs, "2"), AT))
        .singleElement()
        .satisfies(
            body -> {
              assertThat(body).containsEntry("type", ours);
              assertThat(body).containsEntry("eventId", "run-1/C7/3");
              assertThat(body).containsEntry("occurredAt", "2026-11-22T03:00:00Z");
            });
  }

  @Test
  void customersReplyAlsoEndsTheWait() {
    assertThat(mapping.events(event("customer_replied", ""), AT))
        .extracting(body -> body.get("type") + " " + body.get("eventId"))
        .containsExactly("CUSTOMER_REPLIED run-1/C7/3", "WAITING_ENDED run-1/C7/3/end");
  }

  @Test
  void waitsSayOnWhom() {
    assertThat(mapping.events(event("waiting_customer", ""), AT).getFirst())
        .containsEntry("on", "CUSTOMER")
        .containsKey("reason");
    assertThat(mapping.events(event("waiting_vendor", ""), AT).getFirst())
        .containsEntry("on", "OTHER");
  }

  @Test
  void openingHasCategoryPriorityAndASyntheticContact() {
    assertThat(mapping.opening(event("opened", "1"), AT))
        .containsEntry("category", "withdrawal-delayed")
        .containsEntry("channel", "PHONE")
        .containsEntry("priority", "P1")
        .containsEntry("openedAt", "2026-11-22T03:00:00Z")
        .extractingByKey("customer")
        .asInstanceOf(
            org.assertj.core.api.InstanceOfAssertFactories.map(String.class, Object.class))
        .containsEntry("id", "log-C7")
        .hasEntrySatisfying("phone", phone -> assertThat(phone.toString()).matches("\\+999\\d{9}"))
        .hasEntrySatisfying("email", mail -> assertThat(mail.toString()).endsWith("@example.com"));
  }

  @Test
  void unknownCategoryAndPriorityFallBack() {
    var event = new LogEvent("C7", 3, AT, "triaged", "", "", "", "PROD582", "", "77");
    assertThat(mapping.opening(event, AT)).containsEntry("category", "other");
    assertThat(mapping.opening(event, AT)).doesNotContainKey("priority");
    assertThat(mapping.events(event, AT).getFirst()).containsEntry("category", "other");
    assertThat(mapping.opening(event, AT).toString()).contains("id=log-77");
  }

  @ParameterizedTest
  @ValueSource(strings = {"triaged", "priority_raised"})
  void aLineThatNamesNeitherPriorityNorCategoryLeavesBothAlone(String name) {
    var event = new LogEvent("C7", 3, AT, name, "", "", "", "", "", "77");
    assertThat(mapping.events(event, AT).getFirst())
        .containsEntry("type", "NOTE")
        .doesNotContainKeys("category", "priority");
  }

  private static LogEvent event(String name, String priority) {
    return new LogEvent("C7", 3, AT, name, priority, "team-1", "agent-9", "WD", "as it was", "");
  }
}
