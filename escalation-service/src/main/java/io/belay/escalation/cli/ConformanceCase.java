package io.belay.escalation.cli;

import java.time.DateTimeException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** One worked case: its name, and the question with the answer that others give. */
record ConformanceCase(String id, String kind, Supplier<Verdict> question) {

  /** Whether our answer is theirs. */
  record Verdict(Kind kind, String difference) {
    /** Passed, failed, or not a case that is computed here. */
    enum Kind {
      PASSED,
      FAILED,
      SKIPPED
    }

    static final Verdict SKIPPED = new Verdict(Kind.SKIPPED, "");

    static Verdict failed(String difference) {
      return new Verdict(Kind.FAILED, difference);
    }
  }

  /** Expected and computed answers, side by side, to a case's questions. */
  static final class Answers {
    private final Map<String, String> differences = new LinkedHashMap<>();

    Answers compare(String what, Object expected, Object computed) {
      if (!expected.equals(computed)) {
        differences.put(what, "expected " + expected + ", but it is " + computed);
      }
      return this;
    }

    Verdict verdict() {
      StringBuilder text = new StringBuilder();
      differences.forEach(
          (what, difference) ->
              text.append(text.isEmpty() ? "" : "; ").append(what).append(' ').append(difference));
      return differences.isEmpty()
          ? new Verdict(Verdict.Kind.PASSED, "")
          : Verdict.failed(text.toString());
    }
  }

  /** A case that cannot be computed has failed; the others still have their turn. */
  Verdict verdict() {
    try {
      return question.get();
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException refused) {
      return Verdict.failed(String.valueOf(refused.getMessage()));
    }
  }
}
