package io.belay.escalation.cli;

import io.belay.escalation.simulate.log.LogFile;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code simulate} was told.
 *
 * @param against a second pack to compare with
 * @param out the folder for the reports; empty: only the console
 */
record SimulateArguments(Path policy, Optional<Path> against, LogFile log, Optional<Path> out) {
  private static final Set<String> OPTIONS =
      Set.of("--policy", "--against", "--events", "--out", "--zone");
  private static final String DEFAULT_ZONE = "Asia/Shanghai";

  /** Empty, with the reason on {@code err}, for what cannot be meant. */
  static Optional<SimulateArguments> read(List<String> arguments, PrintStream err) {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < arguments.size(); i += 2) {
      String option = arguments.get(i);
      if (!OPTIONS.contains(option) || i + 1 == arguments.size()) {
        return no(err, "Expected an option and its value, but found '" + option + "'");
      }
      if (given.put(option, arguments.get(i + 1)) != null) {
        return no(err, "Expected " + option + " only once");
      }
    }
    String policy = given.get("--policy");
    String events = given.get("--events");
    if (policy == null || events == null) {
      return no(err, "Expected --policy and --events");
    }
    return zone(given.getOrDefault("--zone", DEFAULT_ZONE), err)
        .map(zone -> new LogFile(Path.of(events), zone))
        .filter(log -> log.known() || !said(err, "Expected a log .csv, .csv.gz or .ndjson"))
        .map(
            log ->
                new SimulateArguments(
                    Path.of(policy),
                    Optional.ofNullable(given.get("--against")).map(Path::of),
                    log,
                    Optional.ofNullable(given.get("--out")).map(Path::of)));
  }

  private static Optional<ZoneId> zone(String name, PrintStream err) {
    try {
      return Optional.of(ZoneId.of(name));
    } catch (DateTimeException unknown) {
      err.println("Expected a time zone such as Asia/Shanghai, but found '" + name + "'");
      return Optional.empty();
    }
  }

  private static Optional<SimulateArguments> no(PrintStream err, String why) {
    err.println(why);
    return Optional.empty();
  }

  private static boolean said(PrintStream err, String why) {
    err.println(why);
    return true;
  }
}
