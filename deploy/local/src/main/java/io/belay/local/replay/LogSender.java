package io.belay.local.replay;

import io.belay.local.count.Tally;
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
 * names its case. What was not acknowledged, because the broker was away or the connection was
 * lost, is sent again under the same ids.
 */
final class LogSender implements AutoCloseable {
  private static final int UNANSWERED_AT_MOST = 1_000;
  private static final int TRIES = 30;
  private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(1);
  private static final int NOT_ACKNOWLEDGED = 503;
  private static final int REFUSED_FROM = 400;

  private final URI intake;
  private final String token;
  private final Tally tally;
  private final JsonMapper json = new JsonMapper();

  private final Deque<Item> unanswered = new ArrayDeque<>();
  private final Deque<Item> again = new ArrayDeque<>();
  private final Map<String, String> caseIds = new HashMap<>();
  private final Map<String, List<Item>> waiting = new HashMap<>();
  private final Set<String> refusedCases = new HashSet<>();
  private final Deque<Item> ready = new ArrayDeque<>();
  private @Nullable LineDoor door;
  private @Nullable Thread results;
  private boolean broken;
  private int sent;
  private int triesLeft = TRIES;

  /** One line: an opening, or an event that needs its case's id. */
  private record Item(String logCase, boolean opening, Map<String, Object> body) {}

  LogSender(URI intake, String token, Tally tally) {
    this.intake = intake;
    this.token = token;
    this.tally = tally;
  }

  /** Sends an opening; blocks while too much is unanswered. */
  synchronized void open(String logCase, Map<String, Object> opening)
      throws InterruptedException, IOException {
    waiting.putIfAbsent(logCase, new ArrayList<>());
    put(new Item(logCase, true, opening));
  }

  /** Sends an event, now or when its case is known. */
  synchronized void report(String logCase, Map<String, Object> event)
      throws InterruptedException, IOException {
    var item = new Item(logCase, false, event);
    if (caseIds.containsKey(logCase)) {
      put(item);
    } else if (refusedCases.contains(logCase) || !waiting.containsKey(logCase)) {
      tally.refused("case not opened");
    } else {
      waiting.getOrDefault(logCase, new ArrayList<>()).add(item);
    }
    putReady();
  }

  /** Lines written so far, each once. */
  synchronized int sent() {
    return sent;
  }

  /** Hands over what is buffered. */
  synchronized void flush() throws InterruptedException, IOException {
    putReady();
    if (door != null && !broken) {
      try {
        door.flush();
      } catch (IOException lost) {
        broken = true;
      }
    }
  }

  /** Returns when every line has its answer. */
  synchronized void finish() throws InterruptedException, IOException {
    while (true) {
      flush();
      if (broken) {
        reopen();
      } else if (unanswered.isEmpty() && ready.isEmpty()) {
        if (waiting.values().stream().allMatch(List::isEmpty)) {
          return;
        }
      }
      wait(100);
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    LineDoor open;
    synchronized (this) {
      open = door;
      if (open != null && !broken) {
        open.end();
      }
    }
    if (results != null) {
      results.join();
    }
    if (open != null) {
      open.close();
    }
  }

  private void putReady() throws InterruptedException, IOException {
    for (var item = ready.pollFirst(); item != null; item = ready.pollFirst()) {
      put(item);
    }
  }

  private void put(Item item) throws InterruptedException, IOException {
    while (unanswered.size() >= UNANSWERED_AT_MOST && !broken) {
      flushQuietly();
      wait(100);
    }
    if (door == null || broken) {
      reopen();
    }
    sent++;
    write(item);
  }

  private void write(Item item) {
    unanswered.addLast(item);
    try {
      if (door != null) {
        door.send(line(item));
      }
    } catch (IOException lost) {
      broken = true;
    }
  }

  private String line(Item item) {
    if (item.opening()) {
      return json.writeValueAsString(Map.of("open", item.body()));
    }
    var body = new HashMap<>(item.body());
    body.put("caseId", caseIds.getOrDefault(item.logCase(), ""));
    return json.writeValueAsString(body);
  }

  private void flushQuietly() {
    try {
      if (door != null) {
        door.flush();
      }
    } catch (IOException lost) {
      broken = true;
    }
  }

  /** Ends the broken request, and begins a new one with what the old one left unanswered. */
  private void reopen() throws InterruptedException, IOException {
    while (true) {
      endBroken();
      if (triesLeft-- == 0) {
        throw new IOException(
            "Expected intake to acknowledge events, but it did not in %d tries".formatted(TRIES));
      }
      try {
        var next = new LineDoor(intake, token);
        var repeat = new ArrayList<>(again);
        again.clear();
        broken = false;
        door = next;
        results = new Thread(() -> read(next), "line-results");
        results.setDaemon(true);
        results.start();
        repeat.forEach(this::write);
        return;
      } catch (IOException away) {
        wait(TRY_AGAIN_AFTER.toMillis());
      }
    }
  }

  private void endBroken() throws InterruptedException {
    var old = door;
    if (old == null) {
      return;
    }
    flushQuietly();
    try {
      old.end();
    } catch (IOException alreadyGone) {
      // the reader below ends by itself
    }
    long end = System.nanoTime() + TRY_AGAIN_AFTER.multipliedBy(60).toNanos();
    while (results != null && results.isAlive() && System.nanoTime() < end) {
      wait(50);
    }
    again.addAll(unanswered);
    unanswered.clear();
    door = null;
    TimeUnit.MILLISECONDS.timedWait(this, TRY_AGAIN_AFTER.toMillis());
    try {
      old.close();
    } catch (IOException alreadyGone) {
      // nothing is left to close
    }
  }

  private void read(LineDoor from) {
    try {
      from.readResults(this::answered);
    } catch (IOException lost) {
      synchronized (this) {
        broken = true;
      }
    }
    synchronized (this) {
      notifyAll();
    }
  }

  private synchronized void answered(String result) {
    var item = unanswered.pollFirst();
    if (item == null) {
      throw new IllegalStateException("Expected no more results than lines, but got " + result);
    }
    var answer = json.readTree(result);
    int status = answer.path("status").asInt(0);
    if (status == NOT_ACKNOWLEDGED) {
      again.addLast(item);
      broken = true;
    } else if (status >= REFUSED_FROM) {
      refused(item, answer);
    } else {
      triesLeft = TRIES;
      tally.acknowledged(answer.path("eventId").asString());
      if (item.opening()) {
        caseIds.put(item.logCase(), answer.path("caseId").asString());
        var held = waiting.put(item.logCase(), List.of());
        if (held != null) {
          ready.addAll(held);
        }
      }
    }
    notifyAll();
  }

  private void refused(Item item, JsonNode answer) {
    var type = answer.path("type").asString("");
    var reason = type.substring(type.lastIndexOf('/') + 1);
    var fields = new ArrayList<String>();
    answer.path("errors").forEach(error -> fields.add(error.path("field").asString("")));
    tally.refused(fields.isEmpty() ? reason : reason + " " + String.join(", ", fields));
    if (item.opening()) {
      refusedCases.add(item.logCase());
      var held = waiting.remove(item.logCase());
      if (held != null) {
        held.forEach(event -> tally.refused("case not opened"));
      }
    }
  }
}
