package io.belay.escalation.domain.lifecycle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The milestones of a case.
 *
 * @param reached in order of their reports; of more than {@link #MOST}, the later are not kept
 * @param takenBack those whose notice came back, until they are reached again
 */
public record Milestones(List<Reached> reached, List<String> takenBack) {
  static final int MOST = 50;

  public static final Milestones NONE = new Milestones(List.of(), List.of());

  public Milestones {
    reached = List.copyOf(reached);
    takenBack = List.copyOf(takenBack);
  }

  /**
   * One that counts.
   *
   * @param at the earliest business time of which it was reported; null: nobody kept it
   * @param later the other times of which it was reported, ascending; of more than {@link
   *     #MOST_LATER}, the latest
   * @param proved whether the notice of it has arrived for sure
   */
  public record Reached(String name, @Nullable Instant at, List<Instant> later, boolean proved) {
    /** A clock may have begun between any two of them: what begins is mostly of late. */
    static final int MOST_LATER = 20;

    public Reached {
      later = List.copyOf(later);
    }

    /** One that was reported of one time. */
    public Reached(String name, @Nullable Instant at, boolean proved) {
      this(name, at, List.of(), proved);
    }

    /** As {@code at}; before all time where nobody kept it. */
    Instant when() {
      return at == null ? Instant.MIN : at;
    }

    private Reached again(Instant time) {
      var times =
          Stream.concat(Stream.of(when(), time), later.stream()).distinct().sorted().toList();
      var after = times.subList(1, times.size());
      return new Reached(
          name,
          at == null ? null : times.getFirst(),
          after.subList(Math.max(0, after.size() - MOST_LATER), after.size()),
          proved);
    }

    private Optional<Reached> since(Instant start) {
      var times =
          Stream.concat(Stream.of(when()), later.stream())
              .filter(time -> !time.isBefore(start))
              .toList();
      return times.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Reached(name, times.getFirst(), times.subList(1, times.size()), proved));
    }
  }

  public boolean has(String name) {
    return find(name).isPresent();
  }

  public Set<String> names() {
    return reached.stream().map(Reached::name).collect(Collectors.toUnmodifiableSet());
  }

  Optional<Reached> find(String name) {
    return reached.stream().filter(milestone -> milestone.name().equals(name)).findFirst();
  }

  /** As they were reached since then, those alone. */
  List<Reached> since(Instant start) {
    return reached.stream().flatMap(milestone -> milestone.since(start).stream()).toList();
  }

  Milestones with(String name, Instant at) {
    if (has(name)) {
      return changed(name, known -> known.again(at));
    }
    if (reached.size() >= MOST) {
      return this;
    }
    var next = new ArrayList<>(reached);
    next.add(new Reached(name, at, false));
    return new Milestones(next, takenBack.stream().filter(each -> !each.equals(name)).toList());
  }

  Milestones without(String name) {
    if (!has(name)) {
      return this;
    }
    var lost = new ArrayList<>(takenBack);
    lost.add(name);
    return new Milestones(
        reached.stream().filter(each -> !each.name().equals(name)).toList(), lost);
  }

  /** The customer was told of it for sure. */
  Milestones proved(String name) {
    return changed(name, known -> new Reached(name, known.at(), known.later(), true));
  }

  private Milestones changed(String name, UnaryOperator<Reached> change) {
    return new Milestones(
        reached.stream().map(each -> each.name().equals(name) ? change.apply(each) : each).toList(),
        takenBack);
  }
}
