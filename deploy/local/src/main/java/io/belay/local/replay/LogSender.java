package io.belay.local.replay;

import io.belay.local.count.Tally;
import io.belay.local.replay.LineRequest.Line;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends openings and events as lines, in order within a case: an event follows the answer that
 * names its case. What was not acknowledged, because the broker was away, the connection was lost
 * or no answer came in time, is sent again under the same ids. To be used by one thread.
 */
final class LogSender implements AutoCloseable {
  private static final int UNANSWERED_AT_MOST = 1_000;
  private static final int TRIES = 30;
  private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(1);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
  private static final int NOT_ACKNOWLEDGED = 503;
  private static final int REFUSED_FROM = 400;

  private final URI intake;
  private final String token;
  private final Duration answerWithin;
  private final Tally tally;
  private final JsonMapper json = new JsonMapper();

  private final Map<String, String> caseIds = new HashMap<>();
  private final Map<String, List<Line>> waiting = new HashMap<>();
  private final Set<String> refusedCases = new HashSet<>();
  private final Deque<Line> ready = new ArrayDeque<>();
  private final List<Line> again = new ArrayList<>();
  private @Nullable LineRequest request;
  private int sent;
  private int triesLeft = TRIES;

  LogSender(URI intake, String token, Tally tally) {
    this(intake, token, ANSWER_WITHIN, tally);
  }

  LogSender(URI intake, String token, Duration answerWithin, Tally tally) {
    this.intake = intake;
    this.token = token;
    this.answerWithin = answerWithin;
    this.tally = tally;
  }

  /** Sends an opening; blocks while too much is unanswered. */
  void open(String logCase, Map<String, Object> opening) throws InterruptedException, IOException {
    waiting.putIfAbsent(logCase, new ArrayList<>());
    put(new Line(logCase, true, opening));
  }

  /** Sends an event, now or when its case is known. */
  void report(String logCase, Map<String, Object> event) throws InterruptedException, IOException {
    // what waited for the case's id goes first
    putReady();
    var line = new Line(logCase, false, event);
    if (caseIds.containsKey(logCase)) {
      put(line);
    } else if (refusedCases.contains(logCase) || !waiting.containsKey(logCase)) {
      tally.refused("case not opened");
    } else {
      waiting.getOrDefault(logCase, new ArrayList<>()).add(line);
    }
  }

  /** Lines written so far, each once. */
  int sent() {
    return sent;
  }

  /** Hands over what is buffered, and takes the answers that are there. */
  void flush() throws InterruptedException, IOException {
    if (request != null) {
      request.flush();
      request.takeAnswers(Duration.ZERO, this::answered);
    }
    putReady();
  }

  /** Returns when every line has its answer. */
  void finish() throws InterruptedException, IOException {
    do {
      putReady();
      if (request != null && (request.unanswered() > 0 || !again.isEmpty())) {
        answersOrRepeat();
      }
    } while (!ready.isEmpty() || !again.isEmpty() || (request != null && request.unanswered() > 0));
  }

  @Override
  public void close() throws InterruptedException {
    if (request != null) {
      request.end(answerWithin, this::answered);
    }
  }

  private void putReady() throws InterruptedException, IOException {
    for (var line = ready.pollFirst(); line != null; line = ready.pollFirst()) {
      put(line);
    }
  }

  private void put(Line line) throws InterruptedException, IOException {
    var open = request == null ? reopened() : request;
    open.takeAnswers(Duration.ZERO, this::answered);
    while (open.broken() || !again.isEmpty() || open.unanswered() >= UNANSWERED_AT_MOST) {
      open = answersOrRepeat();
    }
    sent++;
    open.write(line, jsonOf(line));
  }

  /** Waits for answers; what gets none, or was not acknowledged, goes into a new request. */
  private LineRequest answersOrRepeat() throws InterruptedException, IOException {
    var open = request == null ? reopened() : request;
    open.flush();
    boolean silent =
        !open.broken() && again.isEmpty() && open.takeAnswers(answerWithin, this::answered) == 0;
    return silent || open.broken() || !again.isEmpty() ? reopened() : open;
  }

  /** Ends the request, and begins a new one with what it left unanswered. */
  private LineRequest reopened() throws InterruptedException, IOException {
    if (request != null) {
      again.addAll(request.end(answerWithin, this::answered));
      request = null;
      TimeUnit.MILLISECONDS.sleep(TRY_AGAIN_AFTER.toMillis());
    }
    while (triesLeft-- > 0) {
      try {
        var next = new LineRequest(new LineDoor(intake, token));
        request = next;
        again.forEach(line -> next.write(line, jsonOf(line)));
        again.clear();
        return next;
      } catch (IOException away) {
        TimeUnit.MILLISECONDS.sleep(TRY_AGAIN_AFTER.toMillis());
      }
    }
    throw new IOException(
        "Expected intake to acknowledge events, but it did not in %d tries".formatted(TRIES));
  }

  private String jsonOf(Line line) {
    if (line.opening()) {
      return json.writeValueAsString(Map.of("open", line.body()));
    }
    var body = new HashMap<>(line.body());
    body.put("caseId", caseIds.getOrDefault(line.logCase(), ""));
    return json.writeValueAsString(body);
  }

  private void answered(Line line, String result) {
    var answer = json.readTree(result);
    int status = answer.path("status").asInt(0);
    if (status == NOT_ACKNOWLEDGED) {
      again.add(line);
    } else if (status >= REFUSED_FROM) {
      refused(line, answer);
    } else {
      triesLeft = TRIES;
      tally.acknowledged(answer.path("eventId").asString());
      if (line.opening()) {
        caseIds.put(line.logCase(), answer.path("caseId").asString());
        var held = waiting.put(line.logCase(), List.of());
        if (held != null) {
          ready.addAll(held);
        }
      }
    }
  }

  private void refused(Line line, JsonNode answer) {
    var type = answer.path("type").asString("");
    var reason = type.substring(type.lastIndexOf('/') + 1);
    var fields = new ArrayList<String>();
    answer.path("errors").forEach(error -> fields.add(error.path("field").asString("")));
    tally.refused(fields.isEmpty() ? reason : reason + " " + String.join(", ", fields));
    if (line.opening()) {
      refusedCases.add(line.logCase());
      var held = waiting.remove(line.logCase());
      if (held != null) {
        held.forEach(event -> tally.refused("case not opened"));
      }
    }
  }
}
