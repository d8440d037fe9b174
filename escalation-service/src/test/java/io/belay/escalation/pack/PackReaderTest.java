package io.belay.escalation.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.clock.ClockKind;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.WaitingOn;
import io.belay.escalation.domain.policy.ChangeMode;
import io.belay.escalation.domain.policy.ClockRule;
import io.belay.escalation.domain.policy.ClockRule.Effects;
import io.belay.escalation.domain.policy.ClockRule.OnReopen;
import io.belay.escalation.domain.policy.ClockRule.StartsOn;
import io.belay.escalation.domain.policy.ClockRule.Warning;
import io.belay.escalation.domain.policy.FollowUps.Occasion;
import io.belay.escalation.domain.policy.Ladder.Tier;
import io.belay.escalation.domain.policy.PolicyPack;
import io.belay.escalation.domain.policy.PolicyPack.Category;
import io.belay.escalation.domain.policy.PolicyPack.CustomerRequests;
import io.belay.escalation.domain.policy.PolicyPack.OnReclassification;
import io.belay.escalation.domain.policy.PolicyRef;
import io.belay.escalation.domain.policy.Statute;
import io.belay.escalation.domain.policy.Statute.After;
import io.belay.escalation.domain.policy.Statute.By;
import io.belay.escalation.domain.policy.Statute.Extension;
import io.belay.escalation.domain.policy.Statute.InForce;
import io.belay.escalation.domain.policy.Together;
import io.belay.escalation.domain.policy.Together.Duplicates;
import io.belay.escalation.domain.policy.Together.FirstResolved;
import io.belay.escalation.domain.policy.Together.InternalClocks;
import io.belay.escalation.domain.policy.Together.OnRelease;
import io.belay.escalation.domain.policy.Triggers;
import io.belay.escalation.domain.statutory.Term;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a sound pack is read as, key by key. */
class PackReaderTest {
  private final PolicyPack pack = read(SamplePack.TEXT);

  @Test
  void nameAndVersion() {
    assertThat(pack.ref()).isEqualTo(new PolicyRef("sample", "1"));
  }

  @Test
  void theHashIsThatOfTheFilesBytes() {
    assertThat(SamplePack.read(SamplePack.TEXT))
        .isInstanceOfSatisfying(
            PackReading.Read.class, read -> assertThat(read.sha256()).matches("[0-9a-f]{64}"));
  }

  @Test
  void theLadderFromTheLowestTierToTheHighest() {
    assertThat(pack.ladder().tiers())
        .containsExactly(
            new Tier("front", Map.of("en", "us", "zh-CN", "我们"), "front"),
            new Tier("top", Map.of("en", "them", "zh-CN", "他们"), "top"));
  }

  @Test
  void categoriesWithTheirFallbackAndTheNamesOfOtherSystems() {
    var other = new Category("other", Map.of("en", "other", "zh-CN", "其他"), "P3", "front", false);
    var stolen = new Category("stolen", Map.of("en", "stolen", "zh-CN", "被盗"), "P1", "front", true);

    var outage =
        new Category("outage", Map.of("en", "outage", "zh-CN", "故障"), "P2", "front", false, true);
    assertThat(pack.categories().byName())
        .isEqualTo(Map.of("other", other, "stolen", stolen, "outage", outage));
    assertThat(pack.categories().of("stolen")).isEqualTo(stolen);
    assertThat(pack.categories().of("Network")).isEqualTo(stolen);
    assertThat(pack.categories().of("never heard of")).isEqualTo(other);
  }

  @Test
  void aClockWithEveryKey() {
    var clock = pack.clock("response");

    assertThat(clock.kind()).isEqualTo(ClockKind.INTERNAL);
    assertThat(clock.startsOn()).isEqualTo(StartsOn.OPENED);
    assertThat(clock.target().onlyFor()).containsExactlyInAnyOrder("other", "stolen");
    assertThat(clock.target().byPriority())
        .isEqualTo(
            Map.of(
                "P1", Duration.ofMinutes(15),
                "P2", Duration.ofMinutes(30),
                "P3", Duration.ofHours(1)));
    assertThat(clock.target().of("other", "front", "P4")).isEmpty();
    assertThat(clock.metBy()).isEqualTo(Set.of("AGENT_REPLIED", "RESOLVED"));
    assertThat(clock.recurring()).isTrue();
    assertThat(clock.pausable()).isTrue();
    assertThat(clock.onReopen()).isEqualTo(OnReopen.CONTINUE);
    assertThat(clock.effects())
        .isEqualTo(
            new Effects(
                List.of(new Warning.AtPercent(75), new Warning.Before(Duration.ofMinutes(10))),
                true,
                false,
                true));
  }

