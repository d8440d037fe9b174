package io.belay.escalation.pack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clocks of the law and the notices it wants. */
class StatuteMistakesTest {
  static Stream<Arguments> statutory() {
    return Stream.of(
        arguments(
            "term: 15 business days",
            "term: ‸15 working days",
            "Expected a term such as '15 business days', '30 days', '8 weeks', '6 months' or '72"
                + " hours', but found '15 working days'"),
        arguments(
            "term: 1 day",
            "term: ‸600 weeks",
            "Expected a term of at most ten years: write a shorter one"),
        arguments(
            "compensation: {source: Rule 2, ",
            "‸compensation: {",
            "Expected the key 'source' in statutory clock 'compensation': add it"),
        arguments(
            "\"breach:final-response\"",
            "‸\"breach:final-respons\"",
            "Unknown statutory clock 'final-respons': did you mean 'final-response'?"),
        arguments(
            "startsOn: \"milestone:CREDITED\"",
            "startsOn: ‸credited",
            "Expected a milestone such as \"milestone:FINAL_RESPONSE_SENT\", for a statutory clock"
                + " knows nothing else, but found 'credited'"),
        arguments(
            "metBy: [\"milestone:TOLD\"]",
            "metBy: [‸RESOLVED]",
            "Expected a milestone such as \"milestone:FINAL_RESPONSE_SENT\" or a notice such as"
                + " \"informed:notice-decision\", for nothing else ends a statutory clock, but"
                + " found 'RESOLVED'"),
        arguments(
            "metBy: [\"milestone:TOLD\"]",
            "metBy: [‸\"informed:result\"]",
            "Unknown notice 'result': expected one of notice-acknowledgement, notice-delay,"
                + " notice-credit, notice-decision"),
        arguments(
            "metBy: [\"milestone:TOLD\"]",
            "metBy: [‸\"informed:notice-credit\"]",
            "Expected a notice this pack gives: add one of type 'notice-credit' to notices, or take"
                + " 'informed:notice-credit' out"),
        arguments(
            "pausesFor: [CUSTOMER, OTHER_BANK], metBy: [\"milestone:COMPENSATED\"]",
            "‸recurring: true, metBy: [\"informed:notice-delay\"]",
            "Expected 'recurring' only in clocks that milestones end, for telling pays nothing:"
                + " take it out"),
        arguments(
            "metBy: [\"milestone:TOLD\"]",
            "metBy: ‸[]",
            "Expected the milestone that ends this clock, or nobody can: add"
                + " \"milestone:FINAL_RESPONSE_SENT\""),
        arguments(
            "businessDays: head-office, metBy: [\"milestone:TOLD\"]",
            "businessDays: ‸headoffice, metBy: [\"milestone:TOLD\"]",
            "Unknown business days 'headoffice': did you mean 'head-office'?"),
        arguments(
            "head-office: {zone: UTC, closed: [sat, sun]}",
            "‸head-office: {zone: UTC, closed: [mon-sun]}",
            "Expected business days in a week: take a day out of 'closed'"),
        arguments(
            "\"sat#2\"",
            "‸\"sat#6\"",
            "Expected days such as mon, mon-fri or mon-sun, but found 'sat#6'"),
        arguments(
            "closesAt: \"17:00\"",
            "closesAt: ‸5pm",
            "Expected a time of day such as \"17:00\", but found '5pm'"),
        arguments(
            "{by: transaction, from: 2026-01-01, until: 2027-12-31}",
            "‸{by: transaction, from: 2028-01-01, until: 2027-12-31}",
            "Expected 'from' not after 'until': write the earlier date as 'from'"),
        arguments(
            "from: 2026-01-01",
            "from: ‸2026-01-01..2026-01-02",
            "Expected a date such as 2026-10-01, but found '2026-01-01..2026-01-02'"),
        arguments(
            "by: transaction",
            "by: ‸complaint",
            "Unknown date 'complaint': expected one of opened, transaction"),
        arguments(
            "pausesFor: [CUSTOMER, OTHER_BANK]",
            "pausesFor: [CUSTOMER, ‸BANK]",
            "Unknown party 'BANK': expected one of CUSTOMER, MERCHANT, OTHER_BANK, OTHER"),
        arguments(
            "term: 1 day, businessDays: head-office, pausesFor: [",
            "term: 1 month, businessDays: head-office, pausesFor: ‸[",
            "Expected a term of hours, days or business days where the clock can pause: take"
                + " 'pausesFor' out, or change the term"),
        arguments(
            "metBy: [\"milestone:FINAL_RESPONSE_SENT\"]",
            "metBy: [\"milestone:FINAL_RESPONSE_SENT\"]\n    pausesFor: ‸[CUSTOMER]",
            "Expected either 'pausesFor' or 'extensions': make the longest time an outer clock of"
                + " its own"),
        arguments(
            "onPolicyChange: {mode: retroactive}",
            "onPolicyChange: {mode: ‸never}",
            "Unknown mode 'never': expected one of retroactive, forward, reset, continue"),
        arguments(
            "[{to: 35 business days",
            "‸[{to: 15 business days",
            "Expected each extension to a longer total than before: the total counts from the"
                + " start"),
        arguments(
            "receivedWhenClosed: next-business-day",
            "receivedWhenClosed: ‸next-day",
            "Unknown way to count 'next-day': expected one of same-day, next-business-day"),
        arguments(
            "  final-response:\n    source: Act, section 1\n    onlyFor: [stolen]\n"
                + "    startsOn: opened",
            "  ‸final-response:\n    source: Act, section 1\n    onlyFor: [stolen]\n"
                + "    startsOn: \"breach:final-response\"",
            "Expected something to start clock 'final-response', but it waits for its own breach:"
                + " write opened or a milestone"),
        arguments(
            "credit-notice: {source: Rule 3",
            "‸response: {source: Rule 3",
            "Expected a name of its own: 'response' is in 'clocks', too"));
  }

