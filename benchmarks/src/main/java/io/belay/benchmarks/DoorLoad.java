package io.belay.benchmarks;

import io.belay.local.replay.LineDoor;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;

/** What bank systems see at the REST doors. */
final class DoorLoad {
  private final BenchPlatform platform;
  private int rounds;

  DoorLoad(BenchPlatform platform) {
    this.platform = platform;
  }

  /** Cases a second that are acknowledged to so many clients who each wait for their answer. */
  Rate casesAcknowledged(String url, int clients, Duration length) throws Exception {
    int round = rounds++;
    var acknowledged = new AtomicLong();
    long started = System.nanoTime();
    long end = started + length.toNanos();
    try (var requests = new RequestDoor(url, platform.token());
        var threads = Executors.newFixedThreadPool(clients)) {
      for (int client = 0; client < clients; client++) {
        int number = client;
        threads.execute(
            () -> {
              for (int i = 0; System.nanoTime() < end; i++) {
                requests.opens(Opening.ordinary("load-%d-%d-%d".formatted(round, number, i), ""));
                acknowledged.incrementAndGet();
              }
            });
      }
      threads.shutdown();
      if (!threads.awaitTermination(length.toSeconds() + 60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("Expected all clients to end, but some still wait");
      }
    }
    return new Rate(acknowledged.get(), Duration.ofNanos(System.nanoTime() - started));
  }

  /** Cases a second that are acknowledged line by line in one streamed request. */
  Rate casesStreamed(int cases) throws Exception {
    int round = rounds++;
    return streamed(cases, i -> Opening.ordinary("stream-%d-%d".formatted(round, i), ""));
  }

  /** Opens so many in one streamed request, until each is acknowledged. */
  Rate streamed(int cases, IntFunction<Opening> opening) throws Exception {
    var acknowledged = new AtomicLong();
    try (var request = new LineDoor(URI.create(platform.intakeUrl()), platform.token());
        var threads = Executors.newSingleThreadExecutor()) {
      long started = System.nanoTime();
      var answers =
          threads.submit(
              () -> {
                request.readResults(
                    line -> {
                      if (line.contains("\"caseId\"")) {
                        acknowledged.incrementAndGet();
                      }
                    });
                return null;
              });
      for (int i = 0; i < cases; i++) {
        request.send(opening.apply(i).line());
      }
      request.end();
      answers.get();
      if (acknowledged.get() != cases) {
        throw new IllegalStateException(
            "Expected %,d cases to be acknowledged, but %,d were"
                .formatted(cases, acknowledged.get()));
      }
      return new Rate(cases, Duration.ofNanos(System.nanoTime() - started));
    }
  }
}
