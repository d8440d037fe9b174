package io.belay.escalation.pack;

import io.belay.escalation.domain.event.WaitingOn;
import io.belay.escalation.domain.policy.ClockRule;
import io.belay.escalation.domain.policy.ClockRule.Effects;
import io.belay.escalation.domain.policy.ClockRule.Warning;
import io.belay.escalation.domain.policy.PolicyPack.Category;
import io.belay.escalation.domain.policy.Statute;
import io.belay.escalation.domain.policy.Statute.After;
import io.belay.escalation.domain.policy.Statute.By;
import io.belay.escalation.domain.policy.Statute.Extension;
import io.belay.escalation.domain.policy.Statute.InForce;
import io.belay.escalation.domain.statutory.StatutoryClock;
import io.belay.escalation.domain.statutory.StatutoryClock.Options;
import io.belay.escalation.domain.statutory.Term;
import io.belay.escalation.pack.BusinessDayReader.Entity;
import io.belay.escalation.pack.Section.Entry;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/** Reads the clocks that laws and regulators set. */
final class StatuteReader {
  private static final String OPENED = "opened";
  private static final String MILESTONE = "milestone:";
  private static final String BREACH = "breach:";
  private static final Pattern TIME = Pattern.compile("(?:[01][0-9]|2[0-3]):[0-5][0-9]");

  private static final Instant ANY_DAY = Instant.parse("2026-01-05T12:00:00Z");

  private final Problems problems;
  private final Values values;
  private final DayText days;
  private final TermText terms;
  private final WarningReader warnings;
  private final Declared<Entity> entities;
  private final Declared<Category> categories;
  private final Set<String> notices;

  /** What starts a clock; null: the opening. */
  private record Start(@Nullable After after) {}

  /**
   * A reader of them.
   *
   * @param notices types of those the pack gives
   */
  StatuteReader(
      Problems problems,
      Declared<Entity> entities,
      Declared<Category> categories,
      Set<String> notices) {
    this.problems = problems;
    this.values = new Values(problems);
    this.days = new DayText(problems);
    this.terms = new TermText(problems);
    this.warnings = new WarningReader(problems);
    this.entities = entities;
    this.categories = categories;
    this.notices = notices;
  }

  /**
   * The statutory clocks.
   *
   * @param names of all other clocks: each name is there once
   */
  List<ClockRule> read(Entry statutory, Set<String> names) {
    List<ClockRule> rules = new ArrayList<>();
    var entries =
        Section.of("statutory", statutory, problems)
            .map(section -> section.atLeastOne("statutory clock"))
            .orElse(List.of());
    var own = entries.stream().map(Entry::name).toList();
    for (var each : entries) {
      if (names.contains(each.name())) {
        problems.at(
            each.key(), "Expected a name of its own: '" + each.name() + "' is in 'clocks', too");
      }
      rule(each, own).ifPresent(rules::add);
    }
    entries.forEach(each -> checkStarts(each, rules));
    return rules;
  }

  /** A chain of breaches begins with a clock that something else starts. */
  private void checkStarts(Entry entry, List<ClockRule> rules) {
    Set<String> chain = new HashSet<>();
    Optional<String> name = Optional.of(entry.name());
    while (name.isPresent() && chain.add(name.get())) {
      name = name.flatMap(clock -> startedByBreachOf(clock, rules));
    }
    if (name.filter(entry.name()::equals).isPresent()) {
      problems.at(
          entry.key(),
          "Expected something to start clock '%s', but it waits for its own breach: write opened or a milestone"
              .formatted(entry.name()));
    }
  }

  private static Optional<String> startedByBreachOf(String clock, List<ClockRule> rules) {
    return rules.stream()
        .filter(rule -> rule.name().equals(clock))
        .flatMap(rule -> Stream.ofNullable(rule.statute()))
        .map(Statute::after)
        .flatMap(after -> after instanceof After.Breach(String by) ? Stream.of(by) : Stream.of())
        .findFirst();
  }

