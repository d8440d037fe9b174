package io.belay.endtoend.faults;

import java.time.Duration;

/** The SMS centre is gone. */
record SmsCentreDown(Duration lasts) implements Fault {
  @Override
  public String name() {
    return "SMS centre down %d s".formatted(lasts.toSeconds());
  }

  @Override
  public void strike(Cluster cluster) {
    cluster.killSmsCentre();
  }

  @Override
  public void heal(Cluster cluster) {
    cluster.startSmsCentre();
  }
}
