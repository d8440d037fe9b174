package io.belay.notification;

import static io.belay.notification.FollowUps.contact;
import static io.belay.notification.FollowUps.followUp;
import static io.belay.notification.FollowUps.statutoryClock;
import static io.belay.notification.WholeService.LONG_ENOUGH;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.contract.Topics;
import io.belay.events.DeliveryResult;
import io.belay.events.MessageClass;
import java.io.IOException;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What was decided before an erasure is read long after it, by a service that runs all the time.
 */
@ExtendWith(OneService.class)
class LateNewsOfDutiesTest {
  private final WholeService service;
  private final Customers customers;

  LateNewsOfDutiesTest(WholeService service) {
    this.service = service;
    this.customers = new Customers(service);
  }

  @Test
  void anErasureWaitsForAClockThatCannotBeReadYetAndIsDoneOnceAllIsRead() throws Exception {
    var caseId = UUID.randomUUID().toString();
    var customerId = "C-" + caseId;
    var withoutCase = "C-" + UUID.randomUUID();
    try (var escalation = service.topics().transactionalProducer()) {
      isReachedAt(customerId, "+8613700000001");
      isReachedAt(withoutCase, "+8613700000002");
      escalation.beginTransaction();
      var unused =
          escalation.send(
              new ProducerRecord<>(
                  Topics.CASE_PROGRESS, caseId, statutoryClock(caseId, customerId)));
      escalation.flush();

      erases(customerId);
      erases(withoutCase);
      Awaitility.await()
          .during(WholeService.ERASURE_WAIT.multipliedBy(3))
          .atMost(LONG_ENOUGH)
          .until(() -> isKnown(customerId) && isKnown(withoutCase));
      escalation.commitTransaction();
    }

    Awaitility.await()
        .atMost(LONG_ENOUGH)
        .until(() -> messagesOf(customerId).contains("final-response"));
    service.topics().sendFollowUp(followUp(caseId, customerId, MessageClass.STATUTORY));
    service.topics().flush();
    assertThat(customers.lastOutcomeOf(customerId).getResult()).isEqualTo(DeliveryResult.DELIVERED);
    Awaitility.await().atMost(LONG_ENOUGH).until(() -> !isKnown(withoutCase));
    assertThat(isKnown(customerId)).as("its clock runs").isTrue();
  }

  private void isReachedAt(String customerId, String phone) {
    service.topics().write(Topics.CUSTOMER_CONTACTS, customerId, contact(customerId, phone, null));
    Awaitility.await().atMost(LONG_ENOUGH).until(() -> isKnown(customerId));
  }

  @SuppressWarnings("NullAway") // a tombstone is a null value
  private void erases(String customerId) {
    service.topics().write(Topics.CUSTOMER_CONTACTS, customerId, null);
    Awaitility.await()
        .atMost(LONG_ENOUGH)
        .until(() -> messagesOf(customerId).contains("\"askedAt\""));
  }

  private boolean isKnown(String customerId) throws IOException, InterruptedException {
    return messagesOf(customerId).contains("\"contactKnown\":true");
  }

  private String messagesOf(String customerId) throws IOException, InterruptedException {
    return service
        .get(
            "/v1/customers/" + customerId + "/messages",
            service.keys().token("t", "cases:read contacts:read"))
        .body();
  }
}
