package io.belay.escalation.audit;

import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Step;
import java.util.List;
import java.util.Optional;

/** What stands of one case in {@code case-progress}, read from the front. */
final class Trail {
  private final List<Written> written;
  private int next;

  Trail(List<Written> written) {
    this.written = written;
  }

  boolean isOver() {
    return next == written.size();
  }

  int length() {
    return written.size();
  }

  Optional<Written> next() {
    return isOver() ? Optional.empty() : Optional.of(written.get(next));
  }

  boolean nextIs(Class<? extends Progress> kind) {
    return next().filter(w -> kind.isInstance(w.step().progress())).isPresent();
  }

  /** Whether anything behind the next record is because of this event. */
  boolean tellsLaterOf(String eventId) {
    var cause = new Step.Cause.ByEvent(eventId);
    return written.stream().skip(next + 1L).anyMatch(w -> w.step().cause().equals(cause));
  }

  void pass(int records) {
    next += records;
  }

  /** Where what comes next is not what was expected; wall times may differ. */
  Optional<String> firstDifference(List<Step> expected) {
    if (expected.isEmpty()) {
      return Optional.of("Expected a record, as every first-seen event has one");
    }
    for (int i = 0; i < expected.size(); i++) {
      if (next + i >= written.size()) {
        return Optional.of(
            "Expected %s, but nothing more is written".formatted(text(expected.get(i))));
      }
      var found = written.get(next + i).step();
      if (!Timeless.of(found).equals(Timeless.of(expected.get(i)))) {
        return Optional.of(
            "Expected %s, but found %s".formatted(text(expected.get(i)), text(found)));
      }
      if (!Timeless.firedWhenDue(found)) {
        return Optional.of("Expected %s to fire when it was due".formatted(text(found)));
      }
    }
    return Optional.empty();
  }

  static String text(Step step) {
    return "#%d %s at %s by %s in %s under %s"
        .formatted(
            step.sequence(),
            step.progress(),
            step.decidedAt(),
            step.cause(),
            step.tier(),
            step.policy());
  }
}
