package io.belay.escalation.domain.lifecycle;

import static io.belay.escalation.domain.lifecycle.SmallLaws.DECISION;
import static io.belay.escalation.domain.lifecycle.SmallLaws.EXTENDED_DUE;
import static io.belay.escalation.domain.lifecycle.SmallLaws.FINAL;
import static io.belay.escalation.domain.lifecycle.SmallLaws.FINAL_DUE;
import static io.belay.escalation.domain.lifecycle.SmallLaws.FINAL_RESPONSE;
import static io.belay.escalation.domain.lifecycle.SmallLaws.dueOf;
import static io.belay.escalation.domain.lifecycle.SmallLaws.extensionOf;
import static io.belay.escalation.domain.lifecycle.SmallLaws.milestone;
import static io.belay.escalation.domain.lifecycle.SmallLaws.minuteOf;
import static io.belay.escalation.domain.lifecycle.SmallLaws.opened;
import static io.belay.escalation.domain.lifecycle.SmallLaws.refusals;
import static io.belay.escalation.domain.lifecycle.SmallLaws.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.statutory.Term;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** More time, where the law has any to give. */
class StatutoryExtensionsTest {
  @Test
  void anExtensionReplacesTheTotalFromTheStartOnceTheCustomerWasTold() {
    var story = opened("other", FINAL_RESPONSE);
    story.event(10, extensionOf(FINAL, null));
    assertThat(refusals(story)).containsExactly("notice-missing");
    assertThat(dueOf(story, FINAL)).isEqualTo(FINAL_DUE);

    story.event(20, milestone("HOLDING_REPLY_SENT"));
    story.event(30, extensionOf(FINAL, null));
    assertThat(dueOf(story, FINAL)).isEqualTo(EXTENDED_DUE);

    story.event(40, extensionOf(FINAL, null));
    assertThat(refusals(story)).containsExactly("notice-missing", "not-allowed-by-pack");
    assertThat(dueOf(story, FINAL)).isEqualTo(EXTENDED_DUE);
    story.checkInvariants();
  }

  /** A second clock beside the first, which nothing moves: Art. 101(2) of PSD2 ends with day 35. */
  @Test
  void anExtensionLeavesTheOuterLimitWhereItIs() {
    var outer = rule("outer", Set.of(), "FINAL_RESPONSE_SENT", new Term.OpenDays(35), null);
    var story = opened("other", FINAL_RESPONSE, outer);
    var outerDue = story.state().clock("outer").orElseThrow().stint().dueAt();
    story.event(10, milestone("HOLDING_REPLY_SENT"));
    story.event(11, new CaseEvent.ExtensionGranted(FINAL, null));
    story.event(12, new CaseEvent.ExtensionGranted("outer", null));

    assertThat(refusals(story)).containsExactly("not-allowed-by-pack");
    assertThat(story.state().clock("outer").orElseThrow().stint().dueAt())
        .isEqualTo(outerDue)
        .isEqualTo(EXTENDED_DUE);
    story.event(13, milestone("FINAL_RESPONSE_SENT"));
    assertThat(story.all("met")).hasSize(2);
  }

  @Test
  void anExtensionIsTooLateAfterTheDueTime() {
    var story = opened("other", FINAL_RESPONSE);
    story.event(20, milestone("HOLDING_REPLY_SENT"));
    story.event(minuteOf(FINAL_DUE) + 1, extensionOf(FINAL, null));

    assertThat(refusals(story)).containsExactly("clock-not-open");
    assertThat(story.all("breached " + FINAL)).hasSize(1);
  }

  @Test
  void extensionsComeInTheirOrderAndTheLastNeedsAnApproverAndANotice() {
    var story = opened("other", DECISION);
    story.event(10, extensionOf("decision", null));
    assertThat(dueOf(story, "decision")).isEqualTo(Instant.parse("2026-12-20T23:59:59.999Z"));

    story.event(20, extensionOf("decision", null));
    story.event(30, extensionOf("decision", "A-9"));
    story.event(40, milestone("CUSTOMER_TOLD"));
    story.event(50, extensionOf("decision", "A-9"));

    assertThat(refusals(story)).containsExactly("approver-missing", "notice-missing");
    assertThat(dueOf(story, "decision")).isEqualTo(Instant.parse("2027-01-19T23:59:59.999Z"));
  }

  @Test
  void aClosedCaseCanBeGivenMoreTimeByTheLawThatBindsIt() {
    var story = opened("other", DECISION);
    story.event(10, new CaseEvent.Resolved("REFUNDED"));
    story.event(20, new CaseEvent.Closed());
    story.event(30, extensionOf("decision", null));

    assertThat(dueOf(story, "decision")).isEqualTo(Instant.parse("2026-12-20T23:59:59.999Z"));
  }

  @Test
  void anInternalClockIsNeverExtended() {
    var story = opened("other", FINAL_RESPONSE);
    story.event(10, extensionOf("resolution", "A-9"));

    assertThat(refusals(story)).containsExactly("not-allowed-by-pack");
  }
}
