package io.belay.notification.domain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The statutory clocks of a customer that run: while one does, the law may require a notice, and
 * the contact is not forgotten.
 *
 * @param clocksByCase no empty lists; the case heard of longest ago first
 */
public record Duties(Map<String, List<String>> clocksByCase) {
  public static final Duties NONE = new Duties(Map.of());

  /** Whether any clock runs. */
  public boolean run() {
    return !clocksByCase.isEmpty();
  }

  Duties after(DutyChange change) {
    var clocks = new ArrayList<>(clocksByCase.getOrDefault(change.caseId(), List.of()));
    switch (change.kind()) {
      case RUNS -> {
        if (!clocks.contains(change.clock())) {
          clocks.add(change.clock());
        }
      }
      case ENDED -> clocks.remove(change.clock());
      case SETTLED -> clocks.clear();
    }
    var changed = new LinkedHashMap<>(clocksByCase);
    changed.remove(change.caseId());
    if (!clocks.isEmpty()) {
      changed.put(change.caseId(), List.copyOf(clocks));
    }
    while (changed.size() > OutboxPolicy.REMEMBERED_CASES) {
      changed.remove(changed.keySet().iterator().next());
    }
    return new Duties(changed);
  }
}
