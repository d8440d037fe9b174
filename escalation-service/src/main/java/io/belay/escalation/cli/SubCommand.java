package io.belay.escalation.cli;

import java.io.PrintStream;
import java.util.List;

/** One command of {@code ./belay}. */
@FunctionalInterface
interface SubCommand {
  int DONE = 0;
  int FAILED = 1;
  int MISUSED = 2;

  /** Does the work and answers the process's exit code. */
  int run(List<String> arguments, PrintStream out, PrintStream err);
}
