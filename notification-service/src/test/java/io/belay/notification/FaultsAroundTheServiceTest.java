package io.belay.notification;

import static io.belay.notification.WholeService.LONG_ENOUGH;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.contract.DeadLetterHeaders;
import io.belay.contract.Topics;
import io.belay.events.DeliveryResult;
import io.belay.events.MessageClass;
import io.belay.local.inbox.SmsCentreBehaviour;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A record nobody can read, a registry that is away, a gateway that is cut off. */
@ExtendWith({OneService.class, OutputCaptureExtension.class})
class FaultsAroundTheServiceTest {
  private final WholeService service;
  private final Customers customers;

  FaultsAroundTheServiceTest(WholeService service) {
    this.service = service;
    this.customers = new Customers(service);
  }

  @Test
  void whatNobodyCanReadIsADeadLetterAndTheStreamGoesOn() {
    var key = UUID.randomUUID().toString();
    var raw = service.topics().rawProducer();
    var unused =
        raw.send(
            new ProducerRecord<>(
                Topics.CASE_PROGRESS,
                key.getBytes(StandardCharsets.UTF_8),
                "not Avro at all".getBytes(StandardCharsets.UTF_8)));
    raw.flush();
    var letter = service.topics().awaitRaw(Topics.deadLettersOf(Topics.CASE_PROGRESS), key);
    assertThat(new String(letter.value(), StandardCharsets.UTF_8)).isEqualTo("not Avro at all");
    assertThat(
            new String(
                letter.headers().lastHeader(DeadLetterHeaders.REASON).value(),
                StandardCharsets.UTF_8))
        .isEqualTo("unreadable");
    customers.isMailedAndTheCaseKnows();
  }

  @Test
  void whileTheRegistryIsAwayNothingIsCalledUnreadableAndAllIsSentAfterwards(
      CapturedOutput output) {
    customers.isMailedAndTheCaseKnows();
    // its topics were written and read before; the dispatcher of urgent e-mails has read nothing,
    // and has to ask for the schema
    customers.lastOutcomeOf(customers.isTold("+8613500000001", null, MessageClass.URGENT));
    int loggedBefore = output.length();
    service.withoutRegistry(
        () -> {
          customers.isTold(null, "later@example.com", MessageClass.URGENT);
          Awaitility.await()
              .atMost(LONG_ENOUGH)
              .until(
                  () ->
                      output
                          .toString()
                          .substring(loggedBefore)
                          .contains(
                              "Dispatching from "
                                  + Topics.DELIVERIES_EMAIL_URGENT
                                  + " begins anew"));
          assertThat(service.mailbox().inbox().messages())
              .noneMatch(message -> message.to().contains("later@example.com"));
        });

    Awaitility.await()
        .atMost(LONG_ENOUGH)
        .untilAsserted(
            () ->
                assertThat(service.mailbox().inbox().messages())
                    .filteredOn(message -> message.to().contains("later@example.com"))
                    .hasSize(1));
    assertThat(service.topics().endOf(Topics.deadLettersOf(Topics.DELIVERIES_EMAIL_URGENT)))
        .isZero();
  }

  @Test
  void aGatewayCutInMidFlightLeavesUnknownsAndEachClassDoesWhatItsPolicySays() throws Exception {
    var centre = service.smsCentre();
    centre.behave(SmsCentreBehaviour.healthy().answeringAfter(Duration.ofSeconds(3)));
    try {
      var routine = customers.isTold("+8613600000001", "cut-1@example.com", MessageClass.ROUTINE);
      // not urgent: the urgent e-mail lane has to have read nothing when the registry goes away
      var duty = customers.isTold("+8613600000002", "cut-2@example.com", MessageClass.STATUTORY);
      Awaitility.await()
          .atMost(LONG_ENOUGH)
          .until(() -> arrived("13600000001") && arrived("13600000002"));
      centre.cutConnections();
      centre.behave(SmsCentreBehaviour.healthy());
      assertThat(customers.lastOutcomeOf(routine).getResult()).isEqualTo(DeliveryResult.UNKNOWN);
      var told = customers.lastOutcomeOf(duty);
      assertThat(told.getResult()).isEqualTo(DeliveryResult.ACCEPTED);
      assertThat(told.getChannel()).isEqualTo("EMAIL");
      assertThat(told.getTemplate()).isNotBlank();
    } finally {
      centre.behave(SmsCentreBehaviour.healthy());
    }
    assertThat(centre.inbox().messages())
        .as("what perhaps arrived is not sent again")
        .filteredOn(message -> message.to().contains("1360000000"))
        .hasSize(2);
    assertThat(service.get("/actuator/prometheus", "").body())
        .contains("belay_unknown_sends_total{class=\"routine\",then=\"left\"}")
        .contains("belay_unknown_sends_total{class=\"statutory\",then=\"other_channel\"}");
  }

  private boolean arrived(String digits) {
    return service.smsCentre().inbox().messages().stream()
        .anyMatch(each -> each.to().endsWith(digits));
  }
}
