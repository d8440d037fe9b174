package io.belay.guard.clock;

import io.belay.guard.end.QuickExit;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;

/**
 * Ends the process, in order and to be started again, when the wall clock was set back.
 *
 * <p>Kafka's clients reckon their waits by the wall clock: one that went back by ten minutes has
 * them commit nothing, retry nothing and send no heartbeat for ten minutes, some of them cannot
 * even be closed, and there is no way to tell them. A new process knows the time. A clock that is
 * set ahead does no such harm: waits end early.
 */
public final class ClockGuard {
  private static final Logger log = LoggerFactory.getLogger(ClockGuard.class);

  /** Exit code of a process that wants to be started again: EX_TEMPFAIL of sysexits. */
  private static final int START_AGAIN = 75;

  /** What Kafka's clients wait out by themselves: a transaction lives longer. */
  private static final Duration HARMLESS = Duration.ofSeconds(2);

  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  /** What hangs by the clock then does not keep the process. */
  private static final Duration ORDERLY_END = Duration.ofSeconds(15);

  private final WallClock clock;
  private final Runnable ends;

  ClockGuard(WallClock clock, Runnable ends) {
    this.clock = clock;
    this.ends = ends;
  }

  /** Looks at the wall clock until the process ends. */
  public static void start() {
    var guard = new ClockGuard(WallClock.ofThisMachine(), ClockGuard::end);
    Thread.ofPlatform().name("wall-clock").daemon().start(guard::watch);
  }

  private void watch() {
    while (pause(LOOK_EVERY)) {
      look();
    }
  }

  void look() {
    var setBack = clock.setBack();
    if (setBack.compareTo(HARMLESS) > 0) {
      log.error(
          "The wall clock was set back by {}, for as long Kafka's clients would do nothing: this"
              + " process ends with exit code {}, to be started again",
          setBack,
          START_AGAIN);
      ends.run();
    }
  }

  private static void end() {
    Thread.ofPlatform()
        .name("end-at-the-latest")
        .daemon()
        .start(
            () -> {
              pause(ORDERLY_END);
              QuickExit.now(START_AGAIN);
            });
    // a stream that could not be closed has its stores open still
    SpringApplication.getShutdownHandlers().add(() -> QuickExit.now(START_AGAIN));
    System.exit(START_AGAIN);
  }

  /** Whether nobody interrupted it. */
  private static boolean pause(Duration length) {
    try {
      Thread.sleep(length);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