  static Stream<Arguments> notices() {
    return Stream.of(
        arguments(
            "    fields:\n      reasonForDelay: {en: We wait., zh-CN: 等待中。}\n",
            "    ‸fields:\n",
            "Expected the key 'reasonForDelay' in the fields of notice-delay: add it"),
        arguments(
            "ombudsmanName: {en: the ombudsman, zh-CN: 申诉专员}",
            "‸ombudsmanName: {en: the ombudsman}",
            "Expected the key 'zh-CN' in the field ombudsmanName: add it"),
        arguments(
            "type: notice-delay",
            "type: ‸notice-delays",
            "Unknown notice 'notice-delays': did you mean 'notice-delay'?"),
        arguments(
            "on: opened, clock: final-response",
            "on: ‸closed, clock: final-response",
            "Unknown occasion of a notice 'closed': expected one of opened, extended,"
                + " milestone:NAME"),
        arguments(
            "on: opened, clock: final-response",
            "on: opened, clock: ‸final-respons",
            "Unknown statutory clock 'final-respons': did you mean 'final-response'?"),
        arguments(
            "- type: notice-delay",
            anotherBefore("final-response") + "- ‸type: notice-delay",
            "Expected one notice of clock 'final-response' on milestone:HOLDING_REPLY_SENT, or"
                + " nobody could tell which of them came back: take one out, or give it a"
                + " milestone of its own"),
        arguments(
            "- type: notice-delay",
            anotherBefore("credit-notice") + "- ‸type: notice-delay",
            "Expected notices of one type on milestone:HOLDING_REPLY_SENT, for one that arrives"
                + " proves it for all: write 'notice-acknowledgement', or give it a milestone of"
                + " its own"));
  }

  /** A notice of another type on the milestone of the delay. */
  private static String anotherBefore(String clock) {
    return "- {type: notice-acknowledgement, on: \"milestone:HOLDING_REPLY_SENT\", clock: "
        + clock
        + ", fields: {timetable: {en: Soon., zh-CN: 很快。}}}\n  ";
  }

  @ParameterizedTest
  @MethodSource({"statutory", "notices"})
  void everyMistakeIsReportedOnceWhereItIsAndWithAdvice(
      String part, String broken, String message) {
    PackMistake.isReported(part, broken, message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"final-response", "credit-notice"})
  void aPackThatWasPublishedWithSeveralNoticesOfAMilestoneIsStillRead(String clock) {
    var several =
        SamplePack.with("- type: notice-delay", anotherBefore(clock) + "- type: notice-delay");

    assertThat(new PackReader().readPublished(several.getBytes(UTF_8), "sample.yaml"))
        .isInstanceOf(PackReading.Read.class);
  }

  @Test
  void clocksOfTheLawNeedTheirBusinessDays() {
    var text = SamplePack.TEXT;
    int from = text.indexOf("businessDays:\n");
    var without = text.substring(0, from) + text.substring(text.indexOf("statutory:\n"));

    assertThat(SamplePack.problems(without))
        .singleElement()
        .hasToString("sample.yaml:1:1: Expected the key 'businessDays' in a policy pack: add it");
    assertThat(new PackReader().readPublished(without.getBytes(UTF_8), "sample.yaml"))
        .as("cases run under it without such clocks")
        .isInstanceOf(PackReading.Read.class);
  }
}
