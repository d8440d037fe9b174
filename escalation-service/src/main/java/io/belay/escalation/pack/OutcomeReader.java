package io.belay.escalation.pack;

import io.belay.escalation.pack.Section.Entry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads what customers are told the outcome of a case was: code → language → words. */
final class OutcomeReader {
  private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");

  private final Problems problems;
  private final Values values;

  OutcomeReader(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  Map<String, Map<String, String>> read(Entry entry) {
    Map<String, Map<String, String>> outcomes = new HashMap<>();
    for (var each :
        Section.of("outcomes", entry, problems)
            .map(section -> section.atLeastOne("outcome"))
            .orElse(List.of())) {
      if (!CODE.matcher(each.name()).matches()) {
        problems.at(
            each.key(), "Expected a code such as REFUNDED, but found '%s'".formatted(each.name()));
      }
      outcomes.put(each.name(), values.wording("outcome '%s'".formatted(each.name()), each));
    }
    return outcomes;
  }
}