  private Optional<ClockRule> rule(Entry entry, List<String> clocks) {
    values.name(entry.key());
    return Section.of("statutory clock '" + entry.name() + "'", entry, problems)
        .map(
            section ->
                section.knowing(
                    "source",
                    "onlyFor",
                    "startsOn",
                    "term",
                    "businessDays",
                    "receivedWhenClosed",
                    "closesAt",
                    "inForce",
                    "pausesFor",
                    "metBy",
                    "recurring",
                    "extensions",
                    "warnAt",
                    "onBreach"))
        .flatMap(section -> rule(entry.name(), section, clocks));
  }

  private Optional<ClockRule> rule(String name, Section section, List<String> clocks) {
    int before = problems.count();
    var source = section.required("source").flatMap(e -> values.text(e.value()));
    var entity =
        section
            .required("businessDays")
            .flatMap(e -> entities.reference(e.value(), values))
            .flatMap(entities::find);
    var term = section.required("term").flatMap(e -> terms.term(e.value()));
    var start = section.required("startsOn").flatMap(e -> start(e.value(), clocks));
    var metBy =
        section.required("metBy").map(e -> values.list(e.value(), this::end)).orElse(List.of());
    if (problems.count() == before && metBy.isEmpty()) {
      section
          .required("metBy")
          .ifPresent(
              e ->
                  problems.at(
                      e.value(),
                      "Expected the milestone that ends this clock, or nobody can: add"
                          + " \"milestone:FINAL_RESPONSE_SENT\""));
    }
    var onlyFor =
        section
            .optional("onlyFor")
            .map(e -> values.list(e.value(), node -> categories.reference(node, values)))
            .orElse(List.of());
    var warnAt =
        section
            .optional("warnAt")
            .map(e -> values.list(e.value(), node -> warnings.warning(node, Optional.empty())))
            .orElse(List.<Warning>of());
    boolean promotes =
        section
            .optional("onBreach")
            .map(e -> values.list(e.value(), n -> values.word(n, "effect", List.of("promote"))))
            .orElse(List.of())
            .contains("promote");
    var options = options(section);
    var inForce = section.optional("inForce").map(this::inForce).orElse(InForce.ALWAYS);
    var extensions =
        section
            .optional("extensions")
            .map(e -> values.list(e.value(), this::extension))
            .orElse(List.of());
    var pausesFor =
        section
            .optional("pausesFor")
            .map(e -> values.list(e.value(), this::waitingOn))
            .orElse(List.of());
    if (problems.count() > before || term.isEmpty() || entity.isEmpty() || start.isEmpty()) {
      return Optional.empty();
    }
    section.optional("pausesFor").ifPresent(e -> checkCanPause(e.value(), term.get(), extensions));
    var statute =
        new Statute(
            source.orElse(""),
            new StatutoryClock(term.get(), entity.get().zone(), entity.get().days(), options),
            start.get().after(),
            inForce,
            extensions,
            Set.copyOf(pausesFor));
    section.optional("extensions").ifPresent(e -> checkLonger(e.value(), statute));
    var rule =
        ClockRule.statutory(
            name,
            Set.copyOf(onlyFor),
            Set.copyOf(metBy),
            new Effects(warnAt, promotes, false, false),
            statute);
    var recurring = section.optional("recurring").filter(e -> isYes(e.value()));
    recurring.ifPresent(e -> checkCanRecur(e.key(), statute, metBy));
    return Optional.of(recurring.isPresent() ? rule.owedAgainAndAgain() : rule);
  }

  private boolean isYes(Node node) {
    return values.flag(node).orElse(false);
  }

  private void checkCanRecur(Node node, Statute statute, List<String> metBy) {
    if (!(statute.after() instanceof After.Breach)
        || !statute.extensions().isEmpty()
        || !statute.pausesFor().isEmpty()) {
      problems.at(
          node,
          "Expected 'recurring' only in clocks that follow a breach, without extensions and pauses,"
              + " such as a compensation for each day: take it out");
    } else if (!metBy.stream().allMatch(deed -> deed.startsWith(MILESTONE))) {
      problems.at(
          node,
          "Expected 'recurring' only in clocks that milestones end, for telling pays nothing: take"
              + " it out");
    }
  }

  private Optional<WaitingOn> waitingOn(Node node) {
    var names = Arrays.stream(WaitingOn.values()).map(Enum::name).toList();
    return values.word(node, "party", names).map(WaitingOn::valueOf);
  }

