package io.belay.escalation.domain.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How pressing a case is. */
public final class Priority {
  /** The strictest first. */
  public static final List<String> ALL = List.of("P1", "P2", "P3", "P4");

  private Priority() {}

  /**
   * Whether a case of the first kind is more pressing than one of the other; anything is more
   * pressing than what is unknown, null or not.
   */
  public static boolean isStricter(@Nullable String one, @Nullable String other) {
    int own = one == null ? -1 : ALL.indexOf(one);
    int others = other == null ? -1 : ALL.indexOf(other);
    return own >= 0 && (others < 0 || own < others);
  }
}
