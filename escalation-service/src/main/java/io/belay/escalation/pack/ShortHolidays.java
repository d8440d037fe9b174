package io.belay.escalation.pack;

import io.belay.escalation.domain.policy.HolidayReach;
import io.belay.escalation.domain.policy.PolicyPack;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Lists of holidays that end before a clock could, as mistakes in the file: such a pack is sound by
 * itself, and only the day tells that a list is too short.
 */
public final class ShortHolidays {
  private static final String HOLIDAYS = "holidays";

  private final Problems problems;
  private final Node root;

  private ShortHolidays(Problems problems, Node root) {
    this.problems = problems;
    this.root = root;
  }

  /**
   * One for each clock, at the list whose days it counts; in the order of the file.
   *
   * @param pack what was read from these bytes
   * @param sourceName names the file
   */
  public static List<PackProblem> of(PolicyPack pack, byte[] yaml, String sourceName, Instant now) {
    var problems = new Problems(sourceName, true);
    new PackText(problems)
        .compose(yaml)
        .map(root -> new ShortHolidays(problems, root))
        .ifPresent(
            file ->
                HolidayReach.of(pack, now).stream()
                    .filter(HolidayReach::isTooShort)
                    .forEach(reach -> problems.at(file.place(reach.clock()), reach.advice())));
    return problems.inOrder();
  }

  private Node place(String clock) {
    return listOf(clock, "clocks", "calendar", "calendars")
        .or(() -> listOf(clock, "statutory", "businessDays", "businessDays"))
        .orElse(root);
  }

  /** The list of holidays of what a clock refers to; where it has none, the name of that. */
  private Optional<Node> listOf(String clock, String clocks, String reference, String declared) {
    return entry(root, clocks)
        .flatMap(all -> entry(all.value(), clock))
        .flatMap(rule -> entry(rule.value(), reference))
        .flatMap(name -> new Values(problems).text(name.value()))
        .flatMap(name -> entry(root, declared).flatMap(all -> entry(all.value(), name)))
        .map(days -> entry(days.value(), HOLIDAYS).orElse(days).key());
  }

  private Optional<Section.Entry> entry(Node mapping, String key) {
    return Section.of(key, mapping, mapping, problems).flatMap(section -> section.optional(key));
  }
}
