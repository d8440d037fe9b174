package io.belay.escalation.domain.policy;

import io.belay.escalation.domain.calendar.WorkingCalendar;
import io.belay.escalation.domain.clock.ClockKind;
import io.belay.escalation.domain.event.WaitingOn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a clock is started, measured, kept and broken.
 *
 * @param startsOn what starts it
 * @param target how much time it has, and in whose time
 * @param metBy what fulfils it: event types (AGENT_REPLIED, RESOLVED, …), milestones
 *     (milestone:NAME), messages that reached the customer (informed:TYPE)
 * @param recurring true: it starts again when it was met or breached, for as long as the case is
 *     worked on
 * @param pausable true: it stands still while the case waits
 * @param effects what its warnings and its breach bring about
 * @param statute the law behind it; null for an internal promise
 * @param onReturn what a budget of a tier has when the case comes back to the tier
 */
public record ClockRule(
    String name,
    ClockKind kind,
    StartsOn startsOn,
    Target target,
    Set<String> metBy,
    boolean recurring,
    boolean pausable,
    OnReopen onReopen,
    Effects effects,
    @Nullable Statute statute,
    OnReturn onReturn) {

  /** How the names of clocks begin that close a case; public, other clocks are not named so. */
  public static final String CLOSING = "auto-close-";

  public ClockRule {
    metBy = Set.copyOf(metBy);
  }

  /** The same clock, which does so when the case comes back to its tier. */
  public ClockRule with(OnReturn next) {
    return new ClockRule(
        name, kind, startsOn, target, metBy, recurring, pausable, onReopen, effects, statute, next);
  }

  /** An internal promise. */
  public static ClockRule internal(
      String name,
      StartsOn startsOn,
      Target target,
      Set<String> metBy,
      boolean recurring,
      boolean pausable,
      OnReopen onReopen,
      Effects effects) {
    return new ClockRule(
        name,
        ClockKind.INTERNAL,
        startsOn,
        target,
        metBy,
        recurring,
        pausable,
        onReopen,
        effects,
        null,
        OnReturn.RESET);
  }

  /**
   * A statutory duty, to cases of these categories: elapsed time, stopped by what the law lists.
   */
  public static ClockRule statutory(
      String name, Set<String> onlyFor, Set<String> metBy, Effects effects, Statute statute) {
    return new ClockRule(
        name,
        ClockKind.STATUTORY,
        statute.after() == null ? StartsOn.OPENED : StartsOn.STATUTE,
        new Target(WorkingCalendar.ALWAYS, onlyFor, Map.of(), Map.of()),
        metBy,
        false,
        false,
        OnReopen.NONE,
        effects,
        statute,
        OnReturn.RESET);
  }

  /** The same duty, which is owed again each time its term has passed, until it is done. */
  public ClockRule owedAgainAndAgain() {
    return new ClockRule(
        name, kind, startsOn, target, metBy, true, pausable, onReopen, effects, statute, onReturn);
  }

  /** When a period that starts then ends, without pauses. */
  public Instant dueAfter(Instant startedAt, Duration length) {
    return statute == null ? target.calendar().due(startedAt, length) : statute.due(startedAt);
  }

  /**
   * The customer's time to answer, in elapsed time: no promise of the bank. At its end the case is
   * closed; the customer is reminded before.
   *
   * @param startsOn the wait for the customer, or the resolution
   * @param remindBefore shorter than {@code after}
   */
  public static ClockRule closing(StartsOn startsOn, Duration after, Duration remindBefore) {
    return internal(
        CLOSING + startsOn.name().toLowerCase(Locale.ROOT).replace('_', '-'),
        startsOn,
        new Target(
            WorkingCalendar.ALWAYS,
            Set.of(),
            Map.of(),
            Map.of("P1", after, "P2", after, "P3", after, "P4", after)),
        Set.of(),
        false,
        false,
        OnReopen.NONE,
        new Effects(List.of(new Warning.Before(remindBefore)), false, false, false));
  }

  /** Whether the case is closed at its end. */
  public boolean closesTheCase() {
    return startsOn == StartsOn.WAITING_ON_CUSTOMER || startsOn == StartsOn.RESOLVED;
  }

  /** Whether it stands still while the case waits for them. */
  public boolean pausesFor(WaitingOn on) {
    return statute == null ? pausable : statute.pausesFor().contains(on);
  }

  /** Whether it ends when the case leaves the tier. */
  public boolean isOfTier() {
    return startsOn == StartsOn.PROMOTED || startsOn == StartsOn.TIER;
  }

  /** What starts a clock. */
  public enum StartsOn {
    /** The opening of the case. */
    OPENED,
    /** Each arrival at a higher tier. */
    PROMOTED,
    /** The opening and each arrival at another tier; it ends when the case leaves the tier. */
    TIER,
    /** Each time the case climbs because its customer asked: somebody owes an answer. */
    CUSTOMER_ASKED,
    /** What the statute says: a milestone, or the breach of another clock. */
    STATUTE,
    /** The case begins to wait for its customer: at the end of this clock it is closed. */
    WAITING_ON_CUSTOMER,
    /** The case is resolved: at the end of this clock it is closed. */
    RESOLVED
  }

  /** What a reopened case does with a clock that had ended. */
  public enum OnReopen {
    /** The whole target again. */
    RESET,
    /** What was left of it. */
    CONTINUE,
    /** What it would have had without the end: the target counts from the opening of the case. */
    TOTAL,
    /** It stays as it was. */
    NONE
  }

  /** What a budget of a tier has when the case comes back to the tier. */
  public enum OnReturn {
    /** The whole target again. */
    RESET,
    /** What was left when the case went away; the whole target where nothing was. */
    CONTINUE
  }

  /**
   * Time given, and to which cases; from the most specific to the least: by tier, by priority.
   *
   * @param onlyFor categories whose cases have this clock; empty: all
   * @param byTier tier → duration, for clocks of a tier; may be empty
   * @param byPriority P1 … P4 → duration
   */
  public record Target(
      WorkingCalendar calendar,
      Set<String> onlyFor,
      Map<String, Duration> byTier,
      Map<String, Duration> byPriority) {
    public Target {
      onlyFor = Set.copyOf(onlyFor);
      byTier = Map.copyOf(byTier);
      byPriority = Map.copyOf(byPriority);
    }

    /** Whether cases of this category have the clock at all. */
    public boolean isFor(String category) {
      return onlyFor.isEmpty() || onlyFor.contains(category);
    }

    /** Empty: no such clock for a case like this. */
    public Optional<Duration> of(String category, String tier, String priority) {
      if (!isFor(category)) {
        return Optional.empty();
      }
      var own = byTier.get(tier);
      return Optional.ofNullable(own != null ? own : byPriority.get(priority));
    }
  }

  /**
   * What follows from a warning or a breach.
   *
   * @param warnings when to warn, each by itself
   * @param promoteOnBreach the case climbs when the clock is breached
   * @param promoteOnWarning the case climbs at the first warning
   * @param apologiseOnWarning the customer hears, before the promise is broken, that it will be
   */
  public record Effects(
      List<Warning> warnings,
      boolean promoteOnBreach,
      boolean promoteOnWarning,
      boolean apologiseOnWarning) {
    public Effects {
      warnings = List.copyOf(warnings);
    }
  }

  /** When to warn. */
  public sealed interface Warning {
    /** How much of the target is used up by then; never more than the target. */
    Duration usedBy(Duration target);

    /** A share of the target, 1 to 99 percent. */
    record AtPercent(int percent) implements Warning {
      @Override
      public Duration usedBy(Duration target) {
        return target.multipliedBy(percent).dividedBy(100);
      }
    }

    /** A fixed time before the end, measured in the clock's calendar. */
    record Before(Duration lead) implements Warning {
      @Override
      public Duration usedBy(Duration target) {
        return lead.compareTo(target) >= 0 ? Duration.ZERO : target.minus(lead);
      }
    }
  }
}
