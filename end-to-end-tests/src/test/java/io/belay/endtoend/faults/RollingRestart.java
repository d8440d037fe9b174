package io.belay.endtoend.faults;

import java.time.Duration;

/** Every instance is stopped in order and started again, one after the other, as a release does. */
record RollingRestart(Duration lasts) implements Fault {
  @Override
  public String name() {
    return "rolling restart of all instances";
  }

  @Override
  public void strike(Cluster cluster) {
    for (var instance : Instance.all()) {
      cluster.service(instance).close();
      cluster.start(instance);
      cluster.awaitReady();
    }
  }

  @Override
  public void heal(Cluster cluster) {
    // whole at every step
  }
}
