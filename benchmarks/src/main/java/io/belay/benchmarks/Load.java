package io.belay.benchmarks;

import java.util.List;

/**
 * What to measure and with how much.
 *
 * @param table one of {@link #TABLES}
 * @param cases how many cases a measurement has
 * @param rounds how often each contender is measured
 * @param perSecond due times a second, for the lateness; cases a second, for the way to the gateway
 */
record Load(String table, int cases, int rounds, int perSecond) {
  static final List<String> TABLES =
      List.of(
          "overview",
          "timers",
          "lateness",
          "events",
          "scaling",
          "door",
          "sending",
          "sms",
          "growth",
          "flatness",
          "surge");

  private static final int QUICK = 10;

  /**
   * From a command line: {@code [TABLE] [--quick] [--cases N] [--rounds N] [--per-second N]}.
   *
   * @throws IllegalArgumentException with a sentence about what is wrong
   */
  static Load of(String... args) {
    String table = args.length > 0 && !args[0].startsWith("--") ? args[0] : "overview";
    if (!TABLES.contains(table)) {
      throw new IllegalArgumentException(
          "Expected a table of %s, but found '%s'".formatted(TABLES, table));
    }
    var load = defaults(table);
    for (int i = args.length > 0 && args[0].equals(table) ? 1 : 0; i < args.length; i++) {
      load =
          switch (args[i]) {
            case "--quick" ->
                new Load(table, load.cases / QUICK, load.rounds, load.perSecond / QUICK);
            case "--cases" -> new Load(table, number(args, ++i), load.rounds, load.perSecond);
            case "--rounds" -> new Load(table, load.cases, number(args, ++i), load.perSecond);
            case "--per-second" -> new Load(table, load.cases, load.rounds, number(args, ++i));
            default ->
                throw new IllegalArgumentException(
                    "Expected --quick, --cases, --rounds or --per-second, but found '%s'"
                        .formatted(args[i]));
          };
    }
    return load;
  }

  private static Load defaults(String table) {
    return switch (table) {
      case "timers" -> new Load(table, 200_000, 5, 0);
      case "lateness" -> new Load(table, 1_000_000, 1, 10_000);
      case "door" -> new Load(table, 100_000, 5, 0);
      case "sending" -> new Load(table, 50_000, 3, 0);
      case "sms" -> new Load(table, 30_000, 1, 500);
      case "events" -> new Load(table, 200_000, 5, 0);
      case "scaling" -> new Load(table, 200_000, 1, 0);
      case "flatness" -> new Load(table, 3_000_000, 1, 500);
      case "surge" -> new Load(table, 100_000, 1, 0);
      case "growth" -> new Load(table, 1_000_000, 1, 0);
      default -> new Load(table, 100_000, 1, 500);
    };
  }

  private static int number(String[] args, int at) {
    try {
      int number = at < args.length ? Integer.parseInt(args[at]) : 0;
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException(
        "Expected a whole number above 0 after " + args[at - 1] + ", but found none");
  }
}
