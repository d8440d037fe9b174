package io.belay.notification;

import static io.belay.notification.FollowUps.accepted;
import static io.belay.notification.FollowUps.contact;
import static io.belay.notification.FollowUps.followUp;
import static io.belay.notification.WholeService.LONG_ENOUGH;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.contract.Topics;
import io.belay.contract.TrackingToken;
import io.belay.events.ActorKind;
import io.belay.events.CaseEvent;
import io.belay.events.EscalationRequested;
import io.belay.events.MessageClass;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A case moves, and its customer knows of it. */
@ExtendWith(OneService.class)
class FollowUpReachesCustomerTest {
  private final WholeService service;
  private final Customers customers;

  FollowUpReachesCustomerTest(WholeService service) {
    this.service = service;
    this.customers = new Customers(service);
  }

  @Test
  void aTextMessageArrivesAndItsReceiptBecomesProofForTheCase() throws Exception {
    var customerId = customers.isTextedAndTheCaseKnows();

    var path = "/v1/customers/" + customerId + "/messages";
    assertThat(service.get(path, "").statusCode()).isEqualTo(401);
    assertThat(service.get(path, service.keys().token("t", "cases:read")).statusCode())
        .isEqualTo(403);
    var answer = service.get(path, service.keys().token("t", "cases:read contacts:read"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"result\":\"DELIVERED\"").doesNotContain("13800138000");
  }

  @Test
  void anEmailArrives() {
    customers.isMailedAndTheCaseKnows();
  }

  @Test
  void aCustomerFollowsTheCaseAndWhatIsAskedForBecomesAnEventOfTheCase() throws Exception {
    var caseId = UUID.randomUUID().toString();
    var customerId = "C-" + caseId;
    service
        .topics()
        .write(Topics.CUSTOMER_CONTACTS, customerId, contact(customerId, "+8613800138000", null));
    service.topics().write(Topics.CASE_PROGRESS, caseId, accepted(caseId, customerId));
    service.topics().sendFollowUp(followUp(caseId, customerId, MessageClass.ROUTINE));
    service.topics().flush();
    var token =
        new TrackingToken.Keys(Map.of("k1", Base64.getEncoder().encodeToString(new byte[32])), "k1")
            .sign(new TrackingToken(caseId, customerId, Instant.now().plusSeconds(600)));
    Awaitility.await()
        .atMost(LONG_ENOUGH)
        .untilAsserted(
            () ->
                assertThat(service.get("/v1/track/" + token, "").body())
                    .contains("\"language\":\"zh-CN\"", "一线客服", "\"sequence\":5"));

    assertThat(service.post("/v1/track/" + token + "/escalate").statusCode()).isEqualTo(202);
    var event =
        (CaseEvent)
            service
                .topics()
                .awaitRecord(
                    Topics.CASE_EVENTS,
                    caseId,
                    value ->
                        value instanceof CaseEvent each
                            && each.getPayload() instanceof EscalationRequested);
    assertThat(Objects.requireNonNull(event.getActor()).getKind()).isEqualTo(ActorKind.CUSTOMER);
    assertThat(event.getCustomerId()).isEqualTo(customerId);
    assertThat(event.getSource()).isEqualTo("tracking-page");
    assertThat(service.get("/internal/tracked-cases/" + caseId, "").statusCode()).isEqualTo(404);
    assertThat(service.get("/internal/whereabouts/" + customerId, "").statusCode()).isEqualTo(404);
  }
}
