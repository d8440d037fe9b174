package io.belay.endtoend.faults;

import io.belay.local.inbox.SmsCentreBehaviour;
import java.time.Duration;

/** The SMS centre takes messages and never sends a receipt. */
record SmsCentreSilent(Duration lasts) implements Fault {
  @Override
  public String name() {
    return "SMS centre without receipts";
  }

  @Override
  public void strike(Cluster cluster) {
    cluster.smsCentre().behave(SmsCentreBehaviour.healthy().withoutReceipts());
  }

  @Override
  public void heal(Cluster cluster) {
    cluster.smsCentre().behave(SmsCentreBehaviour.healthy());
  }
}
