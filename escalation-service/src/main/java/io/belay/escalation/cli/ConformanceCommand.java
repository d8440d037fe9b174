package io.belay.escalation.cli;

import io.belay.escalation.cli.ConformanceCase.Verdict;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** {@code conformance FILE.json…}: computes known cases and prints where our answer differs. */
final class ConformanceCommand implements SubCommand {
  @Override
  public int run(List<String> arguments, PrintStream out, PrintStream err) {
    if (arguments.isEmpty()) {
      err.println("usage: belay conformance FILE.json…");
      return MISUSED;
    }
    Map<Verdict.Kind, Integer> counts = new EnumMap<>(Verdict.Kind.class);
    for (String argument : arguments) {
      List<ConformanceCase> cases;
      try {
        cases = ConformanceFile.read(Path.of(argument));
      } catch (ConformanceFile.UnreadableException unreadable) {
        err.println(unreadable.getMessage());
        return MISUSED;
      }
      for (ConformanceCase one : cases) {
        Verdict verdict = one.verdict();
        counts.merge(verdict.kind(), 1, Integer::sum);
        if (verdict.kind() == Verdict.Kind.FAILED) {
          out.println(one.id() + ": " + verdict.difference());
        }
      }
    }
    int failed = counts.getOrDefault(Verdict.Kind.FAILED, 0);
    out.println(
        counts.getOrDefault(Verdict.Kind.PASSED, 0)
            + " passed, "
            + failed
            + " failed, "
            + counts.getOrDefault(Verdict.Kind.SKIPPED, 0)
            + " skipped");
    return failed == 0 ? DONE : FAILED;
  }
}
