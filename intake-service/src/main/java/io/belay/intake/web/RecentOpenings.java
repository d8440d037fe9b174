package io.belay.intake.web;

import io.belay.guard.BoundedMap;
import java.util.Map;
import java.util.Optional;

/**
 * Notices openings that come again soon, for counting only: which of them wins is not decided here.
 * Knows the last 10,000 of this instance.
 */
final class RecentOpenings {
  private static final int MOST = 10_000;

  /** How a repeated opening compares with the one before. */
  enum Repeat {
    SAME,
    DIFFERING
  }

  private final Map<String, Integer> contents = new BoundedMap<>(MOST);

  synchronized Optional<String> seen(String caseId, Map<?, ?> content) {
    Integer before = contents.put(caseId, content.hashCode());
    if (before == null) {
      return Optional.empty();
    }
    return Optional.of((before == content.hashCode() ? Repeat.SAME : Repeat.DIFFERING).name());
  }
}