  @Test
  void aClockWithDefaults() {
    var clock = pack.clock("tier-response");

    assertThat(clock.kind()).isEqualTo(ClockKind.INTERNAL);
    assertThat(clock.startsOn()).isEqualTo(StartsOn.PROMOTED);
    assertThat(clock.target().of("other", "top", "P1")).contains(Duration.ofMinutes(30));
    assertThat(clock.target().of("other", "front", "P1")).isEmpty();
    assertThat(clock.recurring()).isFalse();
    assertThat(clock.pausable()).isFalse();
    assertThat(clock.onReopen()).isEqualTo(OnReopen.NONE);
    assertThat(clock.effects()).isEqualTo(new Effects(List.of(), false, false, false));
    assertThat(clock.metBy())
        .isEqualTo(Set.of("AGENT_REPLIED", "milestone:REFUND_BOOKED", "informed:result"));
  }

  @Test
  void aClockThatPromotesWhenItWarns() {
    var clock = read(SamplePack.with("[apologise]", "[apologise, promote]")).clock("response");

    assertThat(clock.effects().promoteOnWarning()).isTrue();
    assertThat(clock.effects().apologiseOnWarning()).isTrue();
  }

  @Test
  void clocksInTheOrderOfTheFile() {
    assertThat(pack.clocks())
        .extracting(ClockRule::name)
        .containsExactly(
            "response",
            "tier-response",
            "final-response",
            "compensation",
            "credit-notice",
            "acknowledgement");
  }

  @Test
  void aStatutoryClockWithEveryKey() {
    var clock = pack.clock("final-response");
    var statute = statute("final-response");

    assertThat(clock.kind()).isEqualTo(ClockKind.STATUTORY);
    assertThat(clock.startsOn()).isEqualTo(StartsOn.OPENED);
    assertThat(clock.target().onlyFor()).containsExactly("stolen");
    assertThat(clock.metBy()).containsExactly("milestone:FINAL_RESPONSE_SENT");
    assertThat(clock.recurring()).isFalse();
    assertThat(clock.pausable()).isFalse();
    assertThat(clock.effects())
        .isEqualTo(
            new Effects(
                List.of(new Warning.AtPercent(50), new Warning.Before(Duration.ofDays(2))),
                true,
                false,
                false));
    assertThat(statute.source()).isEqualTo("Act, section 1");
    assertThat(statute.inForce())
        .isEqualTo(
            new InForce(By.TRANSACTION, LocalDate.of(2026, 1, 1), LocalDate.of(2027, 12, 31)));
    assertThat(statute.extensions())
        .containsExactly(new Extension(new Term.OpenDays(35), true, "HOLDING_REPLY_SENT"));
  }

  @Test
  void businessDaysOfABranchThatOpensOnSomeSaturdays() {
    // Received on Sunday 29 November 2026, which counts as Monday. Without Sundays and Saturday
    // 12 December, day 15 is Friday 18 December, at 17:00 in Dublin.
    assertThat(statute("final-response").due(at("2026-11-29T12:00:00Z")))
        .isEqualTo(at("2026-12-18T17:00:00Z"));
    // From Tuesday 8 December; the 24th is worked, the 25th and 26th are not.
    assertThat(statute("final-response").due(at("2026-12-08T12:00:00Z")))
        .isEqualTo(at("2026-12-29T17:00:00Z"));
  }

  @Test
  void aStatutoryClockAfterABreachAndOneAfterAMilestone() {
    assertThat(pack.clock("compensation").startsOn()).isEqualTo(StartsOn.STATUTE);
    assertThat(statute("compensation").after()).isEqualTo(new After.Breach("final-response"));
    assertThat(statute("compensation").due(at("2026-11-28T12:00:00Z")))
        .isEqualTo(at("2026-11-29T23:59:59.999Z"));
    assertThat(statute("compensation").pausesFor())
        .containsExactlyInAnyOrder(WaitingOn.CUSTOMER, WaitingOn.OTHER_BANK);
    assertThat(statute("credit-notice").pausesFor()).isEmpty();
    assertThat(statute("credit-notice").after()).isEqualTo(new After.Milestone("CREDITED"));
    assertThat(statute("credit-notice").due(at("2026-11-28T12:00:00Z")))
        .isEqualTo(at("2026-12-01T12:00:00Z"));
    assertThat(statute("credit-notice").inForce()).isEqualTo(InForce.ALWAYS);
  }

  @ParameterizedTest
  @CsvSource({
    "1 hour, 2026-11-28T13:00:00Z",
    "30 days, 2026-12-28T23:59:59.999Z",
    "8 weeks, 2027-01-23T23:59:59.999Z",
    "2 business days, 2026-12-01T23:59:59.999Z",
    "3 months, 2027-02-28T23:59:59.999Z"
  })
  void termsInTheUnitsOfLaws(String term, String due) {
    var statute =
        read(SamplePack.with("term: 72 hours", "term: " + term)).clock("credit-notice").statute();

    assertThat(Objects.requireNonNull(statute).due(at("2026-11-28T12:00:00Z"))).isEqualTo(due);
  }

  private Statute statute(String clock) {
    return Objects.requireNonNull(pack.clock(clock).statute());
  }

  @Test
  void durationsOfATierBesideThoseOfPriorities() {
    var target =
        read(SamplePack.with("P4: none}", "P4: none, byTier: {top: 20m}}"))
            .clock("response")
            .target();

    assertThat(target.of("other", "top", "P1")).contains(Duration.ofMinutes(20));
    assertThat(target.of("other", "front", "P1")).contains(Duration.ofMinutes(15));
  }

