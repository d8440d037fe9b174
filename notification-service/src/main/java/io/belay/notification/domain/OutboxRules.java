package io.belay.notification.domain;

import io.belay.notification.domain.OutboxEffect.Ignored;
import io.belay.notification.domain.OutboxInput.ContactErased;
import io.belay.notification.domain.OutboxInput.ContactTold;
import io.belay.notification.domain.OutboxInput.FollowUpArrived;
import io.belay.notification.domain.OutboxInput.OpeningToldContact;
import io.belay.notification.domain.OutboxInput.OutcomeReported;
import io.belay.notification.domain.OutboxInput.PartReported;
import io.belay.notification.domain.OutboxInput.WokenUp;
import io.belay.notification.domain.Stage.AtGateway;
import io.belay.notification.domain.Stage.AwaitingContact;
import io.belay.notification.domain.Stage.Finished;
import io.belay.notification.domain.Stage.Held;
import io.belay.notification.domain.Stage.OnItsWay;
import io.belay.notification.domain.Stage.Open;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides about the messages of one customer.
 *
 * <pre>
 * stage \ input    follow-up   contact   accepted          refused, expired    unknown           all parts   wake-up
 * (none)           send | wait
 * AwaitingContact              send      -                 -                   -                 -           SUPPRESSED no-contact
 * Held                         -         -                 -                   -                 DELIVERED   send
 * OnItsWay                     -         SMS: AtGateway    repeat, other       other channel     DELIVERED   unknown
 *                                        e-mail: ACCEPTED  channel | give up   | UNKNOWN
 * AtGateway                    -         -                 other | give up     -                 DELIVERED   other channel | ACCEPTED
 * Finished                     -         UNKNOWN turns ACCEPTED, anything turns DELIVERED; nothing goes back
 * </pre>
 */
public final class OutboxRules {
  private final OutboxPolicy policy;
  private final Instant now;
  private final List<OutboxEffect> effects = new ArrayList<>();
  private Outbox outbox;

  private OutboxRules(Outbox outbox, OutboxPolicy policy, Instant now) {
    this.outbox = outbox;
    this.policy = policy;
    this.now = now;
  }

  /** What an input does to an outbox; the same arguments always decide the same. */
  public static OutboxDecision decide(
      Outbox outbox, OutboxInput input, OutboxPolicy policy, Instant now) {
    var rules = new OutboxRules(outbox, policy, now);
    switch (input) {
      case FollowUpArrived(var followUp) -> rules.take(followUp);
      case ContactTold(var contact) -> rules.learn(outbox.contacts().told(contact));
      case OpeningToldContact(var contact) -> rules.learn(outbox.contacts().atOpening(contact));
      case ContactErased(var at) -> rules.outbox = outbox.with(Contacts.erased(at));
      case OutcomeReported reported -> rules.take(reported);
      case PartReported reported -> rules.take(reported);
      case WokenUp() -> rules.lookAgain();
    }
    return new OutboxDecision(rules.outbox, rules.effects);
  }

  private void take(FollowUp followUp) {
    var seen = outbox.lastSequences().get(followUp.caseId());
    if (seen != null && followUp.sequence() <= seen) {
      effects.add(new Ignored(Ignored.Why.REPEATED_FOLLOW_UP));
      return;
    }
    boolean full = outbox.openMessages() >= policy.openMessages();
    outbox = outbox.hasSeen(followUp.caseId(), followUp.sequence());
    var notAfter = followUp.notAfter();
    var message =
        new Message(
            followUp.messageId(),
            followUp.caseId(),
            followUp.messageType(),
            followUp.messageClass(),
            followUp.decidedAt(),
            notAfter == null ? now.plus(policy.of(followUp.messageClass()).validFor()) : notAfter,
            List.of(),
            new Held(followUp, now, "new"));
    if (!policy.messageTypes().contains(followUp.messageType())) {
      finish(message, null, Result.SUPPRESSED, "no-template");
    } else if (full) {
      finish(message, null, Result.SUPPRESSED, "outbox-full");
    } else {
      send(message, followUp);
    }
  }

  private void learn(Optional<Contacts> known) {
    if (known.isEmpty()) {
      effects.add(new Ignored(Ignored.Why.OLDER_CONTACT));
      return;
    }
    outbox = outbox.with(known.get());
    for (var message : outbox.messages()) {
      if (message.stage() instanceof AwaitingContact(var followUp, var until)) {
        send(message, followUp);
      }
    }
  }

  private void lookAgain() {
    for (var message : outbox.messages()) {
      if (!(message.stage() instanceof Open open) || open.wakeAt().isAfter(now)) {
        continue;
      }
      switch (open) {
        case AwaitingContact waited -> finish(message, null, Result.SUPPRESSED, "no-contact");
        case Held(var followUp, var until, var reason) -> send(message, followUp);
        case OnItsWay sent -> {
          var attempt =
              message.attempts().getLast().ended(Result.UNKNOWN, "no-outcome", false, null);
          effects.add(report(message, attempt, false));
          unconfirmed(message.with(attempt), sent.followUp());
        }
        case AtGateway taken -> unconfirmed(message, taken.followUp());
      }
    }
  }

