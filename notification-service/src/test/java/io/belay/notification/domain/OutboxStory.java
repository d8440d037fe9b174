package io.belay.notification.domain;

import static io.belay.notification.Samples.NOON;
import static io.belay.notification.Samples.contact;
import static io.belay.notification.Samples.followUp;

import io.belay.notification.Samples;
import io.belay.notification.domain.OutboxInput.ContactTold;
import io.belay.notification.domain.OutboxInput.FollowUpArrived;
import io.belay.notification.domain.OutboxInput.OutcomeReported;
import io.belay.notification.domain.OutboxInput.PartReported;
import io.belay.notification.domain.OutboxInput.WokenUp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What happens to one customer's outbox, told step by step. */
abstract class OutboxStory {
  static final String MESSAGE = Samples.CASE + "/7";

  Outbox outbox = Outbox.EMPTY;
  Instant now = NOON;
  OutboxPolicy policy = Samples.policy();
  final List<OutboxEffect> effects = new ArrayList<>();

  void when(OutboxInput input) {
    var decision = OutboxRules.decide(outbox, input, policy, now);
    outbox = decision.next();
    effects.addAll(decision.effects());
  }

  void after(Duration time) {
    now = now.plus(time);
  }

  /** Lets the time pass until the outbox looks again, and lets it look. */
  void untilWoken() {
    var wakeAt = outbox.wakeAt(policy, now);
    if (wakeAt == null) {
      throw new AssertionError("Expected that the outbox waits for something");
    }
    now = wakeAt;
    when(new WokenUp());
  }

  void sent(MessageClass messageClass) {
    when(new ContactTold(contact()));
    when(new FollowUpArrived(followUp(7, messageClass)));
  }

  static OutcomeReported accepted(int attempt) {
    return new OutcomeReported(MESSAGE, attempt, Result.ACCEPTED, null, false, "smsc");
  }

  static OutcomeReported refused(int attempt, boolean retryable) {
    return new OutcomeReported(MESSAGE, attempt, Result.REFUSED, "test", retryable, "smsc");
  }

  static OutcomeReported unanswered(int attempt) {
    return new OutcomeReported(MESSAGE, attempt, Result.UNKNOWN, "no-answer", false, "smsc");
  }

  static PartReported part(int attempt, int part, int parts, boolean delivered) {
    return new PartReported(
        MESSAGE, attempt, part, parts, delivered, delivered ? "delivered" : "undelivered");
  }

  /** A mail server gave an accepted e-mail back. */
  static PartReported cameBack(int attempt, String state) {
    return new PartReported(MESSAGE, attempt, 1, 1, false, state);
  }

  List<String> sends() {
    return effects.stream()
        .filter(OutboxEffect.Send.class::isInstance)
        .map(OutboxEffect.Send.class::cast)
        .map(send -> send.attempt() + " " + send.channel() + " " + send.address())
        .toList();
  }

  /** Of each hand-over the route that is said to have failed before; "none" where none did. */
  List<String> failedRoutes() {
    return effects.stream()
        .filter(OutboxEffect.Send.class::isInstance)
        .map(send -> Objects.requireNonNullElse(((OutboxEffect.Send) send).failedRoute(), "none"))
        .toList();
  }

  /** Types of the messages handed over, in order. */
  List<String> sentTypes() {
    return effects.stream()
        .filter(OutboxEffect.Send.class::isInstance)
        .map(send -> ((OutboxEffect.Send) send).followUp().messageType())
        .toList();
  }

  List<String> reports() {
    return effects.stream()
        .filter(OutboxEffect.Report.class::isInstance)
        .map(OutboxEffect.Report.class::cast)
        .map(report -> report.result() + " " + report.reason() + (report.last() ? " last" : ""))
        .toList();
  }

  List<String> proofs() {
    return effects.stream()
        .filter(OutboxEffect.Proof.class::isInstance)
        .map(proof -> ((OutboxEffect.Proof) proof).proofId())
        .toList();
  }
}
