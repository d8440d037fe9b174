package io.belay.endtoend.faults;

import io.belay.local.inbox.SmsCentreBehaviour;
import java.time.Duration;

/** The SMS centre takes its time over each answer. */
record SmsCentreSlow(Duration answersAfter, Duration lasts) implements Fault {
  @Override
  public String name() {
    return "SMS centre answers after %d ms".formatted(answersAfter.toMillis());
  }

  @Override
  public void strike(Cluster cluster) {
    cluster.smsCentre().behave(SmsCentreBehaviour.healthy().answeringAfter(answersAfter));
  }

  @Override
  public void heal(Cluster cluster) {
    cluster.smsCentre().behave(SmsCentreBehaviour.healthy());
  }
}
