package io.belay.intake;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What {@code belay_intake_events_total} says, by door, kind and status. */
final class AnswerCounts {
  private static final Pattern COUNT =
      Pattern.compile(
          "belay_intake_events_total\\{.*door=\"(\\w+)\",kind=\"(\\w+)\",.*status=\"(\\d+)\".*}"
              + " (\\S+)");

  private final BankSystem bank;
  private Map<String, Integer> before;

  /**
   * @param bank asks the instance that counts
   */
  AnswerCounts(BankSystem bank) {
    this.bank = bank.withToken("");
    this.before = all();
  }

  /** All of them, those that are 0 included. */
  Map<String, Integer> all() {
    return bank.get("/actuator/prometheus")
        .response()
        .body()
        .lines()
        .map(COUNT::matcher)
        .filter(line -> line.matches())
        .collect(
            Collectors.toMap(
                line -> line.group(1) + " " + line.group(2) + " " + line.group(3),
                line -> (int) Double.parseDouble(line.group(4)),
                Integer::sum,
                TreeMap::new));
  }

  /** What was counted since the last time, and nothing that was not. */
  Map<String, Integer> added() {
    var now = all();
    var added = new TreeMap<String, Integer>();
    now.forEach(
        (answer, count) -> {
          int more = count - before.getOrDefault(answer, 0);
          if (more != 0) {
            added.put(answer, more);
          }
        });
    before = now;
    return added;
  }
}
