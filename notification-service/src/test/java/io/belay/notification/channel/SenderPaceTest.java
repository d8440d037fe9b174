package io.belay.notification.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.notification.domain.Lane;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SenderPaceTest {
  private final AtomicLong now = new AtomicLong();
  private final SenderPace pace = new SenderPace(10, now::get);

  @Test
  void oneAtATimeWaitsAtItsRoute() throws InterruptedException {
    var first = claim(Lane.ROUTINE).orElseThrow();
    assertThat(claim(Lane.ROUTINE)).isEmpty();
    first.end();
    assertThat(claim(Lane.ROUTINE)).as("nothing was sent, so no turn is taken").isPresent();
  }

  @Test
  void anUrgentSendTakesThePlaceOfARoutineOneThatWaitsAtItsRoute() throws InterruptedException {
    var routine = claim(Lane.ROUTINE).orElseThrow();
    var urgent = claim(Lane.URGENT).orElseThrow();
    assertThat(claim(Lane.URGENT)).as("urgent ones go one at a time, too").isEmpty();
    assertThat(routine.use(1)).as("the routine one has to come back").isFalse();
    routine.end();
    assertThat(claim(Lane.ROUTINE)).isEmpty();

    assertThat(urgent.use(1)).isTrue();
    urgent.end();
    passes(Duration.ofMillis(100));
    assertThat(claim(Lane.ROUTINE)).isPresent();
  }

  @Test
  void turnsAreTakenWhenTheSendStartsHoweverLongItWaitedAtItsRoute() throws InterruptedException {
    var first = claim(Lane.ROUTINE).orElseThrow();
    assertThat(first.use(1)).isTrue();
    first.end();
    passes(Duration.ofMillis(100));
    var second = claim(Lane.ROUTINE).orElseThrow();
    passes(Duration.ofMillis(100));
    assertThat(second.use(3)).isTrue();
    second.end();
    passes(Duration.ofMillis(199));
    assertThat(claim(Lane.URGENT)).as("three turns less the one that was late").isEmpty();
    passes(Duration.ofMillis(1));
    assertThat(claim(Lane.URGENT)).isPresent();
  }

  private Optional<SenderPace.Claim> claim(Lane lane) throws InterruptedException {
    return pace.claim(lane, Duration.ZERO);
  }

  private void passes(Duration time) {
    now.addAndGet(time.toNanos());
  }
}
