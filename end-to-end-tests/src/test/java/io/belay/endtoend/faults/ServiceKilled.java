package io.belay.endtoend.faults;

import java.time.Duration;

/** SIGKILL to one instance of a service, which is started again after a while. */
record ServiceKilled(Instance victim, Duration lasts) implements Fault {
  @Override
  public String name() {
    return "SIGKILL " + victim;
  }

  @Override
  public void strike(Cluster cluster) {
    cluster.service(victim).kill();
  }

  @Override
  public void heal(Cluster cluster) {
    cluster.start(victim);
  }
}
