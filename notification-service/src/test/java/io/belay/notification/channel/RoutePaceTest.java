package io.belay.notification.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.belay.notification.domain.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RoutePaceTest {
  @Test
  void noMoreSendsAreUnderWayThanTheWindowHolds() throws InterruptedException {
    var pace = new RoutePace(2, 1_000_000);
    pace.begin(Lane.ROUTINE, 1);
    pace.begin(Lane.ROUTINE, 1);
    var third = begin(pace, Lane.ROUTINE, "third", new CopyOnWriteArrayList<>());
    assertThat(third).isNotDone();

    pace.ended();
    third.join();
    assertThat(pace.underWay()).isEqualTo(2);
  }

  @Test
  void anUrgentSendGoesBeforeRoutineOnesThatWaitedLonger() throws InterruptedException {
    var pace = new RoutePace(1, 1_000_000);
    var begun = new CopyOnWriteArrayList<String>();
    pace.begin(Lane.ROUTINE, 1);
    var waiting = new ArrayList<CompletableFuture<Void>>();
    for (int i = 0; i < 5; i++) {
      waiting.add(begin(pace, Lane.ROUTINE, "routine", begun));
    }
    waiting.add(begin(pace, Lane.URGENT, "urgent", begun));

    pace.ended();
    Awaitility.await().until(() -> !begun.isEmpty());
    assertThat(begun).containsExactly("urgent");
    for (int i = 0; i < 5; i++) {
      pace.ended();
    }
    waiting.forEach(CompletableFuture::join);
    assertThat(begun).hasSize(6);
  }

  @Test
  void anUrgentSendNeedNotWaitUntilRoutineOnesAreAnswered() throws InterruptedException {
    var pace = new RoutePace(16, 1_000_000);
    for (int i = 0; i < 15; i++) {
      pace.begin(Lane.ROUTINE, 1);
    }
    var begun = new CopyOnWriteArrayList<String>();
    var routine = begin(pace, Lane.ROUTINE, "routine", begun);
    var urgent = begin(pace, Lane.URGENT, "urgent", begun);
    assertThat(urgent).succeedsWithin(Duration.ofSeconds(20));
    assertThat(begun).containsExactly("urgent");
    assertThat(pace.underWay()).isEqualTo(16);

    var second = begin(pace, Lane.URGENT, "second", begun);
    assertThat(second).as("the window is full").isNotDone();
    pace.ended();
    assertThat(second).succeedsWithin(Duration.ofSeconds(20));
    pace.ended();
    assertThat(routine).isNotDone();
    pace.ended();
    assertThat(routine).succeedsWithin(Duration.ofSeconds(20));
    assertThat(begun).containsExactly("urgent", "second", "routine");
  }

  @Test
  void theRateHoldsForBothLanesTogether() throws InterruptedException {
    var pace = new RoutePace(100, 200);
    long start = System.nanoTime();
    for (int i = 0; i < 41; i++) {
      pace.begin(i % 2 == 0 ? Lane.ROUTINE : Lane.URGENT, 1);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .as("40 of 41 sends wait their 5 ms, the first of a route that was idle does not")
        .isGreaterThanOrEqualTo(Duration.ofMillis(5 * 39));
  }

  @Test
  void aTextTakesATurnForEachOfItsParts() throws InterruptedException {
    var now = new AtomicLong();
    var pace = new RoutePace(100, 100, now::get);
    pace.begin(Lane.ROUTINE, 1);
    assertThat(pace.untilNextSend()).isEqualTo(Duration.ofMillis(10));
    now.addAndGet(Duration.ofMillis(10).toNanos());
    pace.begin(Lane.URGENT, 3);
    assertThat(pace.untilNextSend()).isEqualTo(Duration.ofMillis(30));
    assertThat(pace.underWay()).as("parts go one after another").isEqualTo(2);
  }

  @Test
  void aTextOfMorePartsThanASecondHasTurnsGoesAtOnceAndTheNextOneWaitsForThemAll() {
    var pace = new RoutePace(100, 2, new AtomicLong()::get);
    assertTimeoutPreemptively(Duration.ofSeconds(20), () -> pace.begin(Lane.ROUTINE, 10));
    assertThat(pace.untilNextSend()).isEqualTo(Duration.ofSeconds(5));
  }

  /** Who found it too early at one look at the clock, and in time at the next, waited for ever. */
  @Test
  void aTurnThatComesWhileTheWaitIsReckonedIsTaken() {
    var now = new AtomicLong();
    var everyLookTakes = TimeUnit.MICROSECONDS.toNanos(600);
    var pace = new RoutePace(1, 1_000, () -> now.getAndAdd(everyLookTakes));
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          for (int sends = 0; sends < 20; sends++) {
            pace.begin(Lane.ROUTINE, 1);
            pace.ended();
          }
        });
  }

  @Test
  void aPauseTheGatewayAskedForHoldsBothLanesBack() throws InterruptedException {
    var pace = new RoutePace(100, 1_000_000);
    pace.throttled(Duration.ofMillis(300));
    long start = System.nanoTime();
    pace.begin(Lane.URGENT, 1);
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(290));
  }

  @Test
  void aPauseDoublesWhileTheGatewayAsksAgainAndIsShortAgainOnceItTakesMessages() {
    var now = new AtomicLong();
    var pace = new RoutePace(100, 1_000_000, now::get);
    var first = Duration.ofMillis(60);
    pace.throttled(first);
    pace.throttled(first);
    assertThat(pace.untilNextSend()).as("one window's answers count once").isEqualTo(first);
    now.addAndGet(first.toNanos());
    assertThat(pace.untilNextSend()).isZero();
    for (int doubled : new int[] {2, 4, 8, 16, 32, 32}) {
      pace.throttled(first);
      assertThat(pace.untilNextSend()).isEqualTo(first.multipliedBy(doubled));
      now.addAndGet(first.multipliedBy(doubled).toNanos());
    }
    pace.flows();
    pace.throttled(first);
    assertThat(pace.untilNextSend()).isEqualTo(first);
  }

  /** Begins in a thread of its own; returns when that thread waits or is done. */
  private static CompletableFuture<Void> begin(
      RoutePace pace, Lane lane, String name, List<String> begun) {
    var done = new CompletableFuture<Void>();
    var thread =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  try {
                    pace.begin(lane, 1);
                    begun.add(name);
                    done.complete(null);
                  } catch (InterruptedException e) {
                    done.completeExceptionally(e);
                  }
                });
    Awaitility.await()
        .pollInterval(Duration.ofMillis(2))
        .until(
            () ->
                done.isDone()
                    || thread.getState() == Thread.State.WAITING
                    || thread.getState() == Thread.State.TIMED_WAITING);
    return done;
  }
}
