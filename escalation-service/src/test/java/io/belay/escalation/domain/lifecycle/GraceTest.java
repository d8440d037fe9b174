package io.belay.escalation.domain.lifecycle;

import static io.belay.escalation.domain.lifecycle.CaseStory.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.progress.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What only waits because ticks hold back is decided as if each tick had come on time. */
class GraceTest {
  private static final Duration DAY = Duration.ofDays(1);

  @Test
  void periodsWithinTheGraceAreBreachedEachByItself() {
    assertThat(missed(decided(DAY))).containsExactly(1, 1, 1);
  }

  /** An outage is told by its last message, and counted in one breach. */
  @Test
  void periodsThatAreLateAreOneBreach() {
    assertThat(missed(decided(Duration.ZERO))).containsExactly(3);
  }

  @Test
  void whatIsLateIsOneBreachAndWhatIsNotStandsForItself() {
    // ticks on time had come up to minute 250
    assertThat(missed(decided(Duration.ofHours(2)))).containsExactly(2, 1);
  }

  /** A pause of the service, or a busy machine, is no outage. */
  @Test
  void aTickThatIsNotMuchLateDecidesWhatTicksOnTimeHad() {
    assertThat(missed(ticked(DAY))).containsExactly(1, 1, 1);
    assertThat(missed(ticked(Duration.ofHours(2)))).containsExactly(2, 1);
    assertThat(missed(ticked(Duration.ZERO))).containsExactly(3);
  }

  @Test
  void eachPromiseWithinTheGraceIsToldByItself() {
    assertThat(promotionsToldIn(decided(DAY))).isEqualTo(3);
    assertThat(promotionsToldIn(decided(Duration.ZERO))).isEqualTo(1);
  }

  /**
   * An agent answers in minute 365; the event comes five minutes later, and no tick came before.
   */
  private static Decision decided(Duration grace) {
    var story = CaseStory.opened("other");
    var answered =
        new ReportedEvent("answer", "C-1", "K-1", minute(365), null, new CaseEvent.AgentReplied());
    return Lifecycle.decide(
        Optional.of(story.state()),
        answered,
        SmallPack.PACK,
        ref -> Optional.empty(),
        new Present(minute(370), grace, Duration.ZERO));
  }

  private static Decision ticked(Duration outageAfter) {
    var state = CaseStory.opened("other").state();
    var late = new Present(minute(370), Duration.ZERO, outageAfter);
    return Lifecycle.tick(state, SmallPack.PACK, late);
  }

  private static List<Integer> missed(Decision decision) {
    return decision.steps().stream()
        .map(step -> step.progress())
        .filter(Progress.ClockBreached.class::isInstance)
        .map(Progress.ClockBreached.class::cast)
        .filter(breach -> breach.clock().equals("next-update"))
        .map(Progress.ClockBreached::missed)
        .toList();
  }

  private static long promotionsToldIn(Decision decision) {
    return decision.steps().stream()
        .filter(
            step ->
                step.progress() instanceof Progress.FollowUpDue due
                    && due.messageType().equals("promotion"))
        .count();
  }
}
