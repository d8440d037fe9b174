package io.belay.escalation.domain.policy;

import io.belay.escalation.domain.event.WaitingOn;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A policy pack: everything Belay knows about a bank's categories, tiers and promises.
 *
 * @param clocks in the pack's order, which decides among clocks due at the same instant
 * @param outcomes names of outcomes as customers read them: code → BCP 47 tag → name
 * @param notices what laws want the customer to be told
 */
public record PolicyPack(
    PolicyRef ref,
    Categories categories,
    Ladder ladder,
    List<ClockRule> clocks,
    CaseRules caseRules,
    Map<String, Map<String, String>> outcomes,
    List<Notice> notices) {

  public PolicyPack {
    clocks = List.copyOf(clocks);
    outcomes = Map.copyOf(outcomes);
    notices = List.copyOf(notices);
  }

  /** Where no law wants a notice. */
  public PolicyPack(
      PolicyRef ref,
      Categories categories,
      Ladder ladder,
      List<ClockRule> clocks,
      CaseRules caseRules,
      Map<String, Map<String, String>> outcomes) {
    this(ref, categories, ladder, clocks, caseRules, outcomes, List.of());
  }

  /**
   * Categories by name.
   *
   * @param fallback the category of cases whose own is not in the pack
   * @param imports category names of other systems → ours, for replays
   */
  public record Categories(
      Map<String, Category> byName, String fallback, Map<String, String> imports) {
    public Categories {
      byName = Map.copyOf(byName);
      imports = Map.copyOf(imports);
      if (!byName.containsKey(fallback)) {
        throw new IllegalArgumentException(
            "Expected the fallback category '" + fallback + "' to be one of the pack's");
      }
    }

    /** The category under which a case so reported runs. */
    public Category of(String reported) {
      var own = byName.get(reported);
      if (own == null) {
        own = byName.get(imports.getOrDefault(reported, fallback));
      }
      if (own == null) {
        throw new IllegalStateException("Expected imports to name categories of the pack");
      }
      return own;
    }
  }

  /**
   * A kind of trouble.
   *
   * @param names as customers read it, by BCP 47 tag
   * @param priority P1 to P4, where the sender says none
   * @param startTier the tier at which its cases start
   * @param urgent true: messages about it overtake routine ones
   * @param incident true: a case of it stands for a trouble of many, whose cases are linked to it
   */
  public record Category(
      String name,
      Map<String, String> names,
      String priority,
      String startTier,
      boolean urgent,
      boolean incident) {
    public Category {
      names = Map.copyOf(names);
    }

    /** A kind of trouble that single customers have. */
    public Category(
        String name, Map<String, String> names, String priority, String startTier, boolean urgent) {
      this(name, names, priority, startTier, urgent, false);
    }
  }

  /**
   * Rules about the case as a whole.
   *
   * @param longestWait how long a case may wait, by whom it waits for
   * @param customerRequests guard rails of a customer's wish for a higher tier
   * @param triggers what lets a case climb beside its clocks
   * @param onReclassification what a corrected category or priority does to clocks
   * @param onPolicyChange what it does to clocks when an open case comes under this version
   * @param followUps when the customer is told
   * @param keepSettledFor how long a settled case can be reopened; at least 1 minute
   * @param together what cases that belong together do to each other
   */
  public record CaseRules(
      Map<WaitingOn, Duration> longestWait,
      CustomerRequests customerRequests,
      Triggers triggers,
      OnReclassification onReclassification,
      ChangeMode onPolicyChange,
      FollowUps followUps,
      Duration keepSettledFor,
      Together together) {
    /** A summary of a settled case is kept at least so long: late events still find it. */
    public static final Duration SHORTEST_MEMORY = Duration.ofDays(30);

    public CaseRules {
      longestWait = Map.copyOf(longestWait);
    }

    /** Rules that find no duplicates. */
    public CaseRules(
        Map<WaitingOn, Duration> longestWait,
        CustomerRequests customerRequests,
        Triggers triggers,
        OnReclassification onReclassification,
        ChangeMode onPolicyChange,
        FollowUps followUps,
        Duration keepSettledFor) {
      this(
          longestWait,
          customerRequests,
          triggers,
          onReclassification,
          onPolicyChange,
          followUps,
          keepSettledFor,
          Together.NONE);
    }

    /** Rules that find no duplicates and keep the targets of a case that comes under them. */
    public CaseRules(
        Map<WaitingOn, Duration> longestWait,
        CustomerRequests customerRequests,
        Triggers triggers,
        OnReclassification onReclassification,
        FollowUps followUps,
        Duration keepSettledFor) {
      this(
          longestWait,
          customerRequests,
          triggers,
          onReclassification,
          ChangeMode.CONTINUE,
          followUps,
          keepSettledFor);
    }

    /** How long a settled case's summary is kept: it can be reopened for a part of that, or all. */
    public Duration rememberedFor() {
      return keepSettledFor.compareTo(SHORTEST_MEMORY) > 0 ? keepSettledFor : SHORTEST_MEMORY;
    }
  }

  /**
   * Guard rails of a customer's wish for a higher tier.
   *
   * @param allowed false: such wishes are refused
   * @param notBefore time since the opening before the first such wish is followed
   * @param coolDown time between two promotions of a case by its customer's wish
   */
  public record CustomerRequests(boolean allowed, Duration notBefore, Duration coolDown) {}

  /**
   * What a corrected category or priority does to clocks.
   *
   * @param mode where the event names none
   * @param allowed what an event may name; always has {@code mode}
   */
  public record OnReclassification(ChangeMode mode, Set<ChangeMode> allowed) {
    public static final OnReclassification RETROACTIVE =
        new OnReclassification(ChangeMode.RETROACTIVE, Set.of(ChangeMode.RETROACTIVE));

    public OnReclassification {
      allowed = Set.copyOf(allowed);
    }

    /** The mode that goes for an event that names this one, or none; empty: not allowed. */
    public Optional<ChangeMode> of(@Nullable String named) {
      return named == null ? Optional.of(mode) : ChangeMode.find(named).filter(allowed::contains);
    }
  }

  /** The rule of a clock that this version has. */
  public ClockRule clock(String name) {
    return findClock(name)
        .orElseThrow(
            () -> new IllegalArgumentException("Expected clock '" + name + "' in pack " + ref));
  }

  /** Empty for a clock that a case brought along from another version, which has ended. */
  public Optional<ClockRule> findClock(String name) {
    for (var rule : clocks) {
      if (rule.name().equals(name)) {
        return Optional.of(rule);
      }
    }
    return Optional.empty();
  }
}
