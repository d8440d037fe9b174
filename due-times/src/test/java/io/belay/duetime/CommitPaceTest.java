package io.belay.duetime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CommitPaceTest {
  private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");

  private static final Duration APART = Duration.ofMillis(75);

  private final CommitPace.LastAsked last = new CommitPace.LastAsked(0);
  private long nanos = APART.toNanos();
  private int commits;

  @Test
  void whatIsAwaitedIsCommittedAtTheNextLook() {
    var pace = pace();

    pace.did(NOW.minusMillis(20), NOW);
    pace.lookAround();

    assertThat(commits).isEqualTo(1);
  }

  @Test
  void whoDidNothingAsksForNothing() {
    var pace = pace();
    pace.lookAround();
    pace.did(NOW, NOW);
    pace.lookAround();
    nanos += APART.toNanos();
    pace.lookAround();

    assertThat(commits).isEqualTo(1);
  }

  @Test
  void whatWaitedForLongAsksForNothing() {
    var pace = pace();

    pace.did(NOW.minus(CommitPace.LONG_WAITED), NOW);
    pace.lookAround();

    assertThat(commits).isZero();
  }

  @Test
  void commitsAreApart() {
    var pace = pace();
    pace.did(NOW, NOW);
    pace.lookAround();

    pace.did(NOW, NOW);
    nanos += APART.toNanos() - 1;
    pace.lookAround();
    assertThat(commits).isEqualTo(1);

    nanos += 1;
    pace.lookAround();
    assertThat(commits).isEqualTo(2);
  }

  @Test
  void aTaskThatWasCommittedBesideAnotherDoesNotAskAgain() {
    var one = pace();
    var other = pace();
    one.did(NOW, NOW);
    other.did(NOW, NOW);
    one.lookAround();

    nanos += APART.toNanos();
    other.lookAround();

    assertThat(commits).isEqualTo(1);
  }

  private CommitPace pace() {
    return new CommitPace(last, () -> nanos, APART, () -> commits++);
  }
}
