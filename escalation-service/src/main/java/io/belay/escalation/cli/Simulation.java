package io.belay.escalation.cli;

import io.belay.escalation.domain.policy.PolicyPack;
import io.belay.escalation.pack.PackReader;
import io.belay.escalation.pack.PackReading;
import io.belay.escalation.simulate.DryRun;
import io.belay.escalation.simulate.log.LogFile;
import io.belay.escalation.simulate.log.LogSurvey;
import io.belay.escalation.simulate.report.Report;
import io.belay.escalation.simulate.report.Report.Run;
import io.belay.escalation.simulate.report.Report.Source;
import io.belay.escalation.simulate.tally.Figures;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the packs and the log, plays them and puts the report together. */
final class Simulation {
  /** Each thread reads the whole log, so more of them soon only read. */
  private static final int MAX_THREADS = 4;

  private final SimulateArguments arguments;
  private final PrintStream err;

  Simulation(SimulateArguments arguments, PrintStream err) {
    this.arguments = arguments;
    this.err = err;
  }

  /** Empty, with the reasons printed, when a pack has mistakes or the log tells nothing. */
  Optional<Report> report() throws IOException {
    var files = new ArrayList<Path>(List.of(arguments.policy()));
    arguments.against().ifPresent(files::add);
    var packs = new ArrayList<PolicyPack>();
    for (var file : files) {
      read(file).ifPresent(packs::add);
    }
    if (packs.size() < files.size()) {
      return Optional.empty();
    }
    var survey = survey();
    return survey.isEmpty() ? Optional.empty() : Optional.of(played(packs, survey.get()));
  }

  private Report played(List<PolicyPack> packs, LogSurvey survey) throws IOException {
    int threads = Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors());
    var dryRun = new DryRun(arguments.log(), survey, threads);
    List<Figures> figures = dryRun.of(packs);
    var runs = new ArrayList<Run>();
    for (int i = 0; i < packs.size(); i++) {
      runs.add(new Run(packs.get(i).ref().toString(), figures.get(i)));
    }
    return new Report(
        source(survey, order(survey, dryRun.inTimeOrder())),
        runs.getFirst(),
        runs.size() > 1 ? runs.getLast() : null);
  }

  private Source source(LogSurvey survey, String order) {
    return new Source(
        String.valueOf(arguments.log().path().getFileName()),
        arguments.log().zone().getId(),
        order,
        survey.firstAt(),
        survey.lastAt(),
        survey.events(),
        survey.malformed(),
        survey.firstMalformed());
  }

  private static String order(LogSurvey survey, boolean inTimeOrder) {
    if (!inTimeOrder) {
      return "case by case";
    }
    return survey.inTimeOrder()
        ? "in order of time"
        : "in order of time, though some lines are older than the one before";
  }

  private Optional<PolicyPack> read(Path file) throws IOException {
    return switch (new PackReader().read(Files.readAllBytes(file), file.toString())) {
      case PackReading.Read sound -> Optional.of(sound.pack());
      case PackReading.Refused refused -> {
        refused.problems().forEach(err::println);
        yield Optional.empty();
      }
    };
  }

  private Optional<LogSurvey> survey() throws IOException {
    LogFile log = arguments.log();
    try (var lines = log.open()) {
      var survey = LogSurvey.of(lines);
      if (survey.isEmpty()) {
        err.println("Expected events in " + log.path() + ", but no line tells of one");
      }
      return survey;
    }
  }
}
