package io.belay.notification;

import static io.belay.notification.FollowUps.contact;
import static io.belay.notification.FollowUps.followUp;
import static io.belay.notification.WholeService.LONG_ENOUGH;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.contract.Topics;
import io.belay.events.CaseEvent;
import io.belay.events.CustomerInformed;
import io.belay.events.DeliveryOutcome;
import io.belay.events.DeliveryResult;
import io.belay.events.MessageClass;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Customers with a case each, who are told about it by a running service. */
final class Customers {
  private final WholeService service;

  Customers(WholeService service) {
    this.service = service;
  }

  /** A customer whose message waits for a contact at first; its id. */
  String isTextedAndTheCaseKnows() {
    var caseId = UUID.randomUUID().toString();
    var customerId = "C-" + caseId;
    service.topics().sendFollowUp(followUp(caseId, customerId, MessageClass.ROUTINE));
    service
        .topics()
        .write(Topics.CUSTOMER_CONTACTS, customerId, contact(customerId, "+8613800138000", null));

    Awaitility.await()
        .atMost(LONG_ENOUGH)
        .untilAsserted(
            () ->
                assertThat(service.smsCentre().inbox().messages())
                    .anySatisfy(
                        message -> {
                          assertThat(message.to()).endsWith("8613800138000");
                          assertThat(message.text()).contains("【港湾银行】").contains("核验码");
                        }));
    var outcome = lastOutcomeOf(customerId);
    assertThat(outcome.getResult()).isEqualTo(DeliveryResult.DELIVERED);
    assertThat(outcome.getMessageId()).isEqualTo(caseId + "/5");
    var event = proofFor(caseId);
    assertThat(event.getEventId()).isEqualTo("informed:" + caseId + "/5");
    assertThat(event.getPayload())
        .isInstanceOfSatisfying(
            CustomerInformed.class,
            informed -> {
              assertThat(informed.getConfirmed()).isTrue();
              assertThat(informed.getMessageType()).isEqualTo("acknowledgement");
            });
    return customerId;
  }

  void isMailedAndTheCaseKnows() {
    var caseId = UUID.randomUUID().toString();
    isTold(caseId, "C-" + caseId, null, "wang@example.com", MessageClass.ROUTINE);
    Awaitility.await()
        .atMost(LONG_ENOUGH)
        .untilAsserted(
            () ->
                assertThat(service.mailbox().inbox().messages())
                    .anySatisfy(message -> assertThat(message.to()).contains("wang@example.com")));
    assertThat(((CustomerInformed) proofFor(caseId).getPayload()).getChannel()).isEqualTo("EMAIL");
  }

  /** A customer who can be reached so is to be told something; the customer's id. */
  String isTold(@Nullable String phone, @Nullable String email, MessageClass messageClass) {
    var caseId = UUID.randomUUID().toString();
    return isTold(caseId, "C-" + caseId, phone, email, messageClass);
  }

  private String isTold(
      String caseId,
      String customerId,
      @Nullable String phone,
      @Nullable String email,
      MessageClass messageClass) {
    service.topics().send(Topics.CUSTOMER_CONTACTS, customerId, contact(customerId, phone, email));
    service.topics().sendFollowUp(followUp(caseId, customerId, messageClass));
    service.topics().flush();
    return customerId;
  }

  /** What became of the customer's message in the end. */
  DeliveryOutcome lastOutcomeOf(String customerId) {
    return (DeliveryOutcome)
        service
            .topics()
            .awaitRecord(
                Topics.DELIVERY_OUTCOMES,
                customerId,
                value -> value instanceof DeliveryOutcome each && each.getLast());
  }

  private CaseEvent proofFor(String caseId) {
    return (CaseEvent)
        service.topics().awaitRecord(Topics.CASE_EVENTS, caseId, CaseEvent.class::isInstance);
  }
}
