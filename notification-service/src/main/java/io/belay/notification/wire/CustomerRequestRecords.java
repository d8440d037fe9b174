package io.belay.notification.wire;

import io.belay.events.Actor;
import io.belay.events.ActorKind;
import io.belay.events.CaseEvent;
import io.belay.events.EscalationRequested;
import io.belay.events.Rated;
import io.belay.events.Reopened;
import io.belay.notification.domain.track.CustomerRequest;
import java.time.Instant;

/** Writes what a customer asked for on the page, as an event of the case. */
public final class CustomerRequestRecords {
  private static final String SOURCE = "tracking-page";

  private CustomerRequestRecords() {}

  /** The record for {@code case-events}, whose key is the caseId. */
  public static Object write(
      String eventId, String caseId, String customerId, CustomerRequest request, Instant at) {
    return CaseEvent.newBuilder()
        .setEventId(eventId)
        .setCaseId(caseId)
        .setCustomerId(customerId)
        .setOccurredAt(at)
        .setSource(SOURCE)
        .setSubmittedBy(SOURCE)
        .setActor(Actor.newBuilder().setKind(ActorKind.CUSTOMER).build())
        .setPayload(payload(request))
        .build();
  }

  private static Object payload(CustomerRequest request) {
    return switch (request) {
      case CustomerRequest.Escalate escalate ->
          EscalationRequested.newBuilder().setDifferentAgent(escalate.differentAgent()).build();
      case CustomerRequest.Reopen reopen -> Reopened.newBuilder().build();
      case CustomerRequest.Rate rate -> Rated.newBuilder().setScore(rate.score()).build();
    };
  }
}
