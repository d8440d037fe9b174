package io.belay.endtoend.faults;

import java.time.Duration;

/** The disk under the first broker is full: it ends, and is started again when there is room. */
record BrokerDiskFull(Duration lasts) implements Fault {
  @Override
  public String name() {
    return "disk of a broker full %d s".formatted(lasts.toSeconds());
  }

  @Override
  public void strike(Cluster cluster) {
    cluster.diskOfFirstBroker().fill();
  }

  @Override
  public void heal(Cluster cluster) {
    cluster.diskOfFirstBroker().free();
    cluster.brokers().kill(0);
    cluster.brokers().restart(0);
    cluster.brokers().awaitAll();
  }
}
