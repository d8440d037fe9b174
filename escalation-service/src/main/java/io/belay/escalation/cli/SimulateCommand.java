package io.belay.escalation.cli;

import io.belay.escalation.simulate.report.HtmlReport;
import io.belay.escalation.simulate.report.JsonReport;
import io.belay.escalation.simulate.report.Report;
import io.belay.escalation.simulate.report.TextReport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code simulate}: what a pack would have meant for the cases of a log, in virtual time. */
final class SimulateCommand implements SubCommand {
  private static final String USAGE =
      "usage: belay simulate --policy FILE [--against FILE] --events FILE.csv[.gz]|FILE.ndjson[.gz]"
          + " [--out DIR] [--zone ZONE]";

  @Override
  public int run(List<String> arguments, PrintStream out, PrintStream err) {
    Optional<SimulateArguments> read = SimulateArguments.read(arguments, err);
    if (read.isEmpty()) {
      err.println(USAGE);
      return MISUSED;
    }
    try {
      var report = new Simulation(read.get(), err).report();
      if (report.isEmpty()) {
        return FAILED;
      }
      out.print(TextReport.of(report.get()));
      if (read.get().out().isPresent()) {
        write(report.get(), read.get().out().get(), out);
      }
      return DONE;
    } catch (IOException unreadable) {
      err.println("Expected to read and write every file, but: " + reason(unreadable));
      return FAILED;
    }
  }

  private static void write(Report report, Path folder, PrintStream out) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("report.json"), JsonReport.of(report));
    Files.writeString(folder.resolve("report.html"), HtmlReport.of(report));
    out.println();
    out.println("Written: " + folder.resolve("report.json") + ", " + folder.resolve("report.html"));
  }

  /** The message of a missing file is only its name. */
  private static String reason(IOException unreadable) {
    return unreadable.getClass() == IOException.class
        ? String.valueOf(unreadable.getMessage())
        : unreadable.toString();
  }
}
