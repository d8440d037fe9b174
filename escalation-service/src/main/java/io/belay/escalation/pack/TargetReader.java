package io.belay.escalation.pack;

import io.belay.escalation.domain.calendar.WorkingCalendar;
import io.belay.escalation.domain.policy.ClockRule.StartsOn;
import io.belay.escalation.domain.policy.ClockRule.Target;
import io.belay.escalation.domain.policy.Ladder.Tier;
import io.belay.escalation.pack.Section.Entry;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads how much time a clock has: by priority, by tier, or by both; {@code none}: no clock. */
final class TargetReader {
  private static final String NONE = "none";
  private static final String BY_TIER = "byTier";
  private static final Map<String, Duration> NOTHING = Map.of();

  /** After every dated exception a pack will ever list: what counts is the ordinary week. */
  private static final Instant ORDINARY_TIMES = Instant.parse("2100-01-01T00:00:00Z");

  private final Problems problems;
  private final Values values;
  private final Declared<Tier> ladder;

  TargetReader(Problems problems, Declared<Tier> ladder) {
    this.problems = problems;
    this.values = new Values(problems);
    this.ladder = ladder;
  }

  /** Empty, and reported, unless every case meets a decision: a duration or {@code none}. */
  Optional<Target> read(
      Entry entry,
      Optional<WorkingCalendar> calendar,
      Optional<StartsOn> startsOn,
      Set<String> onlyFor) {
    int before = problems.count();
    var section = Section.of("the target", entry, problems);
    if (section.isEmpty()) {
      return Optional.empty();
    }
    section.get().knowing("P1", "P2", "P3", "P4", BY_TIER);
    var tiers = section.get().optional(BY_TIER);
    boolean anyPriority =
        CategoryReader.PRIORITIES.stream().anyMatch(p -> section.get().optional(p).isPresent());
    List<String> owed =
        anyPriority ? List.of() : startsOn.map(this::tiersToStartOn).orElse(List.of());
    var byTier = tiers.map(e -> byTier(e, owed, calendar)).orElse(Map.of());
    boolean owesPriorities = anyPriority || tiers.isEmpty();
    var byPriority = owesPriorities ? byPriority(section.get(), calendar) : NOTHING;
    if (problems.count() == before && byTier.isEmpty() && byPriority.isEmpty()) {
      problems.at(
          entry.key(),
          "Expected a duration in the target: with 'none' alone, no case has this clock");
    }
    return problems.count() > before
        ? Optional.empty()
        : calendar.map(c -> new Target(c, onlyFor, byTier, byPriority));
  }

  private List<String> tiersToStartOn(StartsOn startsOn) {
    long lowest = startsOn == StartsOn.OPENED || startsOn == StartsOn.TIER ? 0 : 1;
    return ladder.names().stream().skip(lowest).toList();
  }

  /**
   * Durations by tier.
   *
   * @param owed the tiers that must be named: one forgotten would be without this clock, unseen
   */
  private Map<String, Duration> byTier(
      Entry entry, List<String> owed, Optional<WorkingCalendar> calendar) {
    Map<String, Duration> byTier = new HashMap<>();
    var section = Section.of(BY_TIER, entry, problems);
    for (var each : section.map(Section::entries).orElse(List.of())) {
      var tier = ladder.reference(each.key(), values);
      var duration = duration(each.value(), calendar);
      tier.ifPresent(name -> duration.ifPresent(d -> byTier.put(name, d)));
    }
    for (var tier : owed) {
      if (section.flatMap(s -> s.optional(tier)).isEmpty()) {
        problems.at(
            entry.key(),
            "Expected tier '%1$s' in byTier: add '%1$s: 30m', or '%1$s: none' for no such clock"
                .formatted(tier));
      }
    }
    return byTier;
  }

  private Map<String, Duration> byPriority(Section section, Optional<WorkingCalendar> calendar) {
    Map<String, Duration> byPriority = new HashMap<>();
    for (var priority : CategoryReader.PRIORITIES) {
      section
          .required(priority)
          .flatMap(e -> duration(e.value(), calendar))
          .ifPresent(duration -> byPriority.put(priority, duration));
    }
    return byPriority;
  }

  private Optional<Duration> duration(Node node, Optional<WorkingCalendar> calendar) {
    if (node instanceof ScalarNode scalar && scalar.getValue().equals(NONE)) {
      return Optional.empty();
    }
    return values
        .duration(node, Values.SHORTEST)
        .filter(duration -> calendar.isEmpty() || fits(node, duration, calendar.get()));
  }

  private boolean fits(Node node, Duration duration, WorkingCalendar calendar) {
    try {
      calendar.due(ORDINARY_TIMES, duration);
      return true;
    } catch (DateTimeException tooFar) {
      problems.at(
          node,
          "Expected a target that ends within 100 years, but its calendar has too few hours a week"
              + " for "
              + DurationText.write(duration));
      return false;
    }
  }
}