  private void take(OutcomeReported reported) {
    var message = outbox.message(reported.messageId()).orElse(null);
    var attempt = message == null ? null : message.attempt(reported.attempt()).orElse(null);
    if (message == null || attempt == null) {
      effects.add(new Ignored(Ignored.Why.UNKNOWN_MESSAGE));
      return;
    }
    boolean better = attempt.result() == Result.UNKNOWN && reported.result() == Result.ACCEPTED;
    if (attempt.result() != null && !better) {
      effects.add(new Ignored(Ignored.Why.OUTCOME_KNOWN));
      return;
    }
    boolean current = message.waitsFor(attempt);
    boolean lasting = reported.result() == Result.REFUSED && !reported.retryable();
    var ended = attempt.ended(reported.result(), reported.reason(), lasting, reported.route());
    var changed = message.with(ended);
    if (reported.result() == Result.ACCEPTED) {
      accepted(changed, ended, current);
    } else if (current && changed.stage() instanceof Open open) {
      if (reported.result() == Result.UNKNOWN) {
        unconfirmed(changed, open.followUp());
      } else {
        failed(changed, open.followUp());
      }
    } else {
      keep(changed);
    }
  }

  private void accepted(Message message, Attempt attempt, boolean current) {
    if (!attempt.channel().hasReceipts()) {
      boolean cameLate =
          message.stage() instanceof Finished(var result, var reason, var channel, var at)
              && (result == Result.ACCEPTED || result == Result.DELIVERED);
      if (cameLate) {
        keep(message);
      } else {
        finish(message, attempt, Result.ACCEPTED, null);
        effects.add(new OutboxEffect.CustomerInformed(message, attempt.channel(), false));
      }
    } else if (current && message.stage() instanceof Open open) {
      var within = policy.of(message.messageClass()).receiptWithin();
      keep(message.in(new AtGateway(open.followUp(), now.plus(within))));
    } else {
      keep(message);
    }
  }

  private void take(PartReported reported) {
    var message = outbox.message(reported.messageId()).orElse(null);
    var attempt = message == null ? null : message.attempt(reported.attempt()).orElse(null);
    if (message == null || attempt == null) {
      effects.add(new Ignored(Ignored.Why.UNKNOWN_MESSAGE));
    } else if (attempt.result() == Result.DELIVERED || attempt.result() == Result.REFUSED) {
      effects.add(new Ignored(Ignored.Why.OUTCOME_KNOWN));
    } else if (reported.delivered()) {
      partDelivered(message, attempt.partDelivered(reported.part()), reported.parts());
    } else {
      var ended = attempt.ended(Result.REFUSED, "receipt-" + reported.state(), true, null);
      boolean current = message.waitsFor(attempt);
      effects.add(report(message, ended, false));
      var changed = message.with(ended);
      if (current && changed.stage() instanceof Open open) {
        failed(changed, open.followUp());
      } else {
        keep(changed);
      }
    }
  }

  private void partDelivered(Message message, Attempt attempt, int parts) {
    if (!attempt.hasDelivered(parts)) {
      keep(message.with(attempt));
      return;
    }
    var ended = attempt.ended(Result.DELIVERED, null, false, null);
    var changed = message.with(ended);
    if (message.stage() instanceof Finished(var result, var reason, var channel, var at)
        && result == Result.DELIVERED) {
      keep(changed);
    } else {
      finish(changed, ended, Result.DELIVERED, null);
      effects.add(new OutboxEffect.CustomerInformed(changed, ended.channel(), true));
    }
  }

  /** The attempt certainly did not arrive. */
  private void failed(Message message, FollowUp followUp) {
    var last = message.attempts().getLast();
    var next = nextChannel(message);
    if (next != last.channel()) {
      send(message, followUp);
    } else {
      long onChannel =
          message.attempts().stream().filter(each -> each.channel() == last.channel()).count();
      var pause = BackOff.pause(policy, onChannel, last.idOf(message.messageId()));
      var at = now.plus(pause);
      keep(
          message.in(
              new Held(
                  followUp, at.isAfter(message.notAfter()) ? message.notAfter() : at, "retry")));
    }
  }

  /** The attempt perhaps arrived: what a class does then is policy. */
  private void unconfirmed(Message message, FollowUp followUp) {
    if (policy.of(message.messageClass()).changesChannel()) {
      send(message, followUp);
    } else {
      giveUp(message);
    }
  }

