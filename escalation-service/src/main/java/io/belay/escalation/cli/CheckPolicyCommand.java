package io.belay.escalation.cli;

import io.belay.escalation.pack.PackReader;
import io.belay.escalation.pack.PackReading;
import io.belay.escalation.pack.ShortHolidays;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/**
 * {@code check-policy FILE…}: prints every mistake in the packs, with its line and column, among
 * them every clock whose holidays end before it could.
 */
final class CheckPolicyCommand implements SubCommand {
  private final PackReader reader = new PackReader();
  private final InstantSource clock;

  CheckPolicyCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public int run(List<String> arguments, PrintStream out, PrintStream err) {
    if (arguments.isEmpty()) {
      err.println("usage: belay check-policy FILE…");
      return MISUSED;
    }
    int exitCode = DONE;
    for (String file : arguments) {
      exitCode = Math.max(exitCode, check(file, out, err));
    }
    return exitCode;
  }

  private int check(String file, PrintStream out, PrintStream err) {
    byte[] yaml;
    try {
      yaml = Files.readAllBytes(Path.of(file));
    } catch (IOException unreadable) {
      err.println("Expected a file that can be read, but found none at " + file);
      return MISUSED;
    }
    switch (reader.read(yaml, file)) {
      case PackReading.Read read -> {
        var tooShort = ShortHolidays.of(read.pack(), yaml, file, clock.instant());
        if (!tooShort.isEmpty()) {
          tooShort.forEach(out::println);
          return FAILED;
        }
        out.println(file + ": " + read.pack().ref() + " is sound, sha256 " + read.sha256());
        return DONE;
      }
      case PackReading.Refused refused -> {
        refused.problems().forEach(out::println);
        return FAILED;
      }
    }
  }
}
