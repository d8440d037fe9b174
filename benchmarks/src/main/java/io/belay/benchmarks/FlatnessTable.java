package io.belay.benchmarks;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/**
 * Whether due times are worked off as fast, and noticed as soon, however many cases are open: the
 * same load beside ever more of them, in one service that is not started anew.
 */
final class FlatnessTable {
  /** Open at the first and at the second look, as shares of all; the third has all of them. */
  private static final List<Integer> SHARES = List.of(30, 3, 1);

  /** So many cases climb at a time; their timers are {@link EscalationLoad#RUNGS} times as many. */
  private static final int CLIMBING = 50_000;

  private static final Duration LATENESS = Duration.ofSeconds(60);

  /** Cases opened a second while a backlog is worked off, to see whether it keeps them waiting. */
  private static final int OPENED_PER_SECOND = 50;

  private final BenchPlatform platform;
  private final PrintStream out;

  FlatnessTable(BenchPlatform platform, PrintStream out) {
    this.platform = platform;
    this.out = out;
  }

  /**
   * Prints three looks.
   *
   * @param cases open at the third
   * @param perSecond due times a second whose lateness is looked at
   */
  void print(int cases, int perSecond) throws Exception {
    platform.startEscalationAlone();
    var escalation = new EscalationLoad(platform);
    int climbing = Math.min(CLIMBING, cases / SHARES.getFirst() / 2);
    int timed = (int) (perSecond * LATENESS.toSeconds());
    try (var history = new GroupLag(platform.bootstrapServers(), "escalation")) {
      // what is not compiled yet would show in the first look only
      escalation.climb(climbing, OPENED_PER_SECOND);
      history.awaitNone();
      int open = climbing;
      for (int share : SHARES) {
        int more = cases / share - open - climbing - timed;
        if (more > 0) {
          escalation.keepOpen(more);
          open += more;
        }
        history.awaitNone();
        var climbed = escalation.climb(climbing, OPENED_PER_SECOND);
        history.awaitNone();
        var late = escalation.lateness(perSecond, LATENESS);
        history.awaitNone();
        open += climbing + timed;
        out.printf("%nWith %,d open cases%n", open);
        out.printf("  timers fired                            %s%n", climbed.timers());
        out.printf(
            "  the first of a case, %,d at one instant  late by %s%n",
            climbing, climbed.firstRung());
        out.printf("  cases opened meanwhile are accepted in  %s%n", climbed.openings());
        out.printf("  lateness at %,d a second                %s%n", perSecond, late);
        out.printf(
            "  heap after a full collection            %,.0f MB%n",
            new ServiceHeap(platform.escalationPid(), platform.escalationUrl()).megabytes());
      }
    }
  }
}
