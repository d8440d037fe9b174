package io.belay.escalation.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mistake the reader knows: where it is reported, and what its author is told to do. */
class PackMistakesTest {
  /** Stands in a broken pack where its mistake is to be reported. */
  private static final String HERE = "‸";

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
            "Unknown statutory clock 'final-respons': did you mean 'final-response'?"));
  }

  @Test
  void theSampleItselfHasNoMistake() {
    assertThat(SamplePack.problems(SamplePack.TEXT)).isEmpty();
  }

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
        arguments("pack: sample\n", HERE, "Expected the key 'pack' in a policy pack: add it"),
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
            "Expected a milestone such as \"milestone:FINAL_RESPONSE_SENT\", for a statutory clock"
                + " knows nothing else, but found 'RESOLVED'"),
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

  @ParameterizedTest
  @MethodSource({
    "keys",
    "values",
    "durations",
    "calendars",
    "references",
    "clocks",
    "statutory",
    "notices"
  })
  void everyMistakeIsReportedOnceWhereItIsAndWithAdvice(
      String part, String broken, String message) {
    var marked = SamplePack.with(part, broken);
    var before = marked.substring(0, marked.indexOf(HERE));
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    int column = before.substring(before.lastIndexOf('\n') + 1).length() + 1;

    var problems = SamplePack.problems(marked.replace(HERE, ""));

    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst()).hasToString("sample.yaml:%d:%d: %s", line, column, message);
  }

  @Test
  void aTierThatIsOnTheLadderTwiceIsReportedAtTheSecond() {
    var twice =
        SamplePack.with(
            "categories:\n", "  - {tier: top, names: {en: x, zh-CN: y}, queue: z}\ncategories:\n");

    assertThat(SamplePack.problems(twice))
        .extracting(PackProblem::toString)
        .containsExactly(
            "sample.yaml:14:12: Expected tier 'top' once on the ladder: rename or remove one");
  }

  @Test
  void aTierBelowAllStartsIsOneNoCaseGetsTo() {
    var cellar =
        SamplePack.with(
                "ladder:\n", "ladder:\n  - {tier: cellar, names: {en: x, zh-CN: y}, queue: z}\n")
            .replace("{top: 30m}", "{front: none, top: 30m}");

    assertThat(SamplePack.problems(cellar))
        .extracting(PackProblem::toString)
        .containsExactly("sample.yaml:12:12: " + unreachable("cellar"));
  }

  @Test
  void aTierAboveTheLastClockThatPromotesIsOneNoCaseGetsTo() {
    var quiet =
        SamplePack.with("    onBreach: [promote]\n", "").replaceFirst("promoteOn: .*\n", "");

    assertThat(SamplePack.problems(quiet))
        .extracting(PackProblem::toString)
        .containsExactly("sample.yaml:13:12: " + unreachable("top"));
    assertThat(SamplePack.problems(SamplePack.with("    onBreach: [promote]\n", ""))).isEmpty();
  }

  @Test
  void customersWhoMayAskReachEveryTierAboveTheStart() {
    var quiet =
        SamplePack.with("    onBreach: [promote]\n", "")
            .replaceFirst("promoteOn: .*\n", "")
            .replace("{allowed: false}", "{allowed: true, coolDown: 0s}");

    assertThat(SamplePack.problems(quiet)).isEmpty();
  }

  @Test
  void aCalendarWithTooFewHoursForATargetIsReportedAtTheTarget() {
    var seldom =
        SamplePack.with("\"09:00-12:00\", \"13:00-18:00\"", "\"09:00-09:01\"")
            .replace("P3: 1h", "P3: 87600h");

    assertThat(SamplePack.problems(seldom))
        .extracting(PackProblem::toString)
        .containsExactly(
            "sample.yaml:27:36: Expected a target that ends within 100 years, but its calendar has"
                + " too few hours a week for 87600h");
  }

  @Test
  void apologiesThatTheCustomerWouldNotGetAreReported() {
    var silent = SamplePack.with("followUps: [warned, resolved]", "followUps: [resolved]");

    assertThat(SamplePack.problems(silent))
        .extracting(PackProblem::toString)
        .containsExactly(
            "sample.yaml:32:16: Expected a pack that tells customers of warnings: add 'warned' to"
                + " followUps, or take 'apologise' out");
  }

  @Test
  void allMistakesOfAFileAreReportedInItsOrder() {
    var broken =
        SamplePack.with("pack: sample", "pack: Sample")
            .replace("P2: 30m", "P2: 30")
            .replace("queue: top", "q: top")
            .replace("tie: close", "tie: open")
            .replace("720h", "30d");

    assertThat(SamplePack.problems(broken))
        .extracting(PackProblem::line)
        .containsExactly(1, 10, 13, 13, 27, 49);
  }

  private static String unreachable(String tier) {
    return ("No case ever gets to tier '%s': let a category start there or a clock of the tier"
            + " below promote, or remove it")
        .formatted(tier);
  }
}
