package io.belay.escalation.domain.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Step;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Steps that a former release wrote still give the state they gave then. */
class FoldOfFormerStepsTest {
  private static final String DECIDED = "DECISION_SENT";

  /** It had one field for what a message reached and for what it proved. */
  @Test
  void aMessageThatNamedAMilestoneWhichCountedProvesIt() {
    assertThat(proved(informed(DECIDED, null))).isTrue();
    assertThat(proved(informed(null, DECIDED))).as("as it is said now").isTrue();
    assertThat(proved(informed(null, null))).isFalse();
  }

  private static boolean proved(Progress.EventRecorded informed) {
    var story = CaseStory.opened("other");
    story.event(10, new CaseEvent.MilestoneReached(DECIDED));
    var last = story.steps.getLast();
    var step =
        new Step(
            last.caseId(),
            last.customerId(),
            last.sequence() + 1,
            CaseStory.minute(20),
            last.cause(),
            last.policy(),
            last.tier(),
            informed);
    return Fold.apply(Optional.of(story.state()), step)
        .history()
        .milestones()
        .find(DECIDED)
        .orElseThrow()
        .proved();
  }

  private static Progress.EventRecorded informed(
      @Nullable String milestone, @Nullable String proved) {
    return new Progress.EventRecorded(
        "CUSTOMER_INFORMED",
        new Progress.Status.Open(),
        Progress.Handler.NOBODY,
        "front-line-queue",
        Progress.Excluded.NOBODY,
        milestone,
        proved,
        null);
  }
}
