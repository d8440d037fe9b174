package io.belay.endtoend.faults;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/** Several faults at once, which end at once. */
record Together(List<Fault> faults) implements Fault {
  private static final Executor EACH_ITS_THREAD = task -> Thread.ofVirtual().start(task);

  @Override
  public String name() {
    return faults.stream().map(Fault::name).collect(Collectors.joining(" + "));
  }

  @Override
  public void strike(Cluster cluster) {
    faults.forEach(fault -> fault.strike(cluster));
  }

  @Override
  public Duration lasts() {
    return faults.stream().map(Fault::lasts).max(Comparator.naturalOrder()).orElseThrow();
  }

  @Override
  public void heal(Cluster cluster) {
    var healed =
        faults.stream()
            .map(fault -> CompletableFuture.runAsync(() -> fault.heal(cluster), EACH_ITS_THREAD))
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(healed).join();
  }
}
