package io.belay.escalation.pack;

import io.belay.escalation.domain.calendar.WorkingCalendar;
import io.belay.escalation.domain.clock.ClockKind;
import io.belay.escalation.domain.policy.ClockRule;
import io.belay.escalation.domain.policy.ClockRule.Effects;
import io.belay.escalation.domain.policy.ClockRule.OnReopen;
import io.belay.escalation.domain.policy.ClockRule.OnReturn;
import io.belay.escalation.domain.policy.ClockRule.StartsOn;
import io.belay.escalation.domain.policy.ClockRule.Warning;
import io.belay.escalation.domain.policy.FollowUps;
import io.belay.escalation.domain.policy.FollowUps.Occasion;
import io.belay.escalation.domain.policy.Ladder.Tier;
import io.belay.escalation.domain.policy.PolicyPack.Category;
import io.belay.escalation.pack.Section.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads the clocks of a pack, in the pack's order. */
final class ClockReader {
  private static final StartsOn[] STARTS = {
    StartsOn.OPENED, StartsOn.PROMOTED, StartsOn.TIER, StartsOn.CUSTOMER_ASKED
  };

  static final String PROMOTE = "promote";
  static final String APOLOGISE = "apologise";

  private final Problems problems;
  private final Values values;
  private final Declared<WorkingCalendar> calendars;
  private final Declared<Category> categories;
  private final Optional<FollowUps> followUps;
  private final TargetReader targets;
  private final WarningReader warnings;
  private final DeedText deeds;

  ClockReader(
      Problems problems,
      Declared<WorkingCalendar> calendars,
      Declared<Tier> ladder,
      Declared<Category> categories,
      Optional<FollowUps> followUps) {
    this.problems = problems;
    this.values = new Values(problems);
    this.calendars = calendars;
    this.categories = categories;
    this.followUps = followUps;
    this.targets = new TargetReader(problems, ladder);
    this.warnings = new WarningReader(problems);
    this.deeds = new DeedText(problems, followUps);
  }

  List<ClockRule> read(Entry clocks) {
    List<ClockRule> rules = new ArrayList<>();
    for (var each :
        Section.of("clocks", clocks, problems)
            .map(section -> section.atLeastOne("clock"))
            .orElse(List.of())) {
      clock(each).ifPresent(rules::add);
    }
    return rules;
  }

  private Optional<ClockRule> clock(Entry entry) {
    values.name(entry.key());
    return Section.of("clock '" + entry.name() + "'", entry, problems)
        .map(
            section ->
                section.knowing(
                    "kind",
                    "startsOn",
                    "onlyFor",
                    "calendar",
                    "target",
                    "metBy",
                    "recurring",
                    "pausable",
                    "warnAt",
                    "onWarning",
                    "onBreach",
                    "onReopen",
                    "onReturn"))
        .flatMap(section -> clock(entry.name(), section));
  }

  private Optional<ClockRule> clock(String name, Section section) {
    int before = problems.count();
    var kind = choice(section.optional("kind"), "kind of clock", ClockKind.values());
    var startsOn = choice(section.required("startsOn"), "start", STARTS);
    var onReopen = choice(section.optional("onReopen"), "way to go on", OnReopen.values());
    var onReturn = choice(section.optional("onReturn"), "way to go on", OnReturn.values());
    boolean recurring = flag(section, "recurring");
    var calendar =
        section
            .required("calendar")
            .flatMap(e -> calendars.reference(e.value(), values))
            .flatMap(calendars::find);
    var onlyFor =
        section
            .optional("onlyFor")
            .map(e -> values.list(e.value(), node -> categories.reference(node, values)))
            .orElse(List.of());
    var target =
        section
            .required("target")
            .flatMap(e -> targets.read(e, calendar, startsOn, Set.copyOf(onlyFor)));
    var metBy = section.required("metBy").map(e -> metBy(e, recurring)).orElse(Set.of());
    var warnAt =
        section
            .optional("warnAt")
            .map(e -> values.list(e.value(), node -> warnings.warning(node, target)))
            .orElse(List.of());
    var effects = effects(section, warnAt);
    boolean pausable = flag(section, "pausable");
    kind.filter(named -> named == ClockKind.STATUTORY)
        .flatMap(named -> section.optional("kind"))
        .ifPresent(
            e ->
                problems.at(
                    e.value(),
                    "Expected a statutory clock in the section 'statutory', where the law behind it"
                        + " is named: move it there"));
    checkReopen(section, startsOn, onReopen);
    checkReturn(section, startsOn);
    if (problems.count() > before || target.isEmpty() || startsOn.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        ClockRule.internal(
                name,
                startsOn.get(),
                target.get(),
                metBy,
                recurring,
                pausable,
                onReopen.orElse(OnReopen.NONE),
                effects)
            .with(onReturn.orElse(OnReturn.RESET)));
  }

