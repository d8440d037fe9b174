package io.belay.escalation.pack;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys that are missing or misspelt, values of the wrong kind, durations. */
class ShapeMistakesTest {
  static Stream<Arguments> keys() {
    return Stream.of(
        arguments(
            "queue: top",
            "‸qeue: top, queue: top",
            "Unknown key 'qeue' in the tier: did you mean 'queue'?"),
        arguments(
            "urgent: true",
            "‸colour: red",
            "Unknown key 'colour' in category 'stolen': expected one of names, priority, startsAt,"
                + " urgent, incident"),
        arguments(
            "fallback: other",
            "fallback: other\n  ‸fallback: stolen",
            "Expected 'fallback' once in categories, but it is in line 15 already: keep one of the"
                + " two"),
        arguments(
            "office:\n    zone: Asia/Shanghai",
            "‸office:",
            "Expected the key 'zone' in calendar 'office': add it"),
        arguments(
            "pack: sample\n", PackMistake.HERE, "Expected the key 'pack' in a policy pack: add it"),
        arguments(
            "customerRequests: {allowed: false}",
            "‸customerRequests: {allowed: true}",
            "Expected the key 'coolDown' in customerRequests: add it"),
        arguments(
            "duplicates: {window: 72h, ",
            "‸duplicates: {",
            "Expected the key 'window' in duplicates: add it"),
        arguments(
            "incidents: {onRelease: stay}",
            "‸incidents: {}",
            "Expected the key 'onRelease' in incidents: add it"),
        arguments(
            "longest: {CUSTOMER: 240h, MERCHANT: 120h, OTHER_BANK: 96h, ",
            "‸longest: {CUSTOMER: 240h, MERCHANT: 120h, ",
            "Expected the key 'OTHER_BANK' in the longest waits: add it"),
        arguments(
            "{allowed: false}",
            "‸[]",
            "Expected keys and values of customerRequests, but found a list"),
        arguments(
            "{Network: stolen}",
            "{? ‸{a: b} : other}",
            "Expected a word as key, but found something longer"),
        arguments(
            "outcomes: {REFUNDED: {en: Refunded, zh-CN: 已退款}}",
            "‸outcomes: {}",
            "Expected at least one outcome in outcomes: add it"));
  }

  static Stream<Arguments> values() {
    return Stream.of(
        arguments("version: \"1\"", "version: ‸1", "Expected text, but found 1: write \"1\""),
        arguments(
            "version: \"1\"",
            "version: ‸\"1 beta\"",
            "Expected a version of at most 32 letters, digits, dots and hyphens, such as"
                + " \"2026.1\""),
        arguments(
            "pack: sample",
            "pack: ‸My_Pack",
            "Expected a name of at most 64 small letters, digits and hyphens, such as front-line,"
                + " but found 'My_Pack'"),
        arguments("pack: sample", "pack: ‸[]", "Expected text, but found a list"),
        arguments(
            "window: 72h",
            "window: ‸721h",
            "Expected a window of at most 720h, for openings are remembered no longer"),
        arguments("window: 72h", "window: ‸30s", "Expected 1m to 87600h, but found 30s"),
        arguments(
            "startsOn: promoted",
            "startsOn: promoted\n    ‸onReturn: continue",
            "Expected 'onReturn' only in clocks with startsOn: tier, for a case comes back to a"
                + " tier only: take it out"),
        arguments(
            "startsOn: \"milestone:CREDITED\"",
            "startsOn: \"milestone:CREDITED\", ‸recurring: true",
            "Expected 'recurring' only in clocks that follow a breach, without extensions and"
                + " pauses, such as a compensation for each day: take it out"),
        arguments(
            "internalClocks: keep",
            "internalClocks: ‸kep",
            "Unknown way with clocks 'kep': did you mean 'keep'?"),
        arguments(
            "onRelease: stay",
            "onRelease: ‸wait",
            "Unknown way to go on 'wait': expected one of climb, stay"),
        arguments(
            "incident: true", "incident: ‸maybe", "Expected true or false, but found 'maybe'"),
        arguments("en: us,", "en: ‸'',", "Expected 1 to 200 characters"),
        arguments("en: us,", "en: ‸\"a\\nb\",", "Expected text on one line"),
        arguments("urgent: true", "urgent: ‸yes", "Expected true or false, but found 'yes'"),
        arguments("priority: P3", "priority: ‸P5", "Unknown priority 'P5': did you mean 'P1'?"),
        arguments(
            "[warned, resolved]",
            "‸warned",
            "Expected a list in square brackets or of lines with hyphens, but found 'warned'"),
        arguments(
            "[warned, resolved]",
            "[warned, resolved, ‸resloved]",
            "Unknown occasion 'resloved': did you mean 'resolved'?"),
        arguments(
            "[warned, resolved]",
            "[warned, resolved, ‸warned]",
            "Expected each item once: take 'warned' out"),
        arguments(
            "REFUNDED:", "‸refunded:", "Expected a code such as REFUNDED, but found 'refunded'"),
        arguments(
            "names: {en: us, zh-CN: 我们}",
            "‸names: {en: us}",
            "Expected the key 'zh-CN' in the tier's names: add it"),
        arguments(
            "zh-CN: 我们", "zh-CN: 我们, ‸zh-hk: 我哋", "Expected the language tag 'zh-HK': write it so"),
        arguments(
            "zh-CN: 我们",
            "zh-CN: 我们, ‸e: us",
            "Expected a language tag such as en or zh-CN, but found 'e'"));
  }

  static Stream<Arguments> durations() {
    return Stream.of(
        arguments("P2: 30m", "P2: ‸30", "Expected a unit after '30': write 30s, 30m or 30h"),
        arguments(
            "P2: 30m",
            "P2: ‸2d",
            "Expected hours, but found '2d': a day may mean 24 hours or a working day; write the"
                + " hours of the calendar, such as 48h"),
        arguments(
            "P2: 30m", "P2: ‸30min", "Expected one of the units ms, s, m and h, but found 'min'"),
        arguments(
            "P2: 30m",
            "P2: ‸1h30m",
            "Expected one number and one unit, but found '1h30m': write 90m or PT1H30M for an hour"
                + " and a half"),
        arguments(
            "P2: 30m", "P2: ‸soon", "Expected a duration such as 30s, 15m or 4h, but found 'soon'"),
        arguments(
            "P2: 30m", "P2: ‸-5m", "Expected a duration such as 30s, 15m or 4h, but found '-5m'"),
        arguments("P2: 30m", "P2: ‸PTM", "Expected a duration such as PT1H30M, but found 'PTM'"),
        arguments("P2: 30m", "P2: ‸0s", "Expected 1ms to 87600h, but found 0s"),
        arguments("P2: 30m", "P2: ‸87601h", "Expected 1ms to 87600h, but found 87601h"),
        arguments(
            "P2: 30m",
            "P2: ‸[30m]",
            "Expected a duration such as 30s, 15m or 4h, but found a list"),
        arguments("720h", "‸59s", "Expected 1m to 87600h, but found 59s"),
        arguments("OTHER: 48h", "OTHER: ‸48", "Expected a unit after '48': write 48s, 48m or 48h"));
  }

  @ParameterizedTest
  @MethodSource({"keys", "values", "durations"})
  void everyMistakeIsReportedOnceWhereItIsAndWithAdvice(
      String part, String broken, String message) {
    PackMistake.isReported(part, broken, message);
  }
}
