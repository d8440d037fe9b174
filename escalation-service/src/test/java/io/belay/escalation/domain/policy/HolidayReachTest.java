package io.belay.escalation.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.pack.PackReader;
import io.belay.escalation.pack.PackReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On days of a fixed calendar: no verdict may depend on the day of the test. */
class HolidayReachTest {
  private static final Path POLICIES =
      Path.of(Objects.requireNonNull(System.getProperty("belay.root"))).resolve("deploy/policies");
  private static final Instant RELEASED = Instant.parse("2026-11-25T12:00:00Z");

  static Stream<Path> packs() throws IOException {
    try (var files = Files.list(POLICIES)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
    }
  }

  private static PolicyPack pack(Path file) throws IOException {
    return ((PackReading.Read) new PackReader().read(Files.readAllBytes(file), file.toString()))
        .pack();
  }

  private static List<String> tooShort(PolicyPack pack, String now) {
    return HolidayReach.of(pack, Instant.parse(now)).stream()
        .filter(HolidayReach::isTooShort)
        .map(HolidayReach::clock)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("packs")
  void whatIsShippedReachesFarEnoughOnTheDayOfItsRelease(Path file) throws IOException {
    assertThat(tooShort(pack(file), RELEASED.toString())).isEmpty();
  }

  @Test
  void aListIsTooShortOnceAClockThatStartsNowCouldBeDueAfterItsYear() throws IOException {
    var uk = pack(POLICIES.resolve("market-uk.yaml"));
    // 35 business days before the last one of 2027, Friday 31 December
    assertThat(tooShort(uk, "2027-11-10T12:00:00Z")).isEmpty();
    assertThat(tooShort(uk, "2027-11-11T12:00:00Z"))
        .containsExactlyInAnyOrder("uk-disp-psd-final", "uk-disp-psd-outer", "uk-app-outer");
  }

  @Test
  void theDaysLeftAreCountedToTheEndOfTheLastYearOfTheList() throws IOException {
    var uk = pack(POLICIES.resolve("market-uk.yaml"));

    assertThat(HolidayReach.daysLeft(uk, Instant.parse("2027-12-30T12:00:00Z"))).hasValue(1);
    assertThat(HolidayReach.daysLeft(uk, Instant.parse("2027-12-31T12:00:00Z"))).hasValue(0);
    assertThat(HolidayReach.daysLeft(uk, Instant.parse("2028-01-01T12:00:00Z"))).hasValue(-1);
  }

  @Test
  void aPackWithoutListsIsNeverTooShort() throws IOException {
    var demo = pack(POLICIES.resolve("demo.yaml"));

    assertThat(HolidayReach.of(demo, RELEASED)).isEmpty();
    assertThat(HolidayReach.daysLeft(demo, RELEASED)).isEmpty();
  }

  @Test
  void theAdviceNamesTheClockAndBothDays() {
    var reach = new HolidayReach("final", LocalDate.of(2027, 12, 31), LocalDate.of(2028, 1, 3));

    assertThat(reach.advice())
        .contains("clock 'final'", "due on 2028-01-03", "known until 2027-12-31");
  }
}
