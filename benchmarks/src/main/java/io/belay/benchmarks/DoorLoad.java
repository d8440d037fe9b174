package io.belay.benchmarks;

import io.belay.local.inbox.Message;
import io.belay.local.replay.LineDoor;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** What a bank system sees at the REST door, and how soon the customer's phone rings. */
final class DoorLoad {
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
  private static final int CREATED = 201;
  private static final Set<Integer> COME_BACK = Set.of(429, 503);
  private static final Duration COME_BACK_AFTER = Duration.ofSeconds(1);
  private static final int MOST_RETRIES = 5;
  private static final int WARM_UP_SECONDS = 10;

  /** Parts of the load at which services just started begin, one after the other. */
  private static final List<Integer> FIRST_PARTS = List.of(10, 4);

  /** At half the load they go on until they are compiled; after so many they are measured as is. */
  private static final int MOST_STRETCHES = 20;

  private final BenchPlatform platform;
  private int rounds;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(ANSWER_WITHIN)
          .build();

  DoorLoad(BenchPlatform platform) {
    this.platform = platform;
  }

  /** Cases a second that are acknowledged to so many clients who each wait for their answer. */
  Rate casesAcknowledged(String url, int clients, Duration length) throws InterruptedException {
    int round = rounds++;
    var acknowledged = new AtomicLong();
    long started = System.nanoTime();
    long end = started + length.toNanos();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int client = 0; client < clients; client++) {
        int number = client;
        threads.execute(
            () -> {
              for (int i = 0; System.nanoTime() < end; i++) {
                opens(url, "load-%d-%d-%d".formatted(round, number, i), "");
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

  /**
   * As {@link #eventToSms}, after stretches that each last as long and are not counted: rising
   * loads, half the load until the compilers are almost idle, and the whole load once. Each is
   * shown with what compilers took of it.
   */
  Spread eventToSmsOnceWarm(int perSecond, Duration length, PrintStream out) throws Exception {
    for (int part : FIRST_PARTS) {
      warmUp(Math.max(1, perSecond / part), length, out);
    }
    int half = Math.max(1, perSecond / 2);
    double compilers = 1;
    for (int i = 0; i < MOST_STRETCHES && compilers >= Stretch.COMPILED_BELOW; i++) {
      compilers = warmUp(half, length, out);
    }
    warmUp(perSecond, length, out);
    var stretch = new Stretch(platform.jvms());
    var spread = eventToSms(perSecond, length);
    out.println("  " + used(stretch, perSecond, length));
    return spread;
  }

  /** What the compilers took of the processors meanwhile. */
  private double warmUp(int perSecond, Duration length, PrintStream out) throws Exception {
    var stretch = new Stretch(platform.jvms());
    var spread = eventToSms(perSecond, length);
    out.printf("  to make warm, %,d/s: %s%n", perSecond, spread);
    out.println("    " + used(stretch, perSecond, length));
    return stretch.compilersShare();
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
  Spread eventToSms(int perSecond, Duration length) throws Exception {
    int round = rounds++;
    int total = (int) (perSecond * length.toSeconds());
    int uncounted = perSecond * WARM_UP_SECONDS;
    Map<String, Instant> sentAt = new ConcurrentHashMap<>();
    Map<String, Instant> receivedAt = new ConcurrentHashMap<>();
    var missing = new CountDownLatch(total);
    var refused = new ConcurrentLinkedQueue<String>();
    try (AutoCloseable phones =
            platform.inbox().onArrival(message -> received(message, sentAt, receivedAt, missing));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long started = System.nanoTime();
      for (int i = 0; i < total; i++) {
        long due = started + i * 1_000_000_000L / perSecond;
        while (System.nanoTime() < due) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        String phone = "8613%02d%07d".formatted(round, i);
        threads.execute(
            () -> {
              sentAt.put(phone, Instant.now());
              try {
                opens(platform.intakeUrl(), "sms-" + phone, "+" + phone);
              } catch (RuntimeException notOpened) {
                refused.add(phone + ": " + notOpened.getMessage());
              }
            });
      }
      if (!missing.await(60, TimeUnit.SECONDS)) {
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

  /** Cases a second that are acknowledged line by line in one streamed request. */
  Rate casesStreamed(int cases) throws Exception {
    int round = rounds++;
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
        String key = "stream-%d-%d".formatted(round, i);
        request.send("{\"open\":%s}".formatted(body(key, "", key)));
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

  private static String body(String customer, String phone, String key) {
    String contact = phone.isEmpty() ? "" : ",\"phone\":\"%s\",\"locale\":\"en\"".formatted(phone);
    return "{\"category\":\"other\",\"channel\":\"API\",\"source\":\"benchmarks\",\"externalId\":\"%s\","
            .formatted(key)
        + "\"summary\":\"A case of the benchmark\",\"customer\":{\"id\":\"customer-of-%s\"%s}}"
            .formatted(customer, contact);
  }

  private void opens(String url, String key, String phone) {
    String body = body(key, phone, key);
    var request =
        HttpRequest.newBuilder(URI.create(url + "/v1/cases"))
            .timeout(ANSWER_WITHIN)
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + platform.token())
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      var answer = http.send(request, BodyHandlers.ofString());
      // As any client would: the same key again is the same case.
      for (int again = 0;
          COME_BACK.contains(answer.statusCode()) && again < MOST_RETRIES;
          again++) {
        Thread.sleep(COME_BACK_AFTER);
        answer = http.send(request, BodyHandlers.ofString());
      }
      if (answer.statusCode() != CREATED) {
        throw new IllegalStateException(
            "Expected 201, but the answer is %d: %s".formatted(answer.statusCode(), answer.body()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
