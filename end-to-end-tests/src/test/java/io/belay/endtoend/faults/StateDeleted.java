package io.belay.endtoend.faults;

import java.time.Duration;

/** An instance dies and comes back on an empty disk. */
record StateDeleted(Instance victim, Duration lasts) implements Fault {
  @Override
  public String name() {
    return "state of %s deleted".formatted(victim);
  }

  @Override
  public void strike(Cluster cluster) {
    cluster.service(victim).kill();
    cluster.deleteState(victim);
  }

  @Override
  public void heal(Cluster cluster) {
    cluster.start(victim);
  }
}
