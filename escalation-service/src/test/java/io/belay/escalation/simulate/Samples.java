package io.belay.escalation.simulate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.belay.escalation.domain.policy.PolicyPack;
import io.belay.escalation.pack.PackReader;
import io.belay.escalation.pack.PackReading;
import io.belay.escalation.simulate.log.LogFile;
import io.belay.escalation.simulate.log.LogLine.Happened;
import io.belay.escalation.simulate.log.LogSurvey;
import io.belay.escalation.simulate.tally.Figures;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Logs and packs written by hand, so that every figure is known. */
public final class Samples {
  public static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

  private Samples() {}

  public static Path file(String name) {
    try {
      URI uri = Objects.requireNonNull(Samples.class.getResource(name)).toURI();
      return Path.of(uri);
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  public static LogFile log(String name) {
    return new LogFile(file(name), SHANGHAI);
  }

  /** A log of these lines, with ' for ". */
  static LogFile logOf(Path folder, String... lines) throws IOException {
    var text = String.join("\n", lines).replace('\'', '"');
    return new LogFile(Files.writeString(folder.resolve("log.ndjson"), text), SHANGHAI);
  }

  /** A line: the case of a customer who has no other, about a transaction nobody else has. */
  static String opening(String caseId, String category, String at) {
    return opening(caseId, category, at, "K-" + caseId, "W-" + caseId);
  }

  static String opening(
      String caseId, String category, String at, String customer, String reference) {
    return ("{'open':{'caseId':'%s','category':'%s','openedAt':'%s','customer':{'id':'%s'},"
            + "'transaction':{'reference':'%s'}}}")
        .formatted(caseId, category, at, customer, reference);
  }

  /**
   * A line.
   *
   * @param type in ' and with what else it takes
   */
  static String event(String caseId, String type, String at) {
    return "{'caseId':'%s','type':%s,'occurredAt':'%s'}".formatted(caseId, type, at);
  }

  /** Answers within an hour. */
  public static PolicyPack small() throws IOException {
    return pack(Files.readString(file("small.yaml")));
  }

  /** The same, but answers within 20 minutes. */
  public static PolicyPack strict() throws IOException {
    return pack(strictYaml());
  }

  public static String strictYaml() throws IOException {
    return Files.readString(file("small.yaml"))
        .replace("version: \"1\"", "version: \"2\"")
        .replace("60m", "20m");
  }

  public static LogSurvey survey(LogFile log) throws IOException {
    try (var lines = log.open()) {
      return LogSurvey.of(lines).orElseThrow();
    }
  }

  /** What happened by a log, in the order of time, and of each case in its own. */
  public static List<Happened> inOrder(LogFile log) throws IOException {
    var happenings = new ArrayList<Happened>();
    try (var lines = log.open()) {
      for (var line = lines.next(); line.isPresent(); line = lines.next()) {
        if (line.get() instanceof Happened happened) {
          happenings.add(happened);
        }
      }
    }
    happenings.sort(Comparator.comparing(Happened::at).thenComparingLong(Happened::sequence));
    return happenings;
  }

  public static List<Figures> figures(LogFile log, int threads, PolicyPack... packs)
      throws IOException {
    return new DryRun(log, survey(log), threads).of(List.of(packs));
  }

  static PolicyPack pack(String yaml) {
    return switch (new PackReader().read(yaml.getBytes(UTF_8), "small.yaml")) {
      case PackReading.Read read -> read.pack();
      case PackReading.Refused refused -> throw new AssertionError(refused.problems());
    };
  }
}
