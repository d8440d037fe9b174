package io.belay.benchmarks;

import io.belay.local.inbox.Message;
import io.belay.local.replay.LineDoor;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** How soon the customer's phone rings after a case is told to the door, at a steady rate. */
final class SmsTable {
  private static final int WARM_UP_SECONDS = 10;
  private static final int ARRIVE_WITHIN_SECONDS = 60;

  /** Requests that wait for their answer, each on a connection of its own. */
  private static final int MOST_AT_ONCE = 256;

  /** Parts of the load at which services just started begin, one after the other. */
  private static final List<Integer> FIRST_PARTS = List.of(10, 4);

  /** They go on until they are compiled; after so many they are measured as is. */
  private static final int MOST_STRETCHES = 20;

  private static final Duration MOST_TO_MAKE_WARM = Duration.ofSeconds(30);

  private final BenchPlatform platform;
  private int rounds;

  /** How a case is told. */
  enum Way {
    REQUESTS("a request each"),
    STREAM("lines of one streamed request");

    private final String words;

    Way(String words) {
      this.words = words;
    }
  }

  SmsTable(BenchPlatform platform) {
    this.platform = platform;
  }

  /**
   * {@link #eventToSms} once for each way, after stretches that are not counted: rising loads, half
   * the load and, for each way, the whole load, until the compilers are almost idle. Each is shown
   * with what compilers took of it.
   */
  void print(int perSecond, Duration length, PrintStream out) throws Exception {
    for (int part : FIRST_PARTS) {
      makeWarm(Way.REQUESTS, Math.max(1, perSecond / part), length, out);
    }
    makeWarmUntilCompiled(Way.REQUESTS, Math.max(1, perSecond / 2), length, out);
    for (var way : Way.values()) {
      makeWarmUntilCompiled(way, perSecond, length, out);
      var stretch = new Stretch(platform.jvms());
      var spread = eventToSms(way, perSecond, length);
      out.printf(
          "case at the door to SMS at the gateway, %,d/s, %s%n  %s%n  %s%n",
          perSecond, way.words, spread, used(stretch, perSecond, length));
    }
  }

  private void makeWarmUntilCompiled(Way way, int perSecond, Duration length, PrintStream out)
      throws Exception {
    double compilers = 1;
    for (int i = 0; i < MOST_STRETCHES && compilers >= Stretch.COMPILED_BELOW; i++) {
      compilers = makeWarm(way, perSecond, length, out);
    }
  }

  /** What the compilers took of the processors meanwhile. */
  private double makeWarm(Way way, int perSecond, Duration length, PrintStream out)
      throws Exception {
    var atMost = length.compareTo(MOST_TO_MAKE_WARM) < 0 ? length : MOST_TO_MAKE_WARM;
    var stretch = new Stretch(platform.jvms());
    var spread = eventToSms(way, perSecond, atMost);
    double compilers = stretch.compilersShare();
    out.printf("  to make warm, %,d/s, %s: %s%n", perSecond, way.words, spread);
    out.println("    " + used(stretch, perSecond, atMost));
    return compilers;
  }

  private static String used(Stretch stretch, int perSecond, Duration length) {
    return "compilers had %2.0f %%; %s"
        .formatted(
            stretch.compilersShare() * 100,
            stretch.millisEach(perSecond * (int) length.toSeconds()));
  }

  /**
   * From the moment a case is sent to the door until its first SMS is at the gateway. What is sent
   * in the first {@value #WARM_UP_SECONDS} seconds of the length is waited for and not counted.
   */
  Spread eventToSms(Way way, int perSecond, Duration length) throws Exception {
    int round = rounds++;
    int total = (int) (perSecond * length.toSeconds());
    int uncounted = perSecond * WARM_UP_SECONDS;
    Map<String, Instant> sentAt = new ConcurrentHashMap<>();
    Map<String, Instant> receivedAt = new ConcurrentHashMap<>();
    var missing = new CountDownLatch(total);
    var refused = new ConcurrentLinkedQueue<String>();
    try (AutoCloseable phones =
            platform.inbox().onArrival(message -> received(message, sentAt, receivedAt, missing));
        var door = way == Way.STREAM ? new Lines(refused) : new Requests(refused)) {
      long started = System.nanoTime();
      for (int i = 0; i < total; i++) {
        long due = started + i * 1_000_000_000L / perSecond;
        while (System.nanoTime() < due) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        String phone = "8613%02d%07d".formatted(round, i);
        door.tells(phone, sentAt);
      }
      if (!missing.await(ARRIVE_WITHIN_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException(
            "Expected %d messages, but %d did not arrive; not acknowledged by the door: %d %s"
                .formatted(total, missing.getCount(), refused.size(), refused.peek()));
      }
    }
    List<Long> took = new ArrayList<>(total);
    receivedAt.forEach(
        (phone, at) -> {
          if (Integer.parseInt(phone.substring(phone.length() - 7)) >= uncounted) {
            took.add(Duration.between(sentAt.getOrDefault(phone, at), at).toMillis());
          }
        });
    return Spread.of(took);
  }

  private static void received(
      Message message,
      Map<String, Instant> sentAt,
      Map<String, Instant> receivedAt,
      CountDownLatch missing) {
    String phone = message.to().replace("+", "");
    if (sentAt.containsKey(phone) && receivedAt.putIfAbsent(phone, message.receivedAt()) == null) {
      missing.countDown();
    }
  }

  /** Does not wait for the answer: the next case comes when it is due. */
  private interface Door extends AutoCloseable {
    void tells(String phone, Map<String, Instant> sentAt) throws IOException;
  }

  private final class Requests implements Door {
    private final ExecutorService threads = Executors.newFixedThreadPool(MOST_AT_ONCE);
    private final RequestDoor requests = new RequestDoor(platform.intakeUrl(), platform.token());
    private final ConcurrentLinkedQueue<String> refused;

    Requests(ConcurrentLinkedQueue<String> refused) {
      this.refused = refused;
    }

    @Override
    public void tells(String phone, Map<String, Instant> sentAt) {
      // who finds no thread has waited from here on
      sentAt.put(phone, Instant.now());
      threads.execute(
          () -> {
            try {
              requests.opens(Opening.ordinary("sms-" + phone, "+" + phone));
            } catch (RuntimeException notOpened) {
              refused.add(phone + ": " + notOpened.getMessage());
            }
          });
    }

    @Override
    public void close() throws IOException {
      threads.close();
      requests.close();
    }
  }

  /** Each line is on its way before the next is due. */
  private final class Lines implements Door {
    private final LineDoor stream =
        new LineDoor(URI.create(platform.intakeUrl()), platform.token());
    private final ExecutorService reader = Executors.newSingleThreadExecutor();
    private final Future<?> results;

    Lines(ConcurrentLinkedQueue<String> refused) throws IOException {
      results =
          reader.submit(
              () -> {
                stream.readResults(
                    line -> {
                      if (!line.contains("\"caseId\"")) {
                        refused.add(line);
                      }
                    });
                return null;
              });
    }

    @Override
    public void tells(String phone, Map<String, Instant> sentAt) throws IOException {
      sentAt.put(phone, Instant.now());
      stream.send(Opening.ordinary("sms-" + phone, "+" + phone).line());
      stream.flush();
    }

    @Override
    public void close() throws Exception {
      try (stream;
          reader) {
        stream.end();
        results.get();
      }
    }
  }
}
