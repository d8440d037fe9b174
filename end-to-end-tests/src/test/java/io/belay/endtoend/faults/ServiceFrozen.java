package io.belay.endtoend.faults;

import java.time.Duration;

/**
 * SIGSTOP to one instance, long enough that the others take it for dead and it is fenced; then it
 * goes on and does not know.
 */
record ServiceFrozen(Instance victim, Duration lasts) implements Fault {
  @Override
  public String name() {
    return "SIGSTOP %s %d s".formatted(victim, lasts.toSeconds());
  }

  @Override
  public void strike(Cluster cluster) {
    cluster.service(victim).freeze();
  }

  @Override
  public void heal(Cluster cluster) {
    cluster.service(victim).thaw();
  }
}
