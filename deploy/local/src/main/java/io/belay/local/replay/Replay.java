package io.belay.local.replay;

import io.belay.local.count.Tally;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Plays a log: each event at its time, moved to now and compressed. */
public final class Replay {
  private static final long BUFFERED_MILLIS = 20;
  private static final double MILLIS = 1e3;

  private final EventLog log;
  private final LogMapping mapping;
  private final double speed;
  private final Tally tally;
  private final AtomicInteger played = new AtomicInteger();
  private volatile int sent;

  public Replay(EventLog log, LogMapping mapping, double speed, Tally tally) {
    this.log = log;
    this.mapping = mapping;
    this.speed = speed;
    this.tally = tally;
  }

  /**
   * Sends everything; returns when all of it is answered.
   *
   * @throws IOException when intake acknowledges nothing for long
   */
  public void play(String intakeUrl, String token) throws IOException, InterruptedException {
    if (log.events().isEmpty()) {
      return;
    }
    var first = log.events().getFirst().at();
    var start = Instant.now();
    var opened = new HashSet<String>();
    try (var sender = new LogSender(URI.create(intakeUrl), token, tally)) {
      for (var event : log.events()) {
        var at = start.plusMillis(compressedMillis(Duration.between(first, event.at())));
        awaitTime(at, sender);
        if (LogMapping.opens(event) && opened.add(event.caseId())) {
          sender.open(event.caseId(), mapping.opening(event, at));
        } else {
          for (var report : mapping.events(event, at)) {
            sender.report(event.caseId(), report);
          }
        }
        played.incrementAndGet();
        sent = sender.sent();
      }
      sender.finish();
      sent = sender.sent();
    }
  }

  /** Events of the log played so far. */
  public int played() {
    return played.get();
  }

  /** Lines sent so far. */
  public int sent() {
    return sent;
  }

  private long compressedMillis(Duration sinceFirst) {
    return Math.round(sinceFirst.toMillis() / speed);
  }

  private static void awaitTime(Instant at, LogSender sender)
      throws IOException, InterruptedException {
    for (long early = millisUntil(at); early > 0; early = millisUntil(at)) {
      sender.flush();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(Math.min(early, BUFFERED_MILLIS)));
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  private static long millisUntil(Instant at) {
    return Duration.between(Instant.now(), at).toMillis();
  }

  /** The speed at which a log takes so long. */
  public static double speedFor(Duration span, Duration wanted) {
    return Math.max(1, Math.ceil(span.toMillis() / MILLIS / wanted.toSeconds()));
  }
}
