package io.belay.escalation.web;

import io.belay.escalation.domain.clock.Clock;
import io.belay.escalation.domain.clock.Clock.Phase;
import io.belay.escalation.domain.lifecycle.CaseState;
import io.belay.escalation.domain.lifecycle.Links;
import io.belay.escalation.domain.policy.PolicyPack;
import io.belay.escalation.domain.progress.Progress.Handler;
import io.belay.escalation.domain.progress.Progress.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A case as it stands.
 *
 * @param state open, waiting, resolved or closed
 * @param waitingOn whom it waits for, while it does
 * @param waitingUntil when the wait ends at the latest
 * @param policy pack@version under which it runs
 * @param nextDueAt the earliest instant at which something is decided without an event
 * @param links other cases and the incident it belongs to
 */
record CaseView(
    String caseId,
    String customerId,
    String category,
    String priority,
    String state,
    @Nullable String waitingOn,
    @Nullable Instant waitingUntil,
    String tier,
    String queue,
    @Nullable HandlerView handledBy,
    String policy,
    Instant openedAt,
    int reopened,
    long sequence,
    @Nullable Instant nextDueAt,
    LinksView links,
    List<ClockView> clocks) {

  /**
   * What the case belongs to.
   *
   * @param incident its caseId is the incident's id; null: none
   */
  record LinksView(List<LinkView> cases, @Nullable MembershipView incident) {
    static LinksView of(Links links) {
      return new LinksView(
          links.cases().stream().map(c -> new LinkView(c.caseId(), c.relation())).toList(),
          links.incident() == null ? null : MembershipView.of(links.incident()));
    }
  }

  /**
   * Another case.
   *
   * @param relation duplicate or repeat, where Belay found it out
   */
  record LinkView(String caseId, @Nullable String relation) {}

  /**
   * The incident the case is a member of.
   *
   * @param held promotions that wait until the incident is over, in order
   */
  record MembershipView(String incidentId, List<HeldView> held) {
    static MembershipView of(Links.Membership member) {
      return new MembershipView(
          member.incidentId(),
          member.held().stream().map(h -> new HeldView(h.cause(), h.clock(), h.at())).toList());
    }
  }

  /** A promotion that waits, and when it would have been. */
  record HeldView(String cause, @Nullable String clock, Instant at) {}

  /** The agent who has it. */
  record HandlerView(
      @Nullable String agentId, @Nullable String displayName, @Nullable String team) {
    static @Nullable HandlerView of(Handler handler) {
      return handler.isNobody()
          ? null
          : new HandlerView(handler.agentId(), handler.displayName(), handler.team());
    }
  }

  /**
   * One of its clocks.
   *
   * @param state running, paused, breached, met or void
   * @param target time it has, in its calendar
   * @param dueAt exact and inclusive; while paused, as it was before the pause
   * @param remaining time left in its calendar while it runs or is paused, in days of 24 hours for
   *     a paused clock of days that the law set; null otherwise
   * @param reason why it is paused or void
   */
  record ClockView(
      String clock,
      String kind,
      String state,
      int period,
      Instant startedAt,
      Duration target,
      Instant dueAt,
      @Nullable Duration remaining,
      int warnings,
      @Nullable String reason) {

    static ClockView of(Clock clock, Optional<PolicyPack> policy, Instant now) {
      var stint = clock.stint();
      return new ClockView(
          clock.name(),
          lower(clock.kind()),
          stateOf(clock.phase()),
          clock.period(),
          stint.startedAt(),
          clock.target(),
          stint.dueAt(),
          remaining(clock, policy, now),
          stint.warned(),
          reasonOf(clock.phase()));
    }

    private static @Nullable Duration remaining(
        Clock clock, Optional<PolicyPack> policy, Instant now) {
      return switch (clock.phase()) {
        case Phase.Running r ->
            policy
                .flatMap(pack -> pack.findClock(clock.name()))
                .map(rule -> rule.target().calendar())
                .map(calendar -> calendar.elapsed(now, clock.stint().dueAt()))
                .map(left -> left.truncatedTo(ChronoUnit.MILLIS))
                .orElse(null);
        case Phase.Paused p -> clock.stint().remaining();
        case Phase.Breached b -> null;
        case Phase.Met m -> null;
        case Phase.Voided v -> null;
      };
    }

    private static String stateOf(Phase phase) {
      return switch (phase) {
        case Phase.Running r -> "running";
        case Phase.Paused p -> "paused";
        case Phase.Breached b -> "breached";
        case Phase.Met m -> "met";
        case Phase.Voided v -> "void";
      };
    }

    private static @Nullable String reasonOf(Phase phase) {
      return switch (phase) {
        case Phase.Paused p -> p.reason();
        case Phase.Voided v -> v.reason();
        case Phase.Running r -> null;
        case Phase.Breached b -> null;
        case Phase.Met m -> null;
      };
    }
  }

  /**
   * @param policy the pack it runs under, where it is known
   */
  static CaseView of(CaseState state, Optional<PolicyPack> policy, Instant now) {
    var identity = state.identity();
    var profile = state.profile();
    var placement = state.placement();
    var waiting = state.status() instanceof Status.Waiting found ? found : null;
    return new CaseView(
        identity.caseId(),
        identity.customerId(),
        profile.category(),
        profile.priority(),
        stateOf(state.status()),
        waiting == null ? null : waiting.on().name(),
        waiting == null ? null : waiting.until(),
        placement.tier(),
        placement.queue(),
        HandlerView.of(placement.handledBy()),
        identity.policy().toString(),
        identity.openedAt(),
        state.history().reopened(),
        state.history().sequence(),
        state.wakeUpAt().orElse(null),
        LinksView.of(state.links()),
        state.clocks().stream().map(clock -> ClockView.of(clock, policy, now)).toList());
  }

  static String stateOf(Status status) {
    return switch (status) {
      case Status.Open o -> "open";
      case Status.Waiting w -> "waiting";
      case Status.Resolved r -> "resolved";
      case Status.Closed c -> "closed";
    };
  }

  static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
