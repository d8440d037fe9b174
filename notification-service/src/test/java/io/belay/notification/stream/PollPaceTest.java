package io.belay.notification.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PollPaceTest {
  private long nanos = Long.MAX_VALUE - 5_000_000;
  private final PollPace pace = new PollPace(() -> nanos);

  @Test
  void theFirstQuestionIsAskedAtOnce() {
    assertThat(pace.restNanos()).isZero();
  }

  @Test
  void afterAllThereIsItRestsForWhatIsLeft() {
    pace.answered(true, false);
    assertThat(pace.restNanos()).isEqualTo(PollPace.APART.toNanos());
    pass(Duration.ofMillis(12));
    assertThat(pace.restNanos()).isEqualTo(Duration.ofMillis(8).toNanos());
    pass(Duration.ofMillis(9));
    assertThat(pace.restNanos()).isZero();
  }

  @Test
  void whereNothingCameOrMoreIsThereItDoesNotRest() {
    pace.answered(false, false);
    assertThat(pace.restNanos()).isZero();
    pace.answered(true, true);
    assertThat(pace.restNanos()).isZero();
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
  }
}
