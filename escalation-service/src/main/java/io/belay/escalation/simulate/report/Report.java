package io.belay.escalation.simulate.report;

import io.belay.escalation.simulate.log.LogLine.Malformed;
import io.belay.escalation.simulate.tally.Figures;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dry run's outcome. Holds no time but those of the log: the same input gives the same report.
 *
 * @param against the pack to compare with, or null
 */
public record Report(Source log, Run policy, @Nullable Run against) {

  /**
   * The log that was played.
   *
   * @param file its name, without the folder
   * @param zone of its local times, and of the report's weeks and hours
   * @param order how its cases were taken
   * @param malformed lines of which nothing could be made; the first of them are listed
   */
  public record Source(
      String file,
      String zone,
      String order,
      Instant firstAt,
      Instant lastAt,
      long events,
      long malformed,
      List<Malformed> malformedLines) {
    public Source {
      malformedLines = List.copyOf(malformedLines);
    }
  }

  /**
   * A pack and its figures.
   *
   * @param pack as pack@version
   */
  public record Run(String pack, Figures figures) {}

  /** Such as "wallet@2 against wallet@1". */
  String packs() {
    return against == null ? policy.pack() : policy.pack() + " against " + against.pack();
  }
}
