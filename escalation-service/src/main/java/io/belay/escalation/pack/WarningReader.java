package io.belay.escalation.pack;

import io.belay.escalation.domain.policy.ClockRule.Target;
import io.belay.escalation.domain.policy.ClockRule.Warning;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.Node;

/** Reads when a clock warns: {@code 75%} of its target, or {@code 10m before} its end. */
final class WarningReader {
  private static final Pattern PERCENT = Pattern.compile("(\\d{1,3})%");
  private static final String BEFORE = " before";

  private final Problems problems;
  private final Values values;

  WarningReader(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  Optional<Warning> warning(Node node, Optional<Target> target) {
    return values.text(node).flatMap(text -> warning(node, text, target));
  }

  private Optional<Warning> warning(Node node, String text, Optional<Target> target) {
    if (text.endsWith(BEFORE)) {
      var lead = text.substring(0, text.length() - BEFORE.length());
      return values
          .duration(node, lead, Values.SHORTEST)
          .filter(duration -> target.isEmpty() || comesInTime(node, duration, target.get()))
          .map(Warning.Before::new);
    }
    var percent = PERCENT.matcher(text);
    if (!percent.matches()) {
      problems.at(
          node, "Expected a warning such as 75% or \"10m before\", but found '" + text + "'");
      return Optional.empty();
    }
    int share = Integer.parseInt(percent.group(1));
    if (share < 1 || share > 99) {
      problems.at(node, "Expected 1% to 99%, but found " + text);
      return Optional.empty();
    }
    return Optional.of(new Warning.AtPercent(share));
  }

  private boolean comesInTime(Node node, Duration lead, Target target) {
    var tooShort =
        Stream.concat(target.byPriority().entrySet().stream(), target.byTier().entrySet().stream())
            .filter(each -> each.getValue().compareTo(lead) <= 0)
            .findFirst();
    tooShort.ifPresent(
        each ->
            problems.at(
                node,
                "Expected a lead shorter than each target, but %s has only %s: write a share such as 75%%"
                    .formatted(each.getKey(), DurationText.write(each.getValue()))));
    return tooShort.isEmpty();
  }
}
