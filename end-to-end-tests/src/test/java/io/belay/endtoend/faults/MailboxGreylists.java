package io.belay.endtoend.faults;

import java.time.Duration;

/** The mail server asks everybody to come again a moment later. */
record MailboxGreylists(Duration atFirst, Duration lasts) implements Fault {
  @Override
  public String name() {
    return "SMTP greylists for %d s".formatted(atFirst.toSeconds());
  }

  @Override
  public void strike(Cluster cluster) {
    cluster.mailbox().greylistFor(atFirst);
  }

  @Override
  public void heal(Cluster cluster) {
    cluster.mailbox().greylistFor(Duration.ZERO);
  }
}
