package io.belay.escalation.simulate.log;

import io.belay.escalation.simulate.log.LogLine.Happened;
import io.belay.escalation.simulate.log.LogLine.Malformed;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a log after a first look at all of it.
 *
 * @param firstAt earliest time in it
 * @param lastAt latest time in it: the end of virtual time
 * @param events lines that tell of one
 * @param malformed lines of which nothing can be made
 * @param firstMalformed the first {@link #MALFORMED_LISTED} of them
 * @param inTimeOrder no line is older than the one before it
 */
public record LogSurvey(
    Instant firstAt,
    Instant lastAt,
    long events,
    long malformed,
    List<Malformed> firstMalformed,
    boolean inTimeOrder) {
  /** Malformed lines kept with their reason; all are counted. */
  public static final int MALFORMED_LISTED = 1000;

  public LogSurvey {
    firstMalformed = List.copyOf(firstMalformed);
  }

  /** Reads to the end; empty for a log without events. */
  public static Optional<LogSurvey> of(LogReader log) throws IOException {
    var first = Instant.MAX;
    var last = Instant.MIN;
    var previous = Instant.MIN;
    long events = 0;
    long malformed = 0;
    boolean inTimeOrder = true;
    var listed = new ArrayList<Malformed>();
    for (var line = log.next(); line.isPresent(); line = log.next()) {
      switch (line.get()) {
        case Happened happened -> {
          events++;
          inTimeOrder &= !happened.at().isBefore(previous);
          previous = happened.at();
          first = previous.isBefore(first) ? previous : first;
          last = previous.isAfter(last) ? previous : last;
        }
        case Malformed unreadable -> {
          malformed++;
          if (listed.size() < MALFORMED_LISTED) {
            listed.add(unreadable);
          }
        }
      }
    }
    return events == 0
        ? Optional.empty()
        : Optional.of(new LogSurvey(first, last, events, malformed, listed, inTimeOrder));
  }
}
