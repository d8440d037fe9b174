package io.belay.local.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Bad input for one door: how much, from which seed, and what became of it. {@code -Plong} brings
 * more, {@code -Dbelay.random.seed=N} other input. At its end, also a failed one's, it prints a row
 * and adds it to {@code target/fuzz.md} of the module.
 */
public final class FuzzRun implements AutoCloseable {
  private static final long SEED = 20_261_125L;

  private final String door;
  private final int inputs;
  private final long seed = Long.getLong("belay.random.seed", SEED);
  private final Random random = new Random(seed);
  private final Map<String, Integer> outcomes = new TreeMap<>();
  private final long began = System.nanoTime();

  private FuzzRun(String door, int inputs) {
    this.door = door;
    this.inputs = inputs;
  }

  /**
   * Begins.
   *
   * @param brief inputs in every build
   * @param whole inputs with {@code -Plong}
   */
  public static FuzzRun of(String door, int brief, int whole) {
    return new FuzzRun(door, Boolean.getBoolean("belay.long") ? whole : brief);
  }

  /** How many inputs to send. */
  public int inputs() {
    return inputs;
  }

  /** Where all chance comes from. */
  public Random random() {
    return random;
  }

  public <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** True once in so many times. */
  public boolean onceIn(int times) {
    return random.nextInt(times) == 0;
  }

  /** One input ended so: accepted, or refused for this reason. */
  public synchronized void became(String outcome) {
    outcomes.merge(outcome, 1, Integer::sum);
  }

  /** Inputs by what became of them. */
  public synchronized Map<String, Integer> outcomes() {
    return new TreeMap<>(outcomes);
  }

  /** Inputs of which something became. */
  public synchronized int answered() {
    return outcomes.values().stream().mapToInt(Integer::intValue).sum();
  }

  @Override
  public String toString() {
    var took = Duration.ofNanos(System.nanoTime() - began);
    return "| %s | %,d | %d | %s | %d.%d s |"
        .formatted(
            door,
            answered(),
            seed,
            outcomes().entrySet().stream()
                .map(each -> "%s %,d".formatted(each.getKey(), each.getValue()))
                .collect(Collectors.joining(" · ")),
            took.toSeconds(),
            took.toMillisPart() / 100);
  }

  @Override
  public void close() {
    System.out.println(this);
    try {
      Files.writeString(
          Path.of("target", "fuzz.md"),
          this + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
