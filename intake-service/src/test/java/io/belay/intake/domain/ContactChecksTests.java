package io.belay.intake.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContactChecksTests {
  private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

  private final ContactChecks checks = new ContactChecks(new Masking(secret -> {}));

  @Test
  void anEmptyContactIsFitAndToldNow() {
    assertThat(checks.contact("C-1", Map.of(), NOW))
        .isInstanceOfSatisfying(
            Checked.Fit.class,
            fit -> assertThat(((Contact) fit.value()).updatedAt()).isEqualTo(NOW));
  }

  @Test
  void aRetryCanSayWhenItWasTold() {
    assertThat(checks.contact("C-1", Map.of("updatedAt", "2026-11-01T00:00:00Z"), NOW))
        .isInstanceOfSatisfying(
            Checked.Fit.class,
            fit ->
                assertThat(((Contact) fit.value()).updatedAt())
                    .isEqualTo(Instant.parse("2026-11-01T00:00:00Z")));
  }

  @Test
  void whatIsWrongIsNamed() {
    var sent =
        Map.of(
            "preferredChannels", List.of("FAX"),
            "optOuts", List.of("STATUTORY"),
            "quietHours", Map.of("from", "24:00"),
            "id", "C-1");
    assertThat(checks.contact("C-1", sent, NOW))
        .isInstanceOfSatisfying(
            Checked.Unfit.class,
            unfit ->
                assertThat(((Checked.Unfit<?>) unfit).errors())
                    .extracting(FieldError::field)
                    .containsExactlyInAnyOrder(
                        "preferredChannels[0]",
                        "optOuts[0]",
                        "quietHours.from",
                        "quietHours.to",
                        "id"));
  }

  @ParameterizedTest
  @CsvSource({"C-1, true", "' ', false", "'a\tb', false"})
  void aCustomerOfAPathIsChecked(String id, boolean fit) {
    assertThat(checks.customer(id, NOW) instanceof Checked.Fit).isEqualTo(fit);
  }
}
