package io.belay.escalation.domain.lifecycle;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;

import io.belay.escalation.domain.calendar.WorkingCalendar;
import io.belay.escalation.domain.event.WaitingOn;
import io.belay.escalation.domain.policy.ChangeMode;
import io.belay.escalation.domain.policy.ClockRule;
import io.belay.escalation.domain.policy.ClockRule.Effects;
import io.belay.escalation.domain.policy.ClockRule.OnReopen;
import io.belay.escalation.domain.policy.ClockRule.StartsOn;
import io.belay.escalation.domain.policy.ClockRule.Target;
import io.belay.escalation.domain.policy.ClockRule.Warning;
import io.belay.escalation.domain.policy.FollowUps;
import io.belay.escalation.domain.policy.FollowUps.Occasion;
import io.belay.escalation.domain.policy.Ladder;
import io.belay.escalation.domain.policy.Ladder.Tier;
import io.belay.escalation.domain.policy.Notice;
import io.belay.escalation.domain.policy.PolicyPack;
import io.belay.escalation.domain.policy.PolicyPack.CaseRules;
import io.belay.escalation.domain.policy.PolicyPack.Categories;
import io.belay.escalation.domain.policy.PolicyPack.Category;
import io.belay.escalation.domain.policy.PolicyPack.CustomerRequests;
import io.belay.escalation.domain.policy.PolicyPack.OnReclassification;
import io.belay.escalation.domain.policy.PolicyRef;
import io.belay.escalation.domain.policy.Together;
import io.belay.escalation.domain.policy.Triggers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A pack with round numbers: first response in 60 minutes, warned at 45; each higher tier answers
 * in 30; news every 120; resolved in 24 hours, pausable. 24x7.
 */
final class SmallPack {
  static final PolicyPack PACK = withFirstResponseIn(WorkingCalendar.ALWAYS);

  private SmallPack() {}

  static PolicyPack withFirstResponseIn(WorkingCalendar calendar) {
    return with(calendar, Triggers.NONE, OnReclassification.RETROACTIVE);
  }

  static PolicyPack with(Triggers triggers) {
    return with(WorkingCalendar.ALWAYS, triggers, OnReclassification.RETROACTIVE);
  }

  static PolicyPack with(OnReclassification onReclassification) {
    return with(WorkingCalendar.ALWAYS, Triggers.NONE, onReclassification);
  }

  /** The pack where customers' wishes are followed like this. */
  static PolicyPack with(CustomerRequests requests) {
    var rules = PACK.caseRules();
    return new PolicyPack(
        PACK.ref(),
        PACK.categories(),
        PACK.ladder(),
        PACK.clocks(),
        new CaseRules(
            rules.longestWait(),
            requests,
            rules.triggers(),
            rules.onReclassification(),
            rules.onPolicyChange(),
            rules.followUps(),
            rules.keepSettledFor()),
        PACK.outcomes());
  }

  /** The pack with these clocks alone, and this way to follow a correction. */
  static PolicyPack of(OnReclassification onReclassification, ClockRule... clocks) {
    var rules = with(onReclassification).caseRules();
    return new PolicyPack(
        PACK.ref(), PACK.categories(), PACK.ladder(), List.of(clocks), rules, PACK.outcomes());
  }

  /** The next version of a pack, which follows in this mode. */
  static PolicyPack next(PolicyPack pack, ChangeMode mode) {
    var rules = pack.caseRules();
    return new PolicyPack(
        new PolicyRef(pack.ref().pack(), pack.ref().version() + "-next"),
        pack.categories(),
        pack.ladder(),
        pack.clocks(),
        new CaseRules(
            rules.longestWait(),
            rules.customerRequests(),
            rules.triggers(),
            rules.onReclassification(),
            mode,
            rules.followUps(),
            rules.keepSettledFor()),
        pack.outcomes());
  }

  /** The pack where cases belong together like this, and a category of incidents. */
  static PolicyPack with(Together together) {
    var rules = PACK.caseRules();
    var categories = new HashMap<>(PACK.categories().byName());
    categories.put(
        "outage", new Category("outage", Map.of("en", "outage"), "P2", "front-line", false, true));
    return new PolicyPack(
        PACK.ref(),
        new Categories(categories, PACK.categories().fallback(), Map.of()),
        PACK.ladder(),
        PACK.clocks(),
        new CaseRules(
            rules.longestWait(),
            rules.customerRequests(),
            rules.triggers(),
            rules.onReclassification(),
            rules.onPolicyChange(),
            rules.followUps(),
            rules.keepSettledFor(),
            together),
        PACK.outcomes());
  }

