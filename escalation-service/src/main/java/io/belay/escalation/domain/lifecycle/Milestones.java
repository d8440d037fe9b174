package io.belay.escalation.domain.lifecycle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
   * @param at business time of its first report; null: nobody kept it
   * @param proved whether the notice of it has arrived for sure
   */
  public record Reached(String name, @Nullable Instant at, boolean proved) {
    /** As {@code at}; before all time where nobody kept it. */
    Instant when() {
      return at == null ? Instant.MIN : at;
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

  Milestones with(String name, Instant at) {
    if (has(name) || reached.size() >= MOST) {
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
    return new Milestones(
        reached.stream()
            .map(each -> each.name().equals(name) ? new Reached(name, each.at(), true) : each)
            .toList(),
        takenBack);
  }
}
