package io.belay.escalation.domain.lifecycle;

import io.belay.escalation.domain.clock.Clock;
import io.belay.escalation.domain.event.Actor;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.event.WaitingOn;
import io.belay.escalation.domain.policy.ClockRule;
import io.belay.escalation.domain.policy.ClockRule.StartsOn;
import io.belay.escalation.domain.policy.FollowUps.Occasion;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Progress.Status;
import java.time.Instant;

/**
 * A customer who does not answer: is reminded, and then the case is closed with a reason. What the
 * customer says stops it; what a law owes runs on in any case.
 */
final class Silence {
  private final Unfolding unfolding;
  private final Clockwork clockwork;

  Silence(Unfolding unfolding, Clockwork clockwork) {
    this.unfolding = unfolding;
    this.clockwork = clockwork;
  }

  /** The customer's time to answer begins, where the pack limits it. */
  void begins(StartsOn occasion, Instant at) {
    clockwork.startAll(occasion, at);
  }

  /** Whether the customer has said something since that time began. */
  boolean wasBroken(StartsOn occasion) {
    return unfolding.policy().clocks().stream()
        .filter(rule -> rule.startsOn() == occasion)
        .flatMap(rule -> unfolding.state().clock(rule.name()).stream())
        .anyMatch(clock -> !clock.running());
  }

  /** Ends the customer's time where the event shows that there is nothing to wait for. */
  void after(ReportedEvent reported, Instant at) {
    if (isAnswer(reported)) {
      clockwork.ends().voidClosing(at, Causes.CUSTOMER_ANSWERED);
    } else if (!isSilent(unfolding.state().status())) {
      clockwork.ends().voidClosing(at, Causes.WAIT_ENDED);
    }
  }

  /** The wait is over without an answer, and the case goes on. */
  void waitExpired(Instant at) {
    clockwork.ends().voidClosing(at, Causes.WAIT_EXPIRED);
  }

  void remind(Clock clock, Instant at) {
    var why = new Progress.Why(null, WaitingOn.CUSTOMER.name(), null);
    unfolding.tellLast(Occasion.REMINDED, at, why, clock.name());
  }

  void closes(ClockRule rule, Instant at) {
    clockwork
        .ends()
        .close(at, rule.startsOn() == StartsOn.RESOLVED ? Causes.NO_OBJECTION : Causes.NO_ANSWER);
  }

  /** Whoever rates says nothing about whether it goes on; a low rating reopens by itself. */
  private static boolean isAnswer(ReportedEvent reported) {
    var actor = reported.actor();
    return switch (reported.event()) {
      case CaseEvent.CustomerReplied r -> true;
      case CaseEvent.ContactMissed missed -> missed.inbound();
      case CaseEvent.Rated r -> false;
      default -> actor != null && actor.kind() == Actor.Kind.CUSTOMER;
    };
  }

  private static boolean isSilent(Status status) {
    return status instanceof Status.Resolved
        || (status instanceof Status.Waiting waiting && waiting.on() == WaitingOn.CUSTOMER);
  }
}
