package io.belay.escalation.simulate;

import io.belay.escalation.domain.duplicate.DuplicateRoom;
import io.belay.escalation.domain.duplicate.First;
import io.belay.escalation.domain.duplicate.Sighting;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.policy.Together.Duplicates;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rooms of the matters in virtual time. A matter is forgotten as in the service: some time
 * after its first was heard of, unless others wait for that one.
 */
final class VirtualMatters {
  private static final Duration KEPT_FOR = Duplicates.LONGEST_WINDOW.plusDays(1);

  /** In the order in which they were heard of. */
  private final Map<String, Row> rows = new LinkedHashMap<>();

  private record Row(First first, Instant heardAt) {}

  /** What is written to cases of the matter. */
  List<ReportedEvent> hear(String matter, Sighting seen, Instant now) {
    forget(now);
    var row = Optional.ofNullable(rows.get(matter));
    var ruling = DuplicateRoom.decide(row.map(Row::first), seen);
    var next = ruling.first();
    boolean same = row.map(known -> known.first().caseId()).equals(next.map(First::caseId));
    if (!same) {
      rows.remove(matter);
    }
    var heardAt = same ? row.map(Row::heardAt).orElse(now) : now;
    next.ifPresent(first -> rows.put(matter, new Row(first, heardAt)));
    return ruling.events();
  }

  private void forget(Instant now) {
    var eldest = rows.entrySet().iterator();
    while (eldest.hasNext()) {
      var row = eldest.next();
      if (!row.getValue().heardAt().plus(KEPT_FOR).isBefore(now)) {
        return;
      }
      eldest.remove();
      if (row.getValue().first().keepsOthersWaiting()) {
        rows.put(row.getKey(), new Row(row.getValue().first(), now));
        eldest = rows.entrySet().iterator();
      }
    }
  }
}
