package io.belay.escalation.pack;

import io.belay.escalation.domain.policy.Together;
import io.belay.escalation.domain.policy.Together.Duplicates;
import io.belay.escalation.domain.policy.Together.FirstResolved;
import io.belay.escalation.domain.policy.Together.InternalClocks;
import io.belay.escalation.domain.policy.Together.OnRelease;
import io.belay.escalation.pack.Section.Entry;
import java.time.Duration;
import java.util.Optional;

/** Reads what cases that belong together do to each other. */
final class TogetherReader {
  private final Problems problems;
  private final Values values;

  TogetherReader(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  /** From the pack's own section; nothing where something is wrong: it is reported. */
  Together read(Section pack) {
    var duplicates = pack.optional("duplicates").flatMap(this::duplicates);
    var onRelease = pack.optional("incidents").flatMap(this::onRelease);
    return new Together(duplicates.orElse(null), onRelease.orElse(OnRelease.CLIMB));
  }

  private Optional<Duplicates> duplicates(Entry entry) {
    var section =
        Section.of("duplicates", entry, problems)
            .map(rule -> rule.knowing("window", "internalClocks", "firstResolved"));
    var window = section.flatMap(rule -> rule.required("window")).flatMap(this::window);
    var clocks =
        section
            .flatMap(rule -> rule.optional("internalClocks"))
            .flatMap(e -> values.constant(e.value(), "way with clocks", InternalClocks.values()))
            .orElse(InternalClocks.VOID);
    var firstResolved =
        section
            .flatMap(rule -> rule.optional("firstResolved"))
            .flatMap(e -> values.constant(e.value(), "way to go on", FirstResolved.values()))
            .orElse(FirstResolved.RESOLVE);
    return window.map(length -> new Duplicates(length, clocks, firstResolved));
  }

  private Optional<Duration> window(Entry entry) {
    var window = values.duration(entry.value(), Duplicates.SHORTEST_WINDOW);
    if (window.filter(length -> length.compareTo(Duplicates.LONGEST_WINDOW) > 0).isPresent()) {
      problems.at(
          entry.value(),
          "Expected a window of at most %s, for openings are remembered no longer"
              .formatted(DurationText.write(Duplicates.LONGEST_WINDOW)));
      return Optional.empty();
    }
    return window;
  }

  private Optional<OnRelease> onRelease(Entry entry) {
    return Section.of("incidents", entry, problems)
        .map(rule -> rule.knowing("onRelease"))
        .flatMap(rule -> rule.required("onRelease"))
        .flatMap(e -> values.constant(e.value(), "way to go on", OnRelease.values()));
  }
}
