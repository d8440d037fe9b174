package io.belay.notification.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The statutory clocks of a customer that run: while one does, the law may require a notice, and
 * the contact is not forgotten.
 *
 * @param clocksByCase no empty lists; the case heard of longest ago first
 * @param endedAt since when none runs, as far as was read: the last ended, or none ran when an
 *     erasure was read; null: one runs, or none ever did
 */
public record Duties(Map<String, List<String>> clocksByCase, @Nullable Instant endedAt) {
  public static final Duties NONE = new Duties(Map.of(), null);

  /** Whether any clock runs. */
  public boolean run() {
    return !clocksByCase.isEmpty();
  }

  /** Where none runs: an erasure was read at this instant, and may have overtaken a start. */
  Duties noneSince(Instant at) {
    return run() ? this : new Duties(clocksByCase, at);
  }

  Duties after(DutyChange change, Instant now) {
    var clocks = new ArrayList<>(clocksByCase.getOrDefault(change.caseId(), List.of()));
    switch (change.kind()) {
      case RUNS -> {
        if (!clocks.contains(change.clock())) {
          clocks.add(change.clock());
        }
      }
      case ENDED -> clocks.remove(change.clock());
      case SETTLED, FORGOTTEN -> clocks.clear();
    }
    var changed = new LinkedHashMap<>(clocksByCase);
    changed.remove(change.caseId());
    if (!clocks.isEmpty()) {
      changed.put(change.caseId(), List.copyOf(clocks));
    }
    while (changed.size() > OutboxPolicy.REMEMBERED_CASES) {
      changed.remove(changed.keySet().iterator().next());
    }
    return new Duties(changed, changed.isEmpty() ? endOf(now) : null);
  }

  private @Nullable Instant endOf(Instant now) {
    return run() ? now : endedAt;
  }
}
