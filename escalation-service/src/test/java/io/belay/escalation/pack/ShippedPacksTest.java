package io.belay.escalation.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.policy.ClockRule;
import io.belay.escalation.domain.policy.Ladder.Tier;
import io.belay.escalation.domain.policy.PolicyPack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The packs in deploy/policies. */
class ShippedPacksTest {
  private static final Path POLICIES =
      Path.of(Objects.requireNonNull(System.getProperty("belay.root"))).resolve("deploy/policies");

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(POLICIES)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @Test
  void thePacksOfAWalletAndOfEightMarketsAreShipped() throws IOException {
    assertThat(files())
        .extracting(file -> file.getFileName().toString())
        .containsExactly(
            "demo.yaml",
            "market-au.yaml",
            "market-cn.yaml",
            "market-eu.yaml",
            "market-hk.yaml",
            "market-in.yaml",
            "market-sg.yaml",
            "market-uk.yaml",
            "market-us.yaml",
            "replay.yaml",
            "wallet.yaml");
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyPackReadsWithoutAProblemAndIsNamedLikeItsFile(Path file) throws IOException {
    var pack = read(file);

    assertThat(file.getFileName()).hasToString(pack.ref().pack() + ".yaml");
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "replay", "wallet"})
  void everyPackKnowsTheSameTiersAndCategories(String name) throws IOException {
    var pack = read(name);

    assertThat(pack.ladder().tiers())
        .extracting(Tier::name)
        .containsExactly("front-line", "senior", "specialist", "complaints-office");
    assertThat(pack.categories().byName())
        .containsOnlyKeys(
            "unauthorised-transaction",
            "account-locked",
            "login-failure",
            "payment-failed",
            "funds-not-arrived",
            "top-up-problem",
            "withdrawal-delayed",
            "refund-missing",
            "refund-refused",
            "wrong-debit",
            "limit-problem",
            "card-binding",
            "feature-question",
            "complaint-agent",
            "complaint-service",
            "dispute",
            "suspected-scam-call",
            "service-outage",
            "other");
    assertThat(pack.categories().fallback()).isEqualTo("other");
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "replay", "wallet"})
  void aStolenAccountStartsHighAndAComplaintAboutAnAgentAboveTheAgents(String name)
      throws IOException {
    var categories = read(name).categories();

    assertThat(categories.of("unauthorised-transaction").startTier()).isEqualTo("specialist");
    assertThat(categories.of("unauthorised-transaction").urgent()).isTrue();
    assertThat(categories.of("suspected-scam-call").startTier()).isEqualTo("specialist");
    assertThat(categories.of("complaint-agent").startTier()).isEqualTo("senior");
    assertThat(categories.of("withdrawal-delayed").startTier()).isEqualTo("front-line");
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "replay", "wallet"})
  void aNeglectedCaseClimbsFromTheFrontLineToTheTop(String name) throws IOException {
    var pack = read(name);

    assertThat(promotes(pack, ClockRule.StartsOn.OPENED, "front-line")).isTrue();
    assertThat(promotes(pack, ClockRule.StartsOn.PROMOTED, "senior")).isTrue();
    assertThat(promotes(pack, ClockRule.StartsOn.PROMOTED, "specialist")).isTrue();
  }

  @Test
  void theDemoClimbsTheWholeLadderWithin20Seconds() throws IOException {
    var demo = read("demo");
    var first = demo.clock("first-response").target().of("other", "front-line", "P4").orElseThrow();
    var response = demo.clock("tier-response").target();

    var toTheTop =
        first
            .plus(response.of("other", "senior", "P4").orElseThrow())
            .plus(response.of("other", "specialist", "P4").orElseThrow());

    assertThat(toTheTop).isLessThanOrEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void theReplayPackWritesEveryDurationAsOneNumberAndOneUnit() throws IOException {
    var text = Files.readString(POLICIES.resolve("replay.yaml"));

    assertThat(text).doesNotContainPattern(Pattern.compile("\\bPT\\d"));
    assertThat(text).doesNotContain(" before");
    assertThat(read("replay").clocks())
        .filteredOn(clock -> clock.statute() == null)
        .isNotEmpty()
        .allSatisfy(
            clock -> {
              var always = clock.target().calendar();
              assertThat(
                      always.elapsed(
                          instant("2026-01-01T00:00:00Z"), instant("2027-01-01T00:00:00Z")))
                  .isEqualTo(Duration.ofDays(365));
            });
  }

  @Test
  void theWalletsOfficeKnowsHolidaysAndMakeUpWorkingDays() throws IOException {
    var office = read("wallet").clock("resolution").target().calendar();

    // Wednesday 30 September 2026, 17:00 in Shanghai: an hour is left before National Day's week
    assertThat(office.due(instant("2026-09-30T09:00:00Z"), Duration.ofHours(2)))
        .isEqualTo(instant("2026-10-08T02:00:00Z"));
    // Saturday 10 October 2026 is worked for it, until 18:00
    assertThat(office.due(instant("2026-10-10T01:00:00Z"), Duration.ofHours(8)))
        .isEqualTo(instant("2026-10-10T10:00:00Z"));
  }

  /** Eight working hours and a half a day: National Day's week is none of them. */
  @Test
  void theOfficeOfTheMarketOfChinaHasTheWalletsHolidays() throws IOException {
    var office = read("market-cn").clock("resolution").target().calendar();

    assertThat(office.due(instant("2026-09-30T08:30:00Z"), Duration.ofHours(2)))
        .isEqualTo(instant("2026-10-08T02:00:00Z"));
    assertThat(office.due(instant("2026-10-10T01:00:00Z"), Duration.ofHours(8)))
        .isEqualTo(instant("2026-10-10T09:00:00Z"));
  }

  @Test
  void theWalletAnswersUrgentCasesAroundTheClock() throws IOException {
    var target = read("wallet").clock("first-response").target();
    var newYearsNight = instant("2026-12-31T20:00:00Z");

    assertThat(
            target
                .calendar()
                .due(newYearsNight, target.of("other", "specialist", "P1").orElseThrow()))
        .isEqualTo(newYearsNight.plus(Duration.ofMinutes(15)));
  }

  @Test
  void thePackInTheDocumentationReadsWithoutAProblem() throws IOException {
    var page = Files.readString(POLICIES.resolve("../../docs/policy-packs.md"));
    int start = page.indexOf("```yaml\n") + "```yaml\n".length();
    var example = page.substring(start, page.indexOf("```\n", start));

    assertThat(example).startsWith("pack: corner-shop");
    assertThat(SamplePack.problems(example)).isEmpty();
  }

  private static boolean promotes(PolicyPack pack, ClockRule.StartsOn startsOn, String tier) {
    return pack.clocks().stream()
        .filter(clock -> clock.startsOn() == startsOn && clock.effects().promoteOnBreach())
        .anyMatch(clock -> clock.target().of("other", tier, "P3").isPresent());
  }

  private static PolicyPack read(String name) throws IOException {
    return read(POLICIES.resolve(name + ".yaml"));
  }

  private static PolicyPack read(Path file) throws IOException {
    var reading = new PackReader().read(Files.readAllBytes(file), file.toString());
    assertThat(reading).isInstanceOf(PackReading.Read.class);
    return ((PackReading.Read) reading).pack();
  }

  private static Instant instant(String text) {
    return Instant.parse(text);
  }
}
