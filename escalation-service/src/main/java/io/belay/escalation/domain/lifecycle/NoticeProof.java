package io.belay.escalation.domain.lifecycle;

import io.belay.escalation.domain.policy.Notice;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a milestone is worth that Belay tells the customer of by a statutory notice: where the law
 * says that the customer is told, it counts for as long as the notice does not come back.
 */
final class NoticeProof {
  private final Unfolding unfolding;

  NoticeProof(Unfolding unfolding) {
    this.unfolding = unfolding;
  }

  /** The notice by which the customer hears of the milestone; null: there is none. */
  @Nullable String noticeOf(String milestone) {
    return given().stream()
        .filter(notice -> isOn(notice, milestone))
        .map(Notice::messageType)
        .findFirst()
        .orElse(null);
  }

  /** The milestone that a notice of this type proves, where it was reached and counts. */
  Optional<String> reachedBy(String messageType) {
    return of(messageType)
        .filter(milestone -> unfolding.state().history().milestones().contains(milestone));
  }

  /** The milestone that a notice of this type proves, where it had been taken back. */
  Optional<String> takenBackOf(String messageType) {
    return of(messageType)
        .filter(milestone -> !unfolding.state().history().milestones().contains(milestone));
  }

  private Optional<String> of(String messageType) {
    return given().stream()
        .filter(notice -> notice.messageType().equals(messageType))
        .flatMap(
            notice ->
                notice.on() instanceof Notice.On.Milestone(String name)
                    ? Stream.of(name)
                    : Stream.of())
        .findFirst();
  }

  private List<Notice> given() {
    return unfolding.policy().notices().stream()
        .filter(notice -> unfolding.state().clock(notice.clock()).isPresent())
        .toList();
  }

  private static boolean isOn(Notice notice, String milestone) {
    return notice.on() instanceof Notice.On.Milestone(String name) && name.equals(milestone);
  }
}
