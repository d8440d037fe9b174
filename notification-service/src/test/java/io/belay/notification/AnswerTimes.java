package io.belay.notification;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * How long a service takes to answer requests of several kinds. They are sent in turns, so that
 * whatever else the machine does slows all kinds alike.
 */
final class AnswerTimes {
  /** What came, and how long that took. */
  record Answer(int status, String body, Duration took) {}

  private final String url;
  private final int atOnce;
  private final Map<String, List<Answer>> byKind = new ConcurrentSkipListMap<>();

  /**
   * @param atOnce so many requests are under way at a time
   */
  AnswerTimes(int port, int atOnce) {
    this.url = "http://127.0.0.1:" + port;
    this.atOnce = atOnce;
  }

  /**
   * Asks, one of each kind in turns.
   *
   * @param each so many of each kind
   * @param kinds the path of a kind's n-th request, by the kind's name
   */
  void ask(int each, Map<String, IntFunction<String>> kinds) throws Exception {
    var underWay = new Semaphore(atOnce);
    var asked = new ArrayList<Future<?>>();
    try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < each; i++) {
        for (var kind : kinds.entrySet()) {
          var path = kind.getValue().apply(i);
          underWay.acquire();
          asked.add(
              threads.submit(
                  () -> {
                    try {
                      return answersOf(kind.getKey()).add(ask(client, path));
                    } finally {
                      underWay.release();
                    }
                  }));
        }
      }
      for (var answer : asked) {
        answer.get();
      }
    }
  }

  /** All answers to these kinds. */
  Stream<Answer> answersTo(String... kinds) {
    return Stream.of(kinds).flatMap(kind -> answersOf(kind).stream());
  }

  /** By kind. */
  Map<String, Duration> medians() {
    var medians = new TreeMap<String, Duration>();
    byKind.forEach((kind, answers) -> medians.put(kind, median(answers)));
    return medians;
  }

  /** Between the fastest kind's median and the slowest one's. */
  Duration differenceOfMedians() {
    var medians = medians().values();
    return Collections.max(medians).minus(Collections.min(medians));
  }

  private List<Answer> answersOf(String kind) {
    return byKind.computeIfAbsent(kind, first -> Collections.synchronizedList(new ArrayList<>()));
  }

  private Answer ask(HttpClient client, String path) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(url + path)).build();
    long began = System.nanoTime();
    var answer = client.send(request, BodyHandlers.ofString());
    return new Answer(
        answer.statusCode(), answer.body(), Duration.ofNanos(System.nanoTime() - began));
  }

  private static Duration median(List<Answer> answers) {
    return answers.stream().map(Answer::took).sorted().toList().get(answers.size() / 2);
  }
}
