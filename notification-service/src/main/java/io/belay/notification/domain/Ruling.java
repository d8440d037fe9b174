package io.belay.notification.domain;

import io.belay.notification.domain.Gist.Telling;
import io.belay.notification.domain.OutboxEffect.CustomerInformed;
import io.belay.notification.domain.OutboxEffect.Ignored;
import io.belay.notification.domain.OutboxEffect.MessageBounced;
import io.belay.notification.domain.OutboxEffect.NeverTold;
import io.belay.notification.domain.OutboxEffect.Proof;
import io.belay.notification.domain.OutboxEffect.Report;
import io.belay.notification.domain.Stage.Finished;
import io.belay.notification.domain.Stage.Open;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A decision in the making: the outbox as far as it has changed, and what follows outside. */
final class Ruling {
  private final OutboxPolicy policy;
  private final Instant now;
  private final List<OutboxEffect> effects = new ArrayList<>();
  private Outbox outbox;

  Ruling(Outbox outbox, OutboxPolicy policy, Instant now) {
    this.outbox = outbox;
    this.policy = policy;
    this.now = now;
  }

  Outbox outbox() {
    return outbox;
  }

  OutboxPolicy policy() {
    return policy;
  }

  Instant now() {
    return now;
  }

  OutboxDecision decision() {
    return new OutboxDecision(outbox.forgettingWordsAt(now), effects);
  }

  void become(Outbox changed) {
    outbox = changed;
  }

  void keep(Message message) {
    outbox = outbox.with(message, policy.keptMessages());
  }

  void follows(OutboxEffect effect) {
    effects.add(effect);
  }

  void ignore(Ignored.Why why) {
    effects.add(new Ignored(why));
  }

  /** It was decided not to send it. */
  void suppress(Message message, String reason) {
    finish(message, null, Result.SUPPRESSED, reason);
  }

  void finish(Message message, @Nullable Attempt attempt, Result result, @Nullable String reason) {
    var channel = attempt == null ? null : attempt.channel();
    boolean mayComeBack =
        result == Result.ACCEPTED && attempt != null && !attempt.channel().hasReceipts();
    boolean mayTurnOut =
        result == Result.UNKNOWN && message.attempts().stream().anyMatch(Attempt::isUnanswered);
    var words = mayComeBack || mayTurnOut ? wordsOf(message) : null;
    var finished = message.in(new Finished(result, reason, channel, now, words));
    keep(finished);
    effects.add(new Report(finished, attempt, result, reason, true));
    if (result.isSilent() && message.messageClass() == MessageClass.STATUTORY) {
      neverTold(finished, channel, reason);
    }
  }

  /**
   * What the law wanted said was not: whatever counted as done by it is owed again. A bounce may
   * have said so before, and says it under the same id.
   */
  private void neverTold(Message message, @Nullable Channel channel, @Nullable String reason) {
    var cameBack = message.attempts().reversed().stream().filter(Attempt::cameBack).findFirst();
    for (var telling : message.tellings()) {
      var proofId =
          cameBack
              .map(attempt -> bounceId(telling, attempt))
              .orElse("never-told:" + telling.messageId());
      if (effects.stream()
          .noneMatch(each -> each instanceof Proof p && p.proofId().equals(proofId))) {
        effects.add(new NeverTold(telling, channel, reason, proofId));
      }
    }
  }

  /** Says what became of one attempt, while the message goes on. */
  void report(Message message, Attempt ended) {
    var result = ended.result();
    if (result == null) {
      throw new IllegalStateException("Expected an attempt that has ended");
    }
    effects.add(new Report(message, ended, result, ended.reason(), false));
  }

  /** The customer knows; after something came back, that is a proof of its own. */
  void informed(Message message, Attempt attempt, boolean confirmed) {
    var again = message.cameBack() ? "/" + attempt.number() : "";
    for (var telling : message.tellings()) {
      var proofId = "informed:" + telling.messageId() + again;
      effects.add(new CustomerInformed(telling, attempt.channel(), confirmed, proofId));
    }
  }

  /** The customer does not know after all. */
  void bounced(Message message, Attempt attempt, String reason) {
    for (var telling : message.tellings()) {
      effects.add(
          new MessageBounced(telling, attempt.channel(), reason, bounceId(telling, attempt)));
    }
  }

  private static String bounceId(Telling telling, Attempt attempt) {
    return "bounced:" + telling.messageId() + "/" + attempt.number();
  }

  static @Nullable FollowUp wordsOf(Message message) {
    return switch (message.stage()) {
      case Open open -> open.followUp();
      case Finished over -> over.followUp();
    };
  }
}