  private void send(Message message, FollowUp followUp) {
    var contact = outbox.contact();
    if (!now.isBefore(message.notAfter())) {
      expire(message);
    } else if (contact == null || contact.channels().isEmpty()) {
      awaitContact(message, followUp);
    } else if (contact.restricted() && message.messageClass() != MessageClass.STATUTORY) {
      finish(message, null, Result.SUPPRESSED, "restricted");
    } else if (contact.declines(message.messageClass())) {
      finish(message, null, Result.SUPPRESSED, "opted-out");
    } else {
      sendOrHold(message, followUp, contact);
    }
  }

  private void expire(Message message) {
    if (message.attempts().stream().anyMatch(OutboxRules::mayHaveArrived)) {
      giveUp(message);
    } else {
      finish(message, null, Result.EXPIRED, "not-after");
    }
  }

  private void sendOrHold(Message message, FollowUp followUp, Contact contact) {
    var channel = nextChannel(message);
    var address = channel == null ? null : contact.addressOn(channel);
    if (channel == null || address == null) {
      giveUp(message);
      return;
    }
    var place = policy.places().of(contact, followUp.market());
    var quiet = contact.quietHours();
    if (message.messageClass() == MessageClass.ROUTINE && quiet != null) {
      var end = quiet.endOfQuiet(now, place.zone());
      if (end.isAfter(now)) {
        keep(message.in(new Held(followUp, earlier(end, message.notAfter()), "quiet-hours")));
        return;
      }
    }
    var within = policy.of(message.messageClass()).sendWithin();
    var sendBy = earlier(now.plus(within), message.notAfter());
    int number = message.attempts().size() + 1;
    keep(
        message
            .with(Attempt.started(number, channel, now))
            .in(new OnItsWay(followUp, sendBy.plus(policy.answerWithin()))));
    effects.add(
        new OutboxEffect.Send(followUp, number, channel, address, contact.name(), place, sendBy));
  }

  private void awaitContact(Message message, FollowUp followUp) {
    if (message.stage() instanceof AwaitingContact) {
      return;
    }
    var until = earlier(now.plus(policy.contactWait()), message.notAfter());
    keep(message.in(new AwaitingContact(followUp, until)));
  }

  /**
   * The channel to try next: of those the customer has and wants, and that can still carry this
   * message, the preferred one, or for a class that changes channels the one tried least. Null when
   * none is left.
   */
  private @Nullable Channel nextChannel(Message message) {
    var contact = outbox.contact();
    if (contact == null) {
      return null;
    }
    Channel best = null;
    long fewest = Long.MAX_VALUE;
    for (var channel : contact.channels()) {
      if (contact.declines(channel, message.messageClass()) || isExhausted(message, channel)) {
        continue;
      }
      long tried = message.attempts().stream().filter(a -> a.channel() == channel).count();
      boolean better = policy.of(message.messageClass()).changesChannel() && tried < fewest;
      if (best == null || better) {
        best = channel;
        fewest = tried;
      }
    }
    return best;
  }

  /** A channel that said a lasting no, that perhaps delivered already, or that was tried enough. */
  private boolean isExhausted(Message message, Channel channel) {
    var tried = message.attempts().stream().filter(each -> each.channel() == channel).toList();
    return tried.size() >= policy.of(message.messageClass()).attempts()
        || tried.stream().anyMatch(each -> each.lasting() || mayHaveArrived(each));
  }

  private static boolean mayHaveArrived(Attempt attempt) {
    return attempt.result() == Result.UNKNOWN || attempt.result() == Result.ACCEPTED;
  }

  /** Nothing is left to try: says what the best attempt leaves open. */
  private void giveUp(Message message) {
    var attempts = message.attempts();
    for (var result : List.of(Result.ACCEPTED, Result.UNKNOWN)) {
      for (var attempt : attempts) {
        if (attempt.result() == result) {
          finish(message, attempt, result, result == Result.ACCEPTED ? "no-receipt" : "no-answer");
          return;
        }
      }
    }
    if (attempts.isEmpty()) {
      finish(message, null, Result.SUPPRESSED, "opted-out");
    } else {
      finish(message, attempts.getLast(), Result.GIVEN_UP, attempts.getLast().reason());
    }
  }

  private void finish(
      Message message, @Nullable Attempt attempt, Result result, @Nullable String reason) {
    var channel = attempt == null ? null : attempt.channel();
    var finished = message.in(new Finished(result, reason, channel, now));
    keep(finished);
    effects.add(new OutboxEffect.Report(finished, attempt, result, reason, true));
  }

  private static OutboxEffect.Report report(Message message, Attempt ended, boolean last) {
    var result = ended.result();
    if (result == null) {
      throw new IllegalStateException("Expected an attempt that has ended");
    }
    return new OutboxEffect.Report(message, ended, result, ended.reason(), last);
  }

  private void keep(Message message) {
    outbox = outbox.with(message, policy.keptMessages());
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