  @Test
  void aCalendarWithLunchHolidaysAndAWorkingSaturday() {
    var office = pack.clock("response").target().calendar();

    assertThat(office.elapsed(at("2026-09-30T00:00:00Z"), at("2026-10-01T00:00:00Z")))
        .isEqualTo(Duration.ofHours(8));
    assertThat(office.elapsed(at("2026-10-01T00:00:00Z"), at("2026-10-07T23:00:00Z")))
        .isEqualTo(Duration.ZERO);
    assertThat(office.elapsed(at("2026-10-10T00:00:00Z"), at("2026-10-11T00:00:00Z")))
        .isEqualTo(Duration.ofHours(9));
    assertThat(office.elapsed(at("2031-01-01T00:00:00Z"), at("2031-01-01T15:00:00Z")))
        .isEqualTo(Duration.ZERO);
  }

  @Test
  void aTieRuleOfItsOwn() {
    var next = read(SamplePack.with("tie: close", "tie: next-open"));
    var friday = at("2026-11-20T09:00:00Z");

    assertThat(dueInAnHour(pack, friday)).isEqualTo(at("2026-11-20T10:00:00Z"));
    assertThat(dueInAnHour(next, friday)).isEqualTo(at("2026-11-23T01:00:00Z"));
  }

  @Test
  void aNightShiftAroundTheWeekend() {
    var night =
        read(SamplePack.with(
                "mon-fri: [\"09:00-12:00\", \"13:00-18:00\"]", "fri-sun: [\"22:00-06:00\"]"))
            .clock("response")
            .target()
            .calendar();

    assertThat(night.elapsed(at("2026-11-19T16:00:00Z"), at("2026-11-26T16:00:00Z")))
        .isEqualTo(Duration.ofHours(24));
  }

  @Test
  void rulesOfTheCaseAsAWhole() {
    var rules = pack.caseRules();

    assertThat(rules.longestWait())
        .isEqualTo(
            Map.of(
                WaitingOn.CUSTOMER, Duration.ofDays(10),
                WaitingOn.MERCHANT, Duration.ofDays(5),
                WaitingOn.OTHER_BANK, Duration.ofDays(4),
                WaitingOn.OTHER, Duration.ofDays(2)));
    assertThat(rules.triggers())
        .isEqualTo(
            new Triggers(
                2,
                3,
                4,
                1,
                Map.of("CNY", new BigDecimal("5000"), "EUR", new BigDecimal("650.50"))));
    assertThat(rules.onReclassification())
        .isEqualTo(
            new OnReclassification(
                ChangeMode.FORWARD, Set.of(ChangeMode.FORWARD, ChangeMode.RESET)));
    assertThat(rules.customerRequests())
        .isEqualTo(new CustomerRequests(false, Duration.ZERO, Duration.ZERO));
    assertThat(rules.together())
        .isEqualTo(
            new Together(
                new Duplicates(Duration.ofDays(3), InternalClocks.KEEP, FirstResolved.RESUME),
                OnRelease.STAY));
    assertThat(rules.followUps().occasions()).isEqualTo(Set.of(Occasion.WARNED, Occasion.RESOLVED));
    assertThat(rules.keepSettledFor()).isEqualTo(Duration.ofDays(30));
  }

  @Test
  void outcomesInTheLanguagesOfTheirReaders() {
    assertThat(pack.outcomes())
        .isEqualTo(Map.of("REFUNDED", Map.of("en", "Refunded", "zh-CN", "已退款")));
  }

  @Test
  void everyEventTypeEitherFulfilsAClockOrIsKnownAsTooVague() throws ReflectiveOperationException {
    Set<String> types = new TreeSet<>();
    for (Class<?> kind : CaseEvent.class.getPermittedSubclasses()) {
      types.add(blank(kind).type());
    }
    Set<String> known = new TreeSet<>(DeedText.EVENT_TYPES);
    known.addAll(DeedText.TOO_VAGUE.keySet());

    assertThat(known).isEqualTo(types);
  }

  /** An event of this kind whose fields say nothing. */
  private static CaseEvent blank(Class<?> kind) throws ReflectiveOperationException {
    Class<?>[] types =
        Arrays.stream(kind.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    Constructor<?> constructor = kind.getDeclaredConstructor(types);
    return (CaseEvent)
        constructor.newInstance(Arrays.stream(types).map(PackReaderTest::nothing).toArray());
  }

  private static @Nullable Object nothing(Class<?> type) {
    if (type == boolean.class) {
      return false;
    }
    return type == int.class ? 0 : null;
  }

  private static Instant dueInAnHour(PolicyPack pack, Instant start) {
    return pack.clock("response").target().calendar().due(start, Duration.ofHours(1));
  }

  private static PolicyPack read(String text) {
    assertThat(SamplePack.problems(text)).isEmpty();
    return ((PackReading.Read) SamplePack.read(text)).pack();
  }

  private static Instant at(String text) {
    return Instant.parse(text);
  }
}
