package io.belay.escalation.domain.lifecycle;

import io.belay.escalation.domain.clock.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a case came to its tier, and what was left of the clocks that ended because it left others.
 *
 * @param since when it came there; null: stored before that was kept
 * @param promoted whether it climbed there
 * @param leftovers one for each tier it has left and clock that ran there
 */
public record Tenure(@Nullable Instant since, boolean promoted, List<Leftover> leftovers) {

  public static final Tenure UNKNOWN = new Tenure(null, false, List.of());

  public Tenure {
    leftovers = List.copyOf(leftovers);
  }

  /**
   * A clock as it stood when the case left the tier.
   *
   * @param remaining calendar time left at {@code runningSince}
   * @param until when the case left
   */
  public record Leftover(
      String clock, String tier, Instant runningSince, Duration remaining, Instant until) {}

  static Tenure openedAt(Instant at) {
    return new Tenure(at, false, List.of());
  }

  /**
   * The next one.
   *
   * @param reason for which the clocks of the tier that is being left ended
   */
  static Tenure after(CaseState state, Instant at, boolean promoted, String reason) {
    var tier = state.placement().tier();
    var next = new ArrayList<Leftover>();
    state.placement().tenure().leftovers().stream()
        .filter(left -> !left.tier().equals(tier))
        .forEach(next::add);
    for (var clock : state.clocks()) {
      if (clock.phase() instanceof Clock.Phase.Voided voided
          && voided.at().equals(at)
          && voided.reason().equals(reason)) {
        var stint = clock.stint();
        next.add(new Leftover(clock.name(), tier, stint.runningSince(), stint.remaining(), at));
      }
    }
    return new Tenure(at, promoted, next);
  }

  /** As it is kept of a case that is over. */
  Tenure inShort() {
    return new Tenure(since, promoted, List.of());
  }

  Optional<Leftover> leftOf(String clock, String tier) {
    return leftovers.stream()
        .filter(left -> left.clock().equals(clock) && left.tier().equals(tier))
        .findFirst();
  }

  /** Whether a clock that started then belongs to the stay at this tier. */
  boolean covers(Instant startedAt) {
    return since == null || !startedAt.isBefore(since);
  }
}