  /** The pack, and what laws say beside it. */
  static PolicyPack and(ClockRule... statutory) {
    var clocks = new ArrayList<>(PACK.clocks());
    clocks.addAll(List.of(statutory));
    return new PolicyPack(
        PACK.ref(), PACK.categories(), PACK.ladder(), clocks, PACK.caseRules(), PACK.outcomes());
  }

  /** The pack, and these notices. */
  static PolicyPack with(PolicyPack pack, Notice... notices) {
    return new PolicyPack(
        pack.ref(),
        pack.categories(),
        pack.ladder(),
        pack.clocks(),
        pack.caseRules(),
        pack.outcomes(),
        List.of(notices));
  }

  static PolicyPack with(
      WorkingCalendar calendar, Triggers triggers, OnReclassification onReclassification) {
    var always = WorkingCalendar.ALWAYS;
    return new PolicyPack(
        new PolicyRef("small", "1"),
        new Categories(
            Map.of(
                "other", category("other", "front-line", false),
                "stolen", category("stolen", "specialist", true)),
            "other",
            Map.of()),
        new Ladder(
            List.of(
                tier("front-line"), tier("senior"), tier("specialist"), tier("complaints-office"))),
        List.of(
            ClockRule.internal(
                "first-response",
                StartsOn.OPENED,
                byPriority(calendar, ofMinutes(20), ofMinutes(60)),
                Set.of("AGENT_REPLIED", "RESOLVED"),
                false,
                false,
                OnReopen.NONE,
                new Effects(List.of(new Warning.AtPercent(75)), true, false, true)),
            ClockRule.internal(
                "tier-response",
                StartsOn.PROMOTED,
                byPriority(always, ofMinutes(30), ofMinutes(30)),
                Set.of("AGENT_REPLIED", "RESOLVED"),
                false,
                false,
                OnReopen.NONE,
                new Effects(List.of(), true, false, false)),
            ClockRule.internal(
                "next-update",
                StartsOn.OPENED,
                byPriority(always, ofMinutes(120), ofMinutes(120)),
                Set.of("AGENT_REPLIED", "informed:promotion"),
                true,
                true,
                OnReopen.RESET,
                new Effects(List.of(), false, false, false)),
            ClockRule.internal(
                "resolution",
                StartsOn.OPENED,
                byPriority(always, ofHours(4), ofHours(24)),
                Set.of("RESOLVED"),
                false,
                true,
                OnReopen.CONTINUE,
                new Effects(List.of(new Warning.Before(ofHours(1))), true, false, false)),
            ClockRule.internal(
                "account-freeze",
                StartsOn.OPENED,
                new Target(always, Set.of("stolen"), Map.of("specialist", ofMinutes(30)), Map.of()),
                Set.of("milestone:ACCOUNT_FROZEN"),
                false,
                false,
                OnReopen.NONE,
                new Effects(List.of(), true, false, false)),
            ClockRule.internal(
                "promised-reply",
                StartsOn.CUSTOMER_ASKED,
                byPriority(always, ofMinutes(40), ofMinutes(40)),
                Set.of("AGENT_REPLIED"),
                false,
                false,
                OnReopen.NONE,
                new Effects(List.of(), true, false, false))),
        new CaseRules(
            Map.of(
                WaitingOn.CUSTOMER, ofHours(10),
                WaitingOn.MERCHANT, ofHours(5),
                WaitingOn.OTHER_BANK, ofHours(5),
                WaitingOn.OTHER, ofHours(1)),
            new CustomerRequests(true, Duration.ZERO, ofHours(2)),
            triggers,
            onReclassification,
            new FollowUps(Set.of(Occasion.values())),
            Duration.ofDays(30)),
        Map.of("REFUNDED", Map.of("en", "refunded", "zh-CN", "已退款")));
  }

  private static Category category(String name, String startTier, boolean urgent) {
    return new Category(name, Map.of("en", name), "P3", startTier, urgent);
  }

  private static Tier tier(String name) {
    return new Tier(name, Map.of("en", name), name + "-queue");
  }

  private static Target byPriority(WorkingCalendar calendar, Duration urgent, Duration others) {
    return new Target(
        calendar,
        Set.of(),
        Map.of(),
        Map.of("P1", urgent, "P2", others, "P3", others, "P4", others));
  }
}
