package io.belay.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.local.TraceCollector;
import io.belay.local.TracedCalls;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What leaves the service as spans. */
class TracesTests {
  private static final Platform PLATFORM = Platform.shared();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String CUSTOMER = "traced-customer-7219";

  @Test
  void noSpanNamesACustomerWhateverBecomesOfTheRequest() {
    try (var collector = TraceCollector.start();
        var service =
            PLATFORM.startService(
                "--belay.bank-events.enabled=false",
                "--management.opentelemetry.tracing.export.otlp.endpoint=" + collector.endpoint(),
                "--management.opentelemetry.tracing.export.schedule-delay=100ms")) {
      var bank = PLATFORM.bank("traced", service);
      var token = bank.token();
      var contact = "/v1/customers/" + CUSTOMER + "/contact";
      try (var calls = new TracedCalls(bank.url(), collector)) {
        assertThat(calls.ask("PUT", contact, token, "{}")).isEqualTo(202);
        assertThat(calls.ask("DELETE", contact + "?of=" + CUSTOMER, token, "")).isEqualTo(202);
        assertThat(calls.ask("DELETE", "/v1/customers/a%2F" + CUSTOMER + "/contact", token, ""))
            .isEqualTo(202);
        assertThat(calls.ask("PUT", contact, token, "{\"" + CUSTOMER + "\":")).isEqualTo(400);
        assertThat(calls.ask("PUT", contact, token, "{\"phone\":\"" + CUSTOMER + "\"}"))
            .isEqualTo(422);
        assertThat(calls.ask("POST", contact, token, "{}")).isEqualTo(405);
        assertThat(calls.ask("GET", contact + "/nothing", token, "")).isEqualTo(404);
        assertThat(calls.ask("DELETE", contact, "", "")).isEqualTo(401);
        assertThat(calls.ask("DELETE", contact, CUSTOMER, "")).isEqualTo(401);
        assertThat(calls.ask("DELETE", "/v1/customers/" + CUSTOMER + "%2F../contact", token, ""))
            .isEqualTo(400);
        var exported = calls.exported(PATIENCE);
        assertThat(exported)
            .contains(
                "http put /v1/customers/{customerId}/contact",
                "http delete /v1/customers/{customerId}/contact",
                "http.url",
                "UNKNOWN")
            .doesNotContain(CUSTOMER);
      }
    }
  }
}
