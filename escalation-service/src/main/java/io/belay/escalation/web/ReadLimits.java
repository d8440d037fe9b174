package io.belay.escalation.web;

import io.belay.escalation.domain.progress.Step;
import java.util.Iterator;
import java.util.Locale;

/**
 * How much one answer holds.
 *
 * @param mostSteps steps of a timeline
 */
public record ReadLimits(int mostSteps) {
  /** Steps gone through, one at a time, to explain a clock or a tier; a case has some dozens. */
  static final int MOST_EXPLAINED = 100_000;

  /** All of them; of too many, none: an explanation from a part would be wrong. */
  static Iterable<Step> explained(String caseId, Iterable<Step> all) {
    return () ->
        new Iterator<>() {
          private final Iterator<Step> steps = all.iterator();
          private int gone;

          @Override
          public boolean hasNext() {
            return steps.hasNext();
          }

          @Override
          public Step next() {
            gone++;
            if (gone > MOST_EXPLAINED) {
              throw Problem.TOO_MANY_STEPS.because(
                  String.format(
                      Locale.ROOT,
                      "Expected case '%s' to have at most %,d steps to explain, but it has more:"
                          + " ask for its timeline",
                      caseId,
                      MOST_EXPLAINED));
            }
            return steps.next();
          }
        };
  }
}
