package io.belay.notification.domain.track;

import io.belay.notification.domain.Names;
import io.belay.notification.domain.track.News.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A case as its customer sees it.
 *
 * @param sequence of the last step it knows
 * @param dueByClock when each running clock is due, or the new time an apology named
 * @param closesByClock when it closes by itself unless the customer says something
 * @param steps oldest first; at most {@value #MOST_STEPS}, the oldest leave
 * @param keptUntil when it is forgotten; null while it goes on
 */
public record TrackedCase(
    Identity identity,
    long sequence,
    About about,
    Standing standing,
    Map<String, Instant> dueByClock,
    Map<String, Instant> closesByClock,
    Wishes wishes,
    List<TrackedStep> steps,
    @Nullable Instant keptUntil) {

  static final int MOST_STEPS = 60;

  public TrackedCase {
    dueByClock = Map.copyOf(dueByClock);
    closesByClock = Map.copyOf(closesByClock);
    steps = List.copyOf(steps);
  }

  /** What never changes. */
  public record Identity(String caseId, String customerId, Instant openedAt) {}

  /**
   * What it is about.
   *
   * @param category code
   * @param market ISO country
   * @param names of categories, tiers and outcomes, by code, as messages brought them
   */
  public record About(String category, @Nullable String market, Map<String, Names> names) {
    /** A pack has some dozens of codes; one case meets a few of them. */
    private static final int MOST_NAMES = 40;

    public About {
      names = Map.copyOf(names);
    }

    About with(List<Names> more) {
      var all = new HashMap<>(names);
      for (var each : more) {
        if (all.size() < MOST_NAMES || all.containsKey(each.code())) {
          all.put(each.code(), each);
        }
      }
      return new About(category, market, all);
    }
  }

  /**
   * Where it stands.
   *
   * @param tier code
   * @param agent who has it, as shown to customers
   * @param outcome code, once it is decided
   */
  public record Standing(
      Status status,
      String tier,
      @Nullable String agent,
      @Nullable String waitingOn,
      @Nullable Instant waitingUntil,
      @Nullable String outcome) {

    Standing at(String newTier) {
      return new Standing(status, newTier, agent, waitingOn, waitingUntil, outcome);
    }

    Standing with(@Nullable String newAgent) {
      return new Standing(status, tier, newAgent, waitingOn, waitingUntil, outcome);
    }

    Standing as(Status newStatus, @Nullable String newOutcome) {
      return new Standing(newStatus, tier, agent, null, null, newOutcome);
    }
  }

  /**
   * What became of what the customer asked.
   *
   * @param askAgainFrom a higher tier cannot be asked for before
   * @param noHigherThan code of the tier at which a wish was refused for good
   * @param rating 1 to 5
   */
  public record Wishes(
      @Nullable Instant askAgainFrom, @Nullable String noHigherThan, @Nullable Integer rating) {
    public static final Wishes NONE = new Wishes(null, null, null);
  }

  /** By when something happens next, while somebody works on it; a time that has passed is none. */
  public Optional<Instant> nextBy(Instant now) {
    return dueByClock.values().stream()
        .filter(due -> standing.status().inWork() && !due.isBefore(now))
        .min(Comparator.naturalOrder());
  }

  /** When it closes if the customer says nothing; a time that has passed is none. */
  public Optional<Instant> closesAt(Instant now) {
    return closesByClock.values().stream()
        .filter(closes -> standing.status() != Status.CLOSED && !closes.isBefore(now))
        .min(Comparator.naturalOrder());
  }

  /** The names of a code; the code alone where no message brought any. */
  public Names named(String code) {
    return about.names().getOrDefault(code, new Names(code, Map.of()));
  }

  TrackedCase with(Standing changed) {
    return new TrackedCase(
        identity, sequence, about, changed, dueByClock, closesByClock, wishes, steps, keptUntil);
  }

  TrackedCase with(About changed) {
    return new TrackedCase(
        identity, sequence, changed, standing, dueByClock, closesByClock, wishes, steps, keptUntil);
  }

  TrackedCase with(Wishes changed) {
    return new TrackedCase(
        identity, sequence, about, standing, dueByClock, closesByClock, changed, steps, keptUntil);
  }

  /** With a clock's time. */
  TrackedCase due(String clock, Instant dueAt) {
    return with(put(dueByClock, clock, dueAt), closesByClock);
  }

  /** With the end of the customer's own time. */
  TrackedCase closing(String clock, Instant closesAt) {
    return with(dueByClock, put(closesByClock, clock, closesAt));
  }

  /** Without a clock's time, whatever clock it is. */
  TrackedCase without(String clock) {
    return with(removed(dueByClock, clock), removed(closesByClock, clock));
  }

  private TrackedCase with(Map<String, Instant> dues, Map<String, Instant> closings) {
    return new TrackedCase(
        identity, sequence, about, standing, dues, closings, wishes, steps, keptUntil);
  }

  private static Map<String, Instant> put(
      Map<String, Instant> times, String clock, Instant instant) {
    var changed = new HashMap<>(times);
    changed.put(clock, instant);
    return changed;
  }

  private static Map<String, Instant> removed(Map<String, Instant> times, String clock) {
    var changed = new HashMap<>(times);
    changed.remove(clock);
    return changed;
  }

  TrackedCase with(TrackedStep step) {
    var all = new ArrayList<>(steps);
    all.add(step);
    var latest = all.subList(Math.max(0, all.size() - MOST_STEPS), all.size());
    return new TrackedCase(
        identity, sequence, about, standing, dueByClock, closesByClock, wishes, latest, keptUntil);
  }

  TrackedCase seen(long newSequence, @Nullable Instant kept) {
    return new TrackedCase(
        identity, newSequence, about, standing, dueByClock, closesByClock, wishes, steps, kept);
  }
}
