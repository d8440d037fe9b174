package io.belay.endtoend.faults;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * One process of a service.
 *
 * @param number from 1
 */
record Instance(Kind kind, int number) implements Comparable<Instance> {
  private static final int OF_EACH = 2;
  private static final Comparator<Instance> ORDER =
      Comparator.comparing(Instance::kind).thenComparingInt(Instance::number);

  /** The services. */
  enum Kind {
    INTAKE,
    ESCALATION,
    NOTIFICATION;

    String module() {
      return name().toLowerCase(Locale.ROOT) + "-service";
    }
  }

  static List<Instance> of(Kind kind) {
    return Stream.iterate(1, number -> number <= OF_EACH, number -> number + 1)
        .map(number -> new Instance(kind, number))
        .toList();
  }

  static List<Instance> all() {
    return Stream.of(Kind.values()).flatMap(kind -> of(kind).stream()).toList();
  }

  @Override
  public int compareTo(Instance other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return kind.name().toLowerCase(Locale.ROOT) + "-" + number;
  }
}
