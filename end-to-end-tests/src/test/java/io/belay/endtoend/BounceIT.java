package io.belay.endtoend;

import static io.belay.endtoend.CaseRequest.aCase;
import static io.belay.endtoend.Expected.recorded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.contract.Topics;
import io.belay.events.CaseEvent;
import io.belay.events.CustomerInformed;
import io.belay.local.inbox.Message;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;

/** An e-mail that was taken and comes back: the customer was not told after all. */
@ExtendWith(OnePlatform.class)
class BounceIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String EMAIL = "moved.away@mail.example";
  private static final String PHONE = "+447700901771";
  private static final String OWED = "customer-asked";

  private final HttpClient http = HttpClient.newHttpClient();
  private final Platform platform;

  BounceIT(Platform platform) {
    this.platform = platform;
  }

  @Test
  void whatComesBackIsOwedAgainAndTheCustomerHearsItAnotherWay() throws Exception {
    try (Bank bank = platform.bank();
        var events = new TopicLog(platform.bootstrapServers(), Topics.CASE_EVENTS)) {
      tellContact("customer-of-bounced-1");
      var caseId =
          bank.opens(
              aCase("bounced-1")
                  .category("dispute")
                  .customer("customer-of-bounced-1")
                  .toldBySms("en", ""));
      bank.reports("bounced-1", "AGENT_REPLIED", Map.of());
      await("the acknowledgement").atMost(PATIENCE).until(() -> to(EMAIL).size() == 1);
      bank.reports(
          "bounced-1",
          "WAITING_STARTED",
          Map.of("on", "CUSTOMER", "reason", "a receipt is missing"));
      await("the duty to be met").atMost(PATIENCE).until(() -> stateOfDuty(caseId), "met"::equals);
      var asked = lastTo(EMAIL);

      platform.mailComesBack(EMAIL, "failed", "5.1.1");

      await("the word that the customer was not reached")
          .pollInSameThread()
          .atMost(PATIENCE)
          .until(() -> events.of(caseId).stream().anyMatch(record -> takesBack(record.value())));
      await("the duty to be owed again")
          .atMost(PATIENCE)
          .until(() -> timeline(caseId), steps -> steps.contains("ClockReopened"));
      await("the same message by SMS").atMost(PATIENCE).until(() -> to(PHONE).size() == 1);
      assertThat(lastTo(PHONE).text()).contains(caseNumber(asked));
      await("the duty to be met by SMS")
          .atMost(PATIENCE)
          .until(() -> stateOfDuty(caseId), "met"::equals);

      bank.reports("bounced-1", "RESOLVED", Map.of("outcome", "REFUNDED"));
      await("the next message by SMS").atMost(PATIENCE).until(() -> to(PHONE).size() == 2);
      assertThat(lastTo(PHONE).text()).contains("refunded");
      assertThat(lastTo(EMAIL)).as("nothing more by e-mail").isEqualTo(asked);
      bank.reports("bounced-1", "CLOSED", Map.of());
      bank.expects(recorded("bounced-1", "CLOSED"));
    }
  }

  private boolean takesBack(byte[] event) {
    var record = platform.recordReader().read(event, CaseEvent.class);
    return record.getPayload() instanceof CustomerInformed informed && !informed.getReached();
  }

  private void tellContact(String customerId) throws Exception {
    var contact =
        Map.of(
            "name",
            "A. Customer",
            "phone",
            PHONE,
            "email",
            EMAIL,
            "locale",
            "en",
            "zone",
            "Europe/London",
            "preferredChannels",
            List.of("EMAIL", "SMS"));
    var request =
        authorised(platform.intakeUrl() + "/v1/customers/" + customerId + "/contact")
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(JSON.writeValueAsString(contact)))
            .build();
    assertThat(http.send(request, BodyHandlers.discarding()).statusCode()).isBetween(200, 299);
  }

  private String stateOfDuty(String caseId) throws IOException, InterruptedException {
    for (var clock : JSON.readTree(read("/v1/cases/" + caseId)).path("clocks")) {
      if (clock.path("clock").asString("").equals(OWED)) {
        return clock.path("state").asString("").toLowerCase(Locale.ROOT);
      }
    }
    return "";
  }

  private String timeline(String caseId) throws IOException, InterruptedException {
    return read("/v1/cases/" + caseId + "/timeline");
  }

  private String read(String path) throws IOException, InterruptedException {
    var request = authorised(platform.escalationUrl() + path).build();
    return http.send(request, BodyHandlers.ofString()).body();
  }

  private HttpRequest.Builder authorised(String url) {
    return HttpRequest.newBuilder(URI.create(url))
        .header("Authorization", "Bearer " + platform.token());
  }

  private Message lastTo(String address) {
    return to(address).getLast();
  }

  private List<Message> to(String address) {
    var digits = address.replace("+", "");
    return platform.inbox().messages().stream()
        .filter(message -> message.to().replace("+", "").equals(digits))
        .toList();
  }

  /** As the subject of an e-mail names it: "Your case NUMBER: …". */
  private static String caseNumber(Message email) {
    var subject = email.subject();
    return subject.substring("Your case ".length(), subject.indexOf(':'));
  }
}
