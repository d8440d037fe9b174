package io.belay.escalation.pack;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Clocks, what they start on, what meets them and what follows from them. */
class ClockMistakesTest {
  static Stream<Arguments> clocks() {
    return Stream.of(
        arguments(
            "[AGENT_REPLIED, RESOLVED]",
            "‸[]",
            "Expected what fulfils this clock, or nobody can stop it: add AGENT_REPLIED, RESOLVED"
                + " or a milestone"),
        arguments(
            "tier-response:\n    startsOn: promoted",
            "‸tier-response:",
            "Expected the key 'startsOn' in clock 'tier-response': add it"),
        arguments("RESOLVED]", "‸SOLVED]", "Unknown event type 'SOLVED': did you mean 'RESOLVED'?"),
        arguments(
            "RESOLVED]",
            "‸OPENED]",
            "Expected something more exact than 'OPENED': it starts the case and fulfils no"
                + " promise: name what the bank has to do"),
        arguments(
            "\"milestone:REFUND_BOOKED\"",
            "‸\"milestone:refund booked\"",
            "Expected a milestone such as milestone:REFUND_BOOKED, but found 'refund booked'"),
        arguments(
            "RESOLVED]",
            "‸\"informed:results\"]",
            "Unknown message type 'results': did you mean 'result'?"),
        arguments(
            "RESOLVED]",
            "‸\"informed:apology\"]",
            "Expected news for a recurring clock, but 'apology' is none: take it out"),
        arguments(
            "RESOLVED]",
            "‸\"informed:progress\"]",
            "Expected a message this pack sends: add 'assigned' to followUps, or take"
                + " 'informed:progress' out"),
        arguments("75%", "‸100%", "Expected 1% to 99%, but found 100%"),
        arguments("75%", "‸0%", "Expected 1% to 99%, but found 0%"),
        arguments(
            "75%", "‸half", "Expected a warning such as 75% or \"10m before\", but found 'half'"),
        arguments(
            "\"10m before\"",
            "‸\"10 before\"",
            "Expected a unit after '10': write 10s, 10m or 10h"),
        arguments(
            "\"10m before\"",
            "‸\"15m before\"",
            "Expected a lead shorter than each target, but P1 has only 15m: write a share such as"
                + " 75%"),
        arguments(
            "target: {P1: 15m, P2: 30m, P3: 1h, ",
            "‸target: {P1: 15m, P2: 30m, ",
            "Expected the key 'P3' in the target: add it"),
        arguments(
            "byTier: {top: 30m}",
            "‸byTier: {}",
            "Expected tier 'top' in byTier: add 'top: 30m', or 'top: none' for no such clock"),
        arguments(
            "target: {byTier: {top: 30m}}",
            "‸target: {byTier: {top: none}}",
            "Expected a duration in the target: with 'none' alone, no case has this clock"),
        arguments(
            "warnAt: [75%, \"10m before\"]\n    onWarning",
            "‸onWarning", "Expected 'warnAt' beside 'onWarning': add it, or nothing will warn"),
        arguments(
            "[apologise]", "[‸apologize]", "Unknown effect 'apologize': did you mean 'apologise'?"),
        arguments(
            "onBreach: [promote]\n    onReopen",
            "onBreach: [‸apologise]\n    onReopen",
            "Unknown effect 'apologise': expected one of promote"),
        arguments(
            "startsOn: promoted",
            "startsOn: promoted\n    ‸onReopen: reset",
            "Expected 'onReopen' only in clocks with startsOn: opened; this one starts again by"
                + " itself: take it out"),
        arguments(
            "onReopen: continue",
            "onReopen: ‸restart",
            "Unknown way to go on 'restart': expected one of reset, continue, total, none"),
        arguments(
            "startsOn: promoted",
            "startsOn: ‸closed",
            "Unknown start 'closed': expected one of opened, promoted, tier, customer-asked"),
        arguments(
            "onlyFor: [other, stolen]",
            "onlyFor: [other, ‸stollen]",
            "Unknown category 'stollen': did you mean 'stolen'?"),
        arguments("rating: 1", "rating: ‸5", "Expected a whole number from 1 to 4, but found '5'"),
        arguments(
            "reopenings: 2",
            "reopenings: ‸0",
            "Expected a whole number from 1 to 100, but found '0'"),
        arguments(
            "CNY: 5000", "‸CNH: 5000", "Unknown currency of ISO 4217 'CNH': did you mean 'CNY'?"),
        arguments(
            "CNY: 5000",
            "CNY: ‸-5",
            "Expected an amount in major units such as 5000 or 199.50, but found '-5'"),
        arguments(
            "handOvers: 3",
            "‸handovers: 3",
            "Unknown key 'handovers' in promoteOn: did you mean 'handOvers'?"),
        arguments(
            "mode: forward", "mode: ‸froward", "Unknown mode 'froward': did you mean 'forward'?"),
        arguments(
            "kind: internal",
            "kind: ‸legal",
            "Unknown kind of clock 'legal': expected one of internal, statutory"),
        arguments(
            "kind: internal",
            "kind: ‸statutory",
            "Expected a statutory clock in the section 'statutory', where the law behind it is"
                + " named: move it there"));
  }

  @ParameterizedTest
  @MethodSource("clocks")
  void everyMistakeIsReportedOnceWhereItIsAndWithAdvice(
      String part, String broken, String message) {
    PackMistake.isReported(part, broken, message);
  }
}
