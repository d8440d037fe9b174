package io.belay.endtoend.faults;

import java.time.Duration;

/** The schema registry is gone; who runs goes on. */
record RegistryDown(Duration lasts) implements Fault {
  @Override
  public String name() {
    return "registry down";
  }

  @Override
  public void strike(Cluster cluster) {
    cluster.killRegistry();
  }

  @Override
  public void heal(Cluster cluster) {
    cluster.startRegistry();
  }
}
