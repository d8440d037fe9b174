package io.belay.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.local.ServiceProcess;
import java.time.Duration;

/**
 * The wall clock of one process is set wrong, and right again. The step that goes back ends the
 * process, and as a supervisor does, it is started again.
 */
record ClockStepped(Instance victim, Duration ahead, Duration lasts) implements Fault {
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(20);

  @Override
  public String name() {
    return "clock of %s %+d min".formatted(victim, ahead.toMinutes());
  }

  @Override
  public void strike(Cluster cluster) {
    cluster.stepClock(victim, ahead);
    if (ahead.isNegative()) {
      isStartedAgain(cluster);
    }
  }

  @Override
  public void heal(Cluster cluster) {
    cluster.stepClock(victim, Duration.ZERO);
    if (ahead.isPositive()) {
      isStartedAgain(cluster);
    }
  }

  private void isStartedAgain(Cluster cluster) {
    assertThat(cluster.service(victim).awaitEnd(ENDS_WITHIN)).hasValue(ServiceProcess.START_AGAIN);
    cluster.start(victim);
  }
}
