package io.belay.escalation.domain.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a corrected category or priority does to a clock that has not ended. */
public enum ChangeMode {
  /** The new target counts from the clock's own start: time already used is used. */
  RETROACTIVE,
  /** The new target counts in full from the change; the clock keeps its start and its warnings. */
  FORWARD,
  /** The clock starts anew at the change, with the new target. */
  RESET,
  /** The clock keeps its target; its next period has the new one. */
  CONTINUE;

  /** As records and packs write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<ChangeMode> find(String word) {
    return Arrays.stream(values()).filter(mode -> mode.word().equals(word)).findFirst();
  }

  /** The mode of a record, which must be one. */
  public static ChangeMode named(String word) {
    return find(word)
        .orElseThrow(() -> new IllegalArgumentException("Expected a mode, but found " + word));
  }
}
