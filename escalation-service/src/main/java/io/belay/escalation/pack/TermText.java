package io.belay.escalation.pack;

import io.belay.escalation.domain.statutory.Term;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;

/** Reads the term of a law: a whole number and its unit, as the law counts. */
final class TermText {
  private static final Pattern TERM =
      Pattern.compile("([1-9][0-9]{0,4}) (hour|day|week|business day|month)s?");
  private static final int MOST_DAYS = 3_660;
  private static final int DAYS_OF_A_WEEK = 7;
  private static final int MOST_HOURS = 24 * MOST_DAYS;
  private static final int MOST_MONTHS = 120;

  private final Problems problems;
  private final Values values;

  TermText(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  Optional<Term> term(Node node) {
    return values.text(node).flatMap(text -> term(node, text));
  }

  private Optional<Term> term(Node node, String text) {
    var parts = TERM.matcher(text);
    if (!parts.matches()) {
      problems.at(
          node,
          "Expected a term such as '15 business days', '30 days', '8 weeks', '6 months' or '72 hours', but found '%s'"
              .formatted(text));
      return Optional.empty();
    }
    int count = Integer.parseInt(parts.group(1));
    return switch (parts.group(2)) {
      case "hour" -> bounded(node, count, MOST_HOURS).map(Term.ElapsedHours::new);
      case "day" -> bounded(node, count, MOST_DAYS).map(Term.CalendarDays::new);
      case "week" -> bounded(node, count * DAYS_OF_A_WEEK, MOST_DAYS).map(Term.CalendarDays::new);
      case "business day" -> bounded(node, count, MOST_DAYS).map(Term.OpenDays::new);
      default -> bounded(node, count, MOST_MONTHS).map(Term.Months::new);
    };
  }

  private Optional<Integer> bounded(Node node, int count, int most) {
    if (count > most) {
      problems.at(node, "Expected a term of at most ten years: write a shorter one");
      return Optional.empty();
    }
    return Optional.of(count);
  }
}
