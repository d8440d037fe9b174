package io.belay.guard.end;

import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.boot.SpringApplication;

/**
 * Lets a service that is told to stop end as it was told, also where its state stores could not be
 * closed in time, as when the broker does not answer. Else the C library would take down what the
 * stores' threads still use, and the process would abort now and then, with a core dump.
 */
public final class UnclosedStores {
  /** What a shell calls the end by SIGTERM. */
  private static final int TERMINATED = 128 + 15;

  private static final AtomicBoolean LEFT = new AtomicBoolean();

  private UnclosedStores() {}

  /** To be called once the service has started: what ends it from then on is a signal. */
  public static void mindTheEnd() {
    SpringApplication.getShutdownHandlers().add(UnclosedStores::endIfLeft);
  }

  /** A stream did not close in time: its stores stay in use. */
  public static void left() {
    LEFT.set(true);
  }

  private static void endIfLeft() {
    if (LEFT.get()) {
      QuickExit.now(TERMINATED);
    }
  }
}
