package io.belay.escalation.pack;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Calendars, and names that lead nowhere. */
class CalendarMistakesTest {
  static Stream<Arguments> calendars() {
    return Stream.of(
        arguments(
            "zone: Asia/Shanghai",
            "zone: ‸Asia/Shangai",
            "Expected a time zone such as Asia/Shanghai, but found 'Asia/Shangai': did you mean"
                + " 'Asia/Shanghai'?"),
        arguments(
            "always: {zone: UTC, open: always}",
            "‸always: {zone: UTC, open: {mon: []}}",
            "Expected a calendar with working time, but it has no window on any day: give 'open'"
                + " some hours"),
        arguments(
            "open: always}",
            "open: ‸sometimes}",
            "Expected keys and values of open (or the word always), but found 'sometimes'"),
        arguments(
            "mon-fri:",
            "‸weekdays:",
            "Expected days such as mon, mon-fri or mon-sun, but found 'weekdays'"),
        arguments(
            "\"13:00-18:00\"]}",
            "\"13:00-18:00\"], ‸fri: [\"09:00-12:00\"]}",
            "Expected each day of the week once: FRIDAY is there twice"),
        arguments(
            "\"13:00-18:00\"",
            "‸\"1pm-6pm\"",
            "Expected hours such as \"09:00-18:00\", but found '1pm-6pm'"),
        arguments(
            "\"13:00-18:00\"",
            "‸\"13:00-25:00\"",
            "Expected a time of day between 00:00 and 24:00, but found '25:00'"),
        arguments(
            "\"13:00-18:00\"",
            "‸\"13:00-13:00\"",
            "Expected different times: write \"00:00-24:00\" for a whole day"),
        arguments(
            "[\"09:00-12:00\", \"13:00-18:00\"]",
            "‸[\"09:00-12:00\", \"11:00-18:00\"]",
            "Expected windows that do not overlap: join those that do"),
        arguments(
            "\"01-01\"]",
            "‸2026-02-30]",
            "Expected a date such as 2026-10-01, 2026-10-01..2026-10-07 or \"10-01\" for each year,"
                + " but found '2026-02-30'"),
        arguments(
            "\"01-01\"]", "‸\"13-01\"]", "Expected month and day such as 10-01, but found '13-01'"),
        arguments(
            "\"01-01\"]",
            "‸2026-05-05..2026-05-01]",
            "Expected a range of 1 to 366 days, but found '2026-05-05..2026-05-01': write the"
                + " earlier date first"),
        arguments(
            "\"01-01\"]",
            "‸2026-10-07]",
            "Expected each holiday once, but 2026-10-07 is there twice"),
        arguments(
            "tie: close", "tie: ‸closed", "Unknown tie rule 'closed': did you mean 'close'?"));
  }

  static Stream<Arguments> references() {
    return Stream.of(
        arguments(
            "calendar: office",
            "calendar: ‸offices",
            "Unknown calendar 'offices': did you mean 'office'?"),
        arguments(
            "startsAt: front, urgent",
            "startsAt: ‸fornt, urgent",
            "Unknown tier 'fornt': did you mean 'front'?"),
        arguments(
            "fallback: other",
            "fallback: ‸others",
            "Unknown category 'others': did you mean 'other'?"),
        arguments(
            "{Network: stolen}",
            "{Network: ‸lan}",
            "Unknown category 'lan': expected one of other, stolen, outage"),
        arguments("{top: 30m}", "{top: 30m, ‸tpo: 1h}", "Unknown tier 'tpo': did you mean 'top'?"));
  }

  @ParameterizedTest
  @MethodSource({"calendars", "references"})
  void everyMistakeIsReportedOnceWhereItIsAndWithAdvice(
      String part, String broken, String message) {
    PackMistake.isReported(part, broken, message);
  }
}
