package io.belay.escalation.domain.lifecycle;

import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.lifecycle.Milestones.Reached;
import io.belay.escalation.domain.policy.FollowUps;
import io.belay.escalation.domain.policy.Notice;
import io.belay.escalation.domain.policy.Statute;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Optional;

/**
 * What a case owes by law and to its readers: milestones, more time, messages that arrive or come
 * back.
 */
final class Duties {
  static final String MILESTONE = "milestone:";

  private final Unfolding unfolding;
  private final Clockwork clockwork;
  private final Recording recording;
  private final NoticeProof notices;

  Duties(Unfolding unfolding, Clockwork clockwork, Recording recording) {
    this.unfolding = unfolding;
    this.clockwork = clockwork;
    this.recording = recording;
    this.notices = new NoticeProof(unfolding);
  }

  /**
   * What the law hangs on a milestone counts from the milestone's own time, which may lie before
   * the opening; nothing is said or settled before the case began.
   */
  void milestoneReached(CaseEvent.MilestoneReached reached, Instant since, Instant at) {
    recording.record(reached, unfolding.state().status(), since, reached.milestone(), null);
    clockwork.ends().reached(reached.milestone(), since);
    clockwork.startAfter(new Statute.After.Milestone(reached.milestone()), since, at);
    unfolding.giveNotice(new Notice.On.Milestone(reached.milestone()), at);
    clockwork.ends().settleIfOver(at);
  }

  void extensionGranted(CaseEvent.ExtensionGranted granted, Instant at) {
    recording.record(granted, at);
    var clock = unfolding.state().clock(granted.clock()).orElseThrow();
    var rule = unfolding.policy().clock(clock.name());
    var statute = Objects.requireNonNull(rule.statute());
    var startedAt = clock.stint().startedAt();
    var extension = statute.next(startedAt, clock.stint().dueAt()).orElseThrow();
    clockwork.corrections().extended(clock, at);
    clockwork.extend(clock, rule, statute.due(startedAt, extension), at, granted.approver());
    unfolding.giveNotice(new Notice.On.Extended(clock.name()), at);
  }

  void informed(CaseEvent.CustomerInformed informed, Instant at) {
    var again = notices.takenBackOf(informed.messageType());
    var proved =
        informed.confirmed()
            ? again.or(() -> notices.provedBy(informed.messageType()))
            : Optional.<String>empty();
    recording.recordInformed(informed, at, again.orElse(null), proved.orElse(null));
    again.ifPresent(
        milestone -> {
          var unproven =
              informed.confirmed() ? null : NoticeProof.notice(informed.messageType(), milestone);
          clockwork.ends().fulfil(MILESTONE + milestone, at, unproven);
          clockwork.ends().settleIfOver(at);
        });
    var unproven = informed.confirmed() ? null : informed.messageId();
    clockwork.ends().informed(FollowUps.INFORMED + informed.messageType(), at, unproven);
    clockwork.ends().settleIfOver(at);
  }

  void bounced(CaseEvent.MessageBounced bounced, Instant at) {
    var type = bounced.messageType();
    var lost = notices.lostWith(type);
    recording.record(
        bounced, unfolding.state().status(), at, lost.map(Reached::name).orElse(null), null);
    lost.ifPresent(milestone -> oweAgain(type, milestone, at));
    clockwork.corrections().bounced(bounced.messageId(), at).stream()
        .filter(rule -> rule.statute() != null)
        .forEach(clockwork.ends()::fulfilByMilestones);
    clockwork.ends().settleIfOver(at);
  }

  private void oweAgain(String messageType, Reached milestone, Instant at) {
    var corrections = clockwork.corrections();
    var reopened =
        new ArrayList<>(corrections.bounced(NoticeProof.notice(messageType, milestone.name()), at));
    if (milestone.at() == null) {
      // reached under a release that kept no times, and named the notice by its type alone
      reopened.addAll(corrections.bounced(messageType, at));
    }
    reopened.forEach(clockwork.ends()::fulfilByMilestones);
  }
}
