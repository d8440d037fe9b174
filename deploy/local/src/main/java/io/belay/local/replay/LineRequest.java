package io.belay.local.replay;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * One streamed request, and its lines that have no answer yet. To be used by one thread; another
 * one reads the answers and does nothing else.
 */
final class LineRequest {
  private final LineDoor door;
  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
  private final Deque<Line> unanswered = new ArrayDeque<>();
  private boolean broken;
  private boolean ended;

  /**
   * What a line says.
   *
   * @param logCase the case as the log names it
   * @param opening true: it opens the case; false: an event that needs its case's id
   */
  record Line(String logCase, boolean opening, Map<String, Object> body) {}

  private sealed interface Answer {
    /** The result of the first line that has none. */
    record Result(String json) implements Answer {}

    /** No more results come. */
    record End() implements Answer {}
  }

  LineRequest(LineDoor door) {
    this.door = door;
    Thread.ofPlatform().name("line-results").daemon().start(this::read);
  }

  private void read() {
    try {
      door.readResults(json -> answers.add(new Answer.Result(json)));
    } catch (IOException | RuntimeException lost) {
      // what is unanswered is sent again, whatever the reason
    } finally {
      answers.add(new Answer.End());
    }
  }

  /** Writes a line; it may stay in the buffer until {@link #flush}. */
  void write(Line line, String json) {
    unanswered.addLast(line);
    try {
      door.send(json);
    } catch (IOException lost) {
      broken = true;
    }
  }

  void flush() {
    try {
      door.flush();
    } catch (IOException lost) {
      broken = true;
    }
  }

  int unanswered() {
    return unanswered.size();
  }

  /** True when lines that are unanswered will stay so. */
  boolean broken() {
    return broken || ended;
  }

  /** Takes the answers that are there, or waits for the first. Returns how many it took. */
  int takeAnswers(Duration wait, BiConsumer<Line, String> answered) throws InterruptedException {
    int taken = 0;
    var answer = answers.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
    while (answer != null) {
      switch (answer) {
        case Answer.End end -> ended = true;
        case Answer.Result(String json) -> {
          var line = unanswered.pollFirst();
          if (line == null) {
            throw new IllegalStateException("Expected no more results than lines, but got " + json);
          }
          answered.accept(line, json);
        }
      }
      taken++;
      answer = answers.poll();
    }
    return taken;
  }

  /**
   * Ends the body and takes the answers that still come.
   *
   * @param patience how long the next answer may take
   * @return the lines that got none
   */
  List<Line> end(Duration patience, BiConsumer<Line, String> answered) throws InterruptedException {
    try {
      door.end();
    } catch (IOException lost) {
      broken = true;
    }
    while (!ended && takeAnswers(patience, answered) > 0) {
      // each call waits for the next answer
    }
    try {
      door.close();
    } catch (IOException alreadyGone) {
      // nothing is left to close
    }
    var left = new ArrayList<>(unanswered);
    unanswered.clear();
    return left;
  }
}
