package io.belay.endtoend.faults;

import java.time.Duration;

/**
 * The second instance of each service reaches no broker, and no broker reaches it: long enough that
 * the first ones take over; then the network is back, and what was on its way arrives.
 */
record RackCutOff(Duration lasts) implements Fault {
  @Override
  public String name() {
    return "network of the second instances cut %d s".formatted(lasts.toSeconds());
  }

  @Override
  public void strike(Cluster cluster) {
    cluster.network().cut();
  }

  @Override
  public void heal(Cluster cluster) {
    cluster.network().mend();
  }
}
