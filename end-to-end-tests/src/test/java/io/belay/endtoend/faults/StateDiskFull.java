package io.belay.endtoend.faults;

import java.time.Duration;

/** The disk under an instance's state stores is full, and later has room again. */
record StateDiskFull(Instance victim, Duration lasts) implements Fault {
  @Override
  public String name() {
    return "disk of %s full %d s".formatted(victim, lasts.toSeconds());
  }

  @Override
  public void strike(Cluster cluster) {
    cluster.diskOf(victim).fill();
  }

  @Override
  public void heal(Cluster cluster) {
    cluster.diskOf(victim).free();
    if (!cluster.service(victim).isAlive()) {
      cluster.start(victim);
    }
  }
}