  private Set<String> metBy(Entry entry, boolean recurring) {
    if (entry.value() instanceof SequenceNode list && list.getValue().isEmpty()) {
      problems.at(
          entry.value(),
          "Expected what fulfils this clock, or nobody can stop it: add AGENT_REPLIED, RESOLVED or"
              + " a milestone");
    }
    return Set.copyOf(values.list(entry.value(), node -> deeds.deed(node, recurring)));
  }

  private Effects effects(Section section, List<Warning> warnAt) {
    var warning = section.optional("onWarning");
    var onWarning = effects(warning, List.of(PROMOTE, APOLOGISE));
    var onBreach = effects(section.optional("onBreach"), List.of(PROMOTE));
    if (warning.isPresent() && !onWarning.isEmpty() && section.optional("warnAt").isEmpty()) {
      problems.at(
          warning.get().key(),
          "Expected 'warnAt' beside 'onWarning': add it, or nothing will warn");
    }
    boolean apologises = onWarning.contains(APOLOGISE);
    if (warning.isPresent()
        && apologises
        && followUps.filter(told -> !told.tells(Occasion.WARNED)).isPresent()) {
      problems.at(
          warning.get().value(),
          "Expected a pack that tells customers of warnings: add 'warned' to followUps, or take"
              + " 'apologise' out");
    }
    return new Effects(warnAt, onBreach.contains(PROMOTE), onWarning.contains(PROMOTE), apologises);
  }

  private List<String> effects(Optional<Entry> entry, List<String> known) {
    return entry
        .map(e -> values.list(e.value(), node -> values.word(node, "effect", known)))
        .orElse(List.of());
  }

  private void checkReopen(
      Section section, Optional<StartsOn> startsOn, Optional<OnReopen> onReopen) {
    if (startsOn.filter(start -> start != StartsOn.OPENED).isPresent()
        && onReopen.filter(way -> way != OnReopen.NONE).isPresent()) {
      section
          .optional("onReopen")
          .ifPresent(
              e ->
                  problems.at(
                      e.key(),
                      "Expected 'onReopen' only in clocks with startsOn: opened; this one starts"
                          + " again by itself: take it out"));
    }
  }

  private void checkReturn(Section section, Optional<StartsOn> startsOn) {
    if (startsOn.filter(start -> start != StartsOn.TIER).isPresent()) {
      section
          .optional("onReturn")
          .ifPresent(
              e ->
                  problems.at(
                      e.key(),
                      "Expected 'onReturn' only in clocks with startsOn: tier, for a case comes"
                          + " back to a tier only: take it out"));
    }
  }

  private boolean flag(Section section, String key) {
    return section.optional(key).flatMap(e -> values.flag(e.value())).orElse(false);
  }

  private <E extends Enum<E>> Optional<E> choice(
      Optional<Entry> entry, String what, E[] constants) {
    return entry.flatMap(e -> values.constant(e.value(), what, constants));
  }
}