  private void checkCanPause(Node node, Term term, List<Extension> extensions) {
    if (!term.canPause()) {
      problems.at(
          node,
          "Expected a term of hours, days or business days where the clock can pause: take"
              + " 'pausesFor' out, or change the term");
    } else if (!extensions.isEmpty()) {
      problems.at(
          node,
          "Expected either 'pausesFor' or 'extensions': make the longest time an outer clock of its"
              + " own");
    }
  }

  /** Seen from any one day: an extension gives more time than the one before. */
  private void checkLonger(Node node, Statute statute) {
    var due = statute.due(ANY_DAY);
    for (var extension : statute.extensions()) {
      var next = statute.due(ANY_DAY, extension);
      if (!next.isAfter(due)) {
        problems.at(
            node,
            "Expected each extension to a longer total than before: the total counts from the"
                + " start");
        return;
      }
      due = next;
    }
  }

  private Optional<Start> start(Node node, List<String> clocks) {
    return values.text(node).flatMap(text -> start(node, text, clocks));
  }

  private Optional<Start> start(Node node, String text, List<String> clocks) {
    if (text.equals(OPENED)) {
      return Optional.of(new Start(null));
    }
    if (text.startsWith(BREACH)) {
      var clock = text.substring(BREACH.length());
      return values.isKnown(node, clock, "statutory clock", clocks)
          ? Optional.of(new Start(new After.Breach(clock)))
          : Optional.empty();
    }
    return milestone(node)
        .map(deed -> new Start(new After.Milestone(deed.substring(MILESTONE.length()))));
  }

  /** A milestone, or a notice that has reached the customer. */
  private Optional<String> end(Node node) {
    return new DeedText(problems, Optional.empty()).lawful(node, notices);
  }

  /** A milestone, the only thing that is reported to start a statutory clock. */
  private Optional<String> milestone(Node node) {
    return new DeedText(problems, Optional.empty()).milestone(node);
  }

  private Options options(Section section) {
    boolean deemed =
        section
            .optional("receivedWhenClosed")
            .flatMap(
                e ->
                    values.word(
                        e.value(), "way to count", List.of("same-day", "next-business-day")))
            .filter("next-business-day"::equals)
            .isPresent();
    var closesAt = section.optional("closesAt").flatMap(e -> time(e.value()));
    return new Options(closesAt.orElse(null), deemed, false);
  }

  private Optional<LocalTime> time(Node node) {
    var text = values.text(node);
    if (text.filter(t -> !TIME.matcher(t).matches()).isPresent()) {
      problems.at(node, "Expected a time of day such as \"17:00\", but found '" + text.get() + "'");
      return Optional.empty();
    }
    return text.map(LocalTime::parse);
  }

  private InForce inForce(Entry entry) {
    var section =
        Section.of("inForce", entry, problems).map(range -> range.knowing("by", "from", "until"));
    var by =
        section
            .flatMap(range -> range.optional("by"))
            .flatMap(e -> values.constant(e.value(), "date", By.values()));
    var from = date(section, "from");
    var until = date(section, "until");
    if (from != null && until != null && until.isBefore(from)) {
      problems.at(
          entry.value(), "Expected 'from' not after 'until': write the earlier date as 'from'");
    }
    return new InForce(by.orElse(By.OPENED), from, until);
  }

  private @Nullable LocalDate date(Optional<Section> section, String key) {
    return section
        .flatMap(range -> range.optional(key))
        .flatMap(e -> days.date(e.value()))
        .orElse(null);
  }

  private Optional<Extension> extension(Node node) {
    int before = problems.count();
    var section =
        Section.of("an extension", node, node, problems)
            .map(each -> each.knowing("to", "approver", "notice"));
    Optional<Term> total =
        section.flatMap(each -> each.required("to")).flatMap(e -> terms.term(e.value()));
    boolean approver =
        section
            .flatMap(each -> each.optional("approver"))
            .flatMap(e -> values.flag(e.value()))
            .orElse(false);
    var notice =
        section
            .flatMap(each -> each.optional("notice"))
            .flatMap(e -> milestone(e.value()))
            .map(deed -> deed.substring(MILESTONE.length()));
    return problems.count() > before
        ? Optional.empty()
        : total.map(term -> new Extension(term, approver, notice.orElse(null)));
  }
}
