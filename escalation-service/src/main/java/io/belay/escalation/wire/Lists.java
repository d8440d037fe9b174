package io.belay.escalation.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Lists of a stored case, most of them empty: a stream for each would cost more than its reading.
 */
final class Lists {
  private Lists() {}

  /** Each of them as something else, in order. */
  static <A, B> List<B> each(List<A> from, Function<A, B> as) {
    if (from.isEmpty()) {
      return List.of();
    }
    var made = new ArrayList<B>(from.size());
    for (var one : from) {
      made.add(as.apply(one));
    }
    return List.copyOf(made);
  }

  /** As a set. */
  static <A> Set<A> set(List<A> from) {
    return from.isEmpty() ? Set.of() : Set.copyOf(from);
  }

  /** In their order. */
  static List<String> sorted(Set<String> names) {
    return names.isEmpty() ? List.of() : names.stream().sorted().toList();
  }
}
