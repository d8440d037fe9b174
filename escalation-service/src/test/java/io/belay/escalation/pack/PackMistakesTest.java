package io.belay.escalation.pack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Mistakes of a pack as a whole: tiers no case gets to, promises nobody hears of. */
class PackMistakesTest {
  @Test
  void theSampleItselfHasNoMistake() {
    assertThat(SamplePack.problems(SamplePack.TEXT)).isEmpty();
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
