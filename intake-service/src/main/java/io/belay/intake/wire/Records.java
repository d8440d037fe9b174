package io.belay.intake.wire;

import io.belay.contract.Topics;
import io.belay.events.ActorKind;
import io.belay.events.CaseText;
import io.belay.events.CustomerContact;
import io.belay.events.Noted;
import io.belay.intake.domain.Actor;
import io.belay.intake.domain.CaseEvent;
import io.belay.intake.domain.Contact;
import java.time.Instant;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** The records of intake's topics. */
public final class Records {
  private Records() {}

  /** A record of each topic, for those who need its schema only. */
  public static Map<String, SpecificRecord> samples() {
    return Map.of(
        Topics.CASE_EVENTS,
        io.belay.events.CaseEvent.newBuilder()
            .setEventId("")
            .setCaseId("")
            .setOccurredAt(Instant.EPOCH)
            .setSource("")
            .setSubmittedBy("")
            .setPayload(new Noted())
            .build(),
        Topics.CASE_TEXTS,
        CaseText.newBuilder()
            .setCaseId("")
            .setEventId("")
            .setOccurredAt(Instant.EPOCH)
            .setFields(Map.of())
            .build(),
        Topics.CUSTOMER_CONTACTS,
        CustomerContact.newBuilder().setCustomerId("").setUpdatedAt(Instant.EPOCH).build());
  }

  /** For {@code case-events}. */
  public static SpecificRecord caseEvent(CaseEvent event) {
    return io.belay.events.CaseEvent.newBuilder()
        .setEventId(event.eventId())
        .setCaseId(event.caseId())
        .setCustomerId(event.customerId())
        .setOccurredAt(event.occurredAt())
        .setSource(event.source())
        .setSubmittedBy(event.submittedBy())
        .setActor(actor(event.actor()))
        .setPayload(Payloads.of(event.happening()))
        .build();
  }

  /** For {@code case-texts}. */
  public static SpecificRecord caseText(CaseEvent event, Map<String, String> texts) {
    return CaseText.newBuilder()
        .setCaseId(event.caseId())
        .setEventId(event.eventId())
        .setOccurredAt(event.occurredAt())
        .setFields(texts)
        .build();
  }

  /** For {@code customer-contacts}. */
  public static SpecificRecord customerContact(Contact contact) {
    var quietHours = contact.quietHours();
    return CustomerContact.newBuilder()
        .setCustomerId(contact.customerId())
        .setUpdatedAt(contact.updatedAt())
        .setName(contact.name())
        .setPhone(contact.phone())
        .setEmail(contact.email())
        .setLocale(contact.locale())
        .setZone(contact.zone())
        .setPreferredChannels(contact.preferredChannels())
        .setOptOuts(contact.optOuts())
        .setQuietHours(
            quietHours == null
                ? null
                : new io.belay.events.QuietHours(quietHours.from(), quietHours.to()))
        .build();
  }

  static io.belay.events.@Nullable Actor actor(@Nullable Actor actor) {
    return actor == null
        ? null
        : new io.belay.events.Actor(
            ActorKind.valueOf(actor.kind().name()),
            actor.agentId(),
            actor.displayName(),
            actor.team());
  }
}
