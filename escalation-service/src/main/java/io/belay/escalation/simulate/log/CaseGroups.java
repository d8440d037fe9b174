package io.belay.escalation.simulate.log;

import io.belay.escalation.simulate.log.LogLine.Happened;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A log grouped by case, case by case; holds the lines of one case at a time. */
public final class CaseGroups {
  private final LogReader log;
  private @Nullable Happened ahead;

  public CaseGroups(LogReader log) {
    this.log = log;
  }

  /** The lines of the next case in their sequence; empty at the end. */
  public Optional<List<Happened>> next() throws IOException {
    var group = new ArrayList<Happened>();
    var line = ahead == null ? nextEvent() : ahead;
    while (line != null && (group.isEmpty() || line.caseId().equals(group.getFirst().caseId()))) {
      group.add(line);
      line = nextEvent();
    }
    ahead = line;
    group.sort(Comparator.comparingLong(Happened::sequence));
    return group.isEmpty() ? Optional.empty() : Optional.of(group);
  }

  private @Nullable Happened nextEvent() throws IOException {
    for (var line = log.next(); line.isPresent(); line = log.next()) {
      if (line.get() instanceof Happened happened) {
        return happened;
      }
    }
    return null;
  }
}
