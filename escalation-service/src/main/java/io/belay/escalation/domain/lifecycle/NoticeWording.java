package io.belay.escalation.domain.lifecycle;

import io.belay.escalation.domain.clock.Clock;
import io.belay.escalation.domain.policy.Notice;
import io.belay.escalation.domain.policy.PolicyPack;
import io.belay.escalation.domain.progress.Progress.Facts;
import io.belay.escalation.domain.progress.Progress.FollowUpDue;
import io.belay.escalation.domain.progress.Progress.MessageClass;
import io.belay.escalation.domain.progress.Progress.Why;
import io.belay.escalation.domain.progress.Progress.Wording;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers what a statutory notice says, from the case as it stands and from its pack. */
final class NoticeWording {
  private NoticeWording() {}

  static FollowUpDue of(CaseState state, PolicyPack policy, Notice notice) {
    var category = policy.categories().of(state.profile().category());
    var tier = policy.ladder().tier(state.placement().tier());
    return new FollowUpDue(
        notice.messageType(),
        MessageClass.STATUTORY,
        new Facts(
            state.profile(),
            state.identity().openedAt(),
            state.placement().handledBy().displayName(),
            tier.name(),
            new Wording(tier.names(), category.names(), Map.of(), notice.fields()),
            state.clock(notice.clock()).map(clock -> named(clock, policy, notice)).orElse(null),
            new Why(notice.clock(), null, null)));
  }

  /** Null where the promise is kept already: there is nothing left to expect. */
  private static @Nullable Instant named(Clock clock, PolicyPack policy, Notice notice) {
    var statute = policy.clock(clock.name()).statute();
    if (clock.phase() instanceof Clock.Phase.Met || statute == null) {
      return null;
    }
    var stint = clock.stint();
    return switch (notice.names()) {
      case DUE -> stint.dueAt();
      case EXTENDED ->
          statute
              .next(stint.startedAt(), stint.dueAt())
              .map(extension -> statute.due(stint.startedAt(), extension))
              .orElse(stint.dueAt());
    };
  }
}
