package io.belay.escalation.domain.lifecycle;

import io.belay.escalation.domain.lifecycle.Milestones.Reached;
import io.belay.escalation.domain.policy.FollowUps;
import io.belay.escalation.domain.policy.Notice;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a milestone is worth that Belay tells the customer of by a statutory notice: where the law
 * says that the customer is told, it counts for as long as the notice does not come back.
 *
 * <p>What the milestone itself obliges the bank to tell proves nothing about it: a credit stays
 * posted, though its notice comes back.
 *
 * <p>A pack may give notices of one type on several milestones, while a message says its type only:
 * what comes back is taken for the notice of the latest milestone that is not proved, and what
 * arrives for that of the earliest.
 */
final class NoticeProof {
  private static final Comparator<Reached> BY_TIME = Comparator.comparing(Reached::when);

  private final Unfolding unfolding;

  NoticeProof(Unfolding unfolding) {
    this.unfolding = unfolding;
  }

  /**
   * The notice by which the customer hears of the milestone: the clock's own, where there is one;
   * empty: there is none at all.
   */
  Optional<String> noticeOf(String milestone, String clock) {
    return given()
        .filter(notice -> milestoneOf(notice).filter(milestone::equals).isPresent())
        .min(Comparator.comparing(notice -> !notice.clock().equals(clock)))
        .map(notice -> notice(notice.messageType(), milestone));
  }

  /** How a fulfilment names the notice it hangs on. */
  static String notice(String messageType, String milestone) {
    return messageType + "@" + milestone;
  }

  /** The milestone that is lost when a notice of this type comes back. */
  Optional<Reached> lostWith(String messageType) {
    return inDoubt(messageType).max(BY_TIME);
  }

  /** The milestone that is proved when a notice of this type has arrived for sure. */
  Optional<String> provedBy(String messageType) {
    return inDoubt(messageType).min(BY_TIME).map(Reached::name);
  }

  /** The milestone that had been taken back, and of which a notice of this type tells again. */
  Optional<String> takenBackOf(String messageType) {
    var takenBack = unfolding.state().history().milestones().takenBack();
    return milestonesOf(messageType).filter(takenBack::contains).findFirst();
  }

  private Stream<Reached> inDoubt(String messageType) {
    var milestones = unfolding.state().history().milestones();
    return milestonesOf(messageType)
        .flatMap(name -> milestones.find(name).stream())
        .filter(reached -> !reached.proved());
  }

  private Stream<String> milestonesOf(String messageType) {
    return given()
        .filter(notice -> notice.messageType().equals(messageType))
        .flatMap(notice -> milestoneOf(notice).stream());
  }

  private Stream<Notice> given() {
    return unfolding.policy().notices().stream()
        .filter(notice -> unfolding.state().clock(notice.clock()).isPresent());
  }

  private Optional<String> milestoneOf(Notice notice) {
    return notice.on() instanceof Notice.On.Milestone(String name) && !follows(notice, name)
        ? Optional.of(name)
        : Optional.empty();
  }

  /** Whether the milestone starts the clock which the notice then ends by arriving. */
  private boolean follows(Notice notice, String milestone) {
    return unfolding
        .policy()
        .findClock(notice.clock())
        .filter(rule -> rule.metBy().contains(FollowUps.INFORMED + notice.messageType()))
        .filter(rule -> ClockEnds.isStartedBy(rule, milestone))
        .isPresent();
  }
}
