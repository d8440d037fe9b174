package io.belay.endtoend.faults;

import java.time.Duration;

/** The wall clock of one process is set wrong, and right again. */
record ClockStepped(Instance victim, Duration ahead, Duration lasts) implements Fault {
  @Override
  public String name() {
    return "clock of %s %+d min".formatted(victim, ahead.toMinutes());
  }

  @Override
  public void strike(Cluster cluster) {
    cluster.stepClock(victim, ahead);
  }

  @Override
  public void heal(Cluster cluster) {
    cluster.stepClock(victim, Duration.ZERO);
  }
}
