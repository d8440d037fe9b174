package io.belay.endtoend.faults;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Several faults at once. */
record Together(List<Fault> faults) implements Fault {
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
    faults.forEach(fault -> fault.heal(cluster));
  }
}
