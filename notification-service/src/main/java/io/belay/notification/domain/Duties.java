package io.belay.notification.domain;

import java.time.Duration;
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
 * @param endedAt when the last of them ended; null: one runs, or none ever did
 */
public record Duties(Map<String, List<String>> clocksByCase, @Nullable Instant endedAt) {
  public static final Duties NONE = new Duties(Map.of(), null);

  /** The end of a clock comes before the notice that it asks for, which is here within this. */
  private static final Duration NOTICE_WITHIN = Duration.ofMinutes(1);

  /** Whether any clock runs. */
  public boolean run() {
    return !clocksByCase.isEmpty();
  }

  /** Until when the notice of the last clock's end may come; null: none ended. */
  @Nullable Instant noticeUntil() {
    return endedAt == null ? null : endedAt.plus(NOTICE_WITHIN);
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
    return new Duties(changed, changed.isEmpty() ? endOf(now) : null);
  }

  private @Nullable Instant endOf(Instant now) {
    return run() ? now : endedAt;
  }
}
