package io.belay.local.story;

import io.belay.events.CaseProgress;
import io.belay.events.DeliveryOutcome;
import io.belay.local.count.BankClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** Plays the sample cases against the running system, and knows how each of them went. */
public final class Samples implements AutoCloseable {
  private static final long POLL_MILLIS = 100;
  private static final double MILLIS = 1000;

  private final List<Scene> scenes;
  private final BankClient bank;
  private final Storyteller story;
  private final Map<String, SceneLog> logs = new HashMap<>();
  // steps may be read before the answer that tells whose they are
  private final List<CaseProgress> early = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private final AtomicBoolean pageShown = new AtomicBoolean();
  private final ScheduledThreadPoolExecutor timetable = new ScheduledThreadPoolExecutor(2);

  public Samples(List<Scene> scenes, BankClient bank, Storyteller story) {
    this.scenes = scenes;
    this.bank = bank;
    this.story = story;
  }

  /** Begins; returns at once. */
  public void begin() {
    for (var scene : scenes) {
      story.call(scene.phone(), scene.name());
      story.call(scene.email(), scene.name());
      after(scene.startsAfterSeconds(), () -> open(scene));
    }
  }

  /** Takes note of a step of any case. */
  public synchronized void saw(CaseProgress step) {
    var log = logs.get(step.getCaseId());
    if (log != null) {
      log.add(step);
    } else if (logs.size() < scenes.size()) {
      early.add(step);
    }
  }

  /** Takes note of an outcome of any message. */
  public synchronized void saw(DeliveryOutcome outcome) {
    var log = logs.get(outcome.getCaseId());
    if (log != null) {
      log.add(outcome);
    }
  }

  /** Waits until every sample case went as it should, or the time is over. */
  public void await(Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    while (System.nanoTime() < end && !isOver()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS));
    }
  }

  public int cases() {
    return scenes.size();
  }

  /** What did not go as it should, by the name of the sample case; empty when all went well. */
  public synchronized List<String> complaints() {
    var complaints = new ArrayList<>(failures);
    for (var scene : scenes) {
      complaintsOf(scene).forEach(complaint -> complaints.add(scene.name() + ": " + complaint));
    }
    return complaints;
  }

  /** How many sample cases went as they should. */
  public synchronized int asExpected() {
    return (int) scenes.stream().filter(scene -> complaintsOf(scene).isEmpty()).count();
  }

  @Override
  public void close() {
    timetable.shutdownNow();
  }

  private List<String> complaintsOf(Scene scene) {
    return logs.values().stream()
        .filter(log -> log.scene().equals(scene))
        .findFirst()
        .map(SceneLog::complaints)
        .orElse(List.of("the case was not opened"));
  }

  private synchronized boolean isOver() {
    return !failures.isEmpty()
        || (logs.size() == scenes.size() && logs.values().stream().allMatch(SceneLog::isComplete));
  }

  private void open(Scene scene) {
    var opened = bank.open(scene.open());
    var caseId = opened.caseId();
    story.call(caseId, scene.name());
    if (!pageShown.getAndSet(true)) {
      story.page(scene.name(), opened.trackingUrl());
    }
    var log = begun(scene, caseId);
    for (var report : scene.then()) {
      after(
          report.afterSeconds(),
          () -> {
            bank.report(caseId, report.event());
            log.reported();
          });
    }
  }

  private synchronized SceneLog begun(Scene scene, String caseId) {
    var log = new SceneLog(scene);
    early.stream().filter(step -> step.getCaseId().equals(caseId)).forEach(log::add);
    logs.put(caseId, log);
    if (logs.size() == scenes.size()) {
      early.clear();
    }
    return log;
  }

  private void after(double seconds, Runnable task) {
    var unused =
        timetable.schedule(
            () -> {
              try {
                task.run();
              } catch (IllegalStateException e) {
                fail(e);
              }
            },
            Math.round(seconds * MILLIS),
            TimeUnit.MILLISECONDS);
  }

  private synchronized void fail(IllegalStateException e) {
    failures.add(String.valueOf(e.getMessage()));
  }
}
