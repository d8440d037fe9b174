package io.belay.notification.domain;

import io.belay.notification.domain.OutboxEffect.Ignored;
import io.belay.notification.domain.OutboxInput.OutcomeReported;
import io.belay.notification.domain.OutboxInput.PartReported;
import io.belay.notification.domain.Stage.AtGateway;
import io.belay.notification.domain.Stage.Finished;
import io.belay.notification.domain.Stage.Open;
import org.jspecify.annotations.Nullable;

/** Takes what dispatchers and receipts say about attempts. */
final class Reports {
  private final Ruling ruling;
  private final Sending sending;

  Reports(Ruling ruling) {
    this.ruling = ruling;
    this.sending = new Sending(ruling);
  }

  void take(OutcomeReported reported) {
    var message = ruling.outbox().message(reported.messageId()).orElse(null);
    var attempt = message == null ? null : message.attempt(reported.attempt()).orElse(null);
    if (message == null || attempt == null) {
      ruling.ignore(Ignored.Why.UNKNOWN_MESSAGE);
      return;
    }
    if (attempt.result() != null && !knowsBetter(reported, attempt)) {
      ruling.ignore(Ignored.Why.OUTCOME_KNOWN);
      return;
    }
    boolean current = message.waitsFor(attempt);
    boolean lasting = reported.result() == Result.REFUSED && !reported.retryable();
    var ended = attempt.ended(reported.result(), reported.reason(), lasting, reported.route());
    var changed = message.with(ended);
    if (lasting && isBounce(reported.reason())) {
      suppressAddress(ended);
    }
    if (reported.result() == Result.ACCEPTED) {
      accepted(changed, ended, current);
    } else if (current && changed.stage() instanceof Open open) {
      if (reported.result() == Result.UNKNOWN) {
        sending.unknown(changed, open.followUp());
      } else {
        sending.failed(changed, open.followUp());
      }
    } else if (changed.stage() instanceof Finished over
        && over.result() == Result.UNKNOWN
        && over.followUp() != null) {
      sendAfterAll(changed, over.followUp());
    } else {
      ruling.keep(changed);
    }
  }

  /** Whether it says for certain what nobody knew. */
  private static boolean knowsBetter(OutcomeReported reported, Attempt attempt) {
    return switch (reported.result()) {
      case ACCEPTED -> attempt.result() == Result.UNKNOWN;
      case REFUSED, EXPIRED -> attempt.isUnanswered();
      case DELIVERED, UNKNOWN, SUPPRESSED, GIVEN_UP -> false;
    };
  }

  /** It was left because it had perhaps arrived, and certainly has not. */
  private void sendAfterAll(Message message, FollowUp followUp) {
    var reopened = message.in(new Stage.Held(followUp, ruling.now(), Stage.Held.RETRY));
    if (new CourtesyRules(ruling).isSaidByNewer(reopened)) {
      ruling.suppress(reopened, "superseded");
    } else {
      sending.failed(reopened, followUp);
    }
  }

  private void accepted(Message message, Attempt attempt, boolean current) {
    if (!attempt.channel().hasReceipts()) {
      boolean cameLate =
          message.stage() instanceof Finished over
              && (over.result() == Result.ACCEPTED || over.result() == Result.DELIVERED);
      if (cameLate) {
        ruling.keep(message);
      } else {
        ruling.finish(message, attempt, Result.ACCEPTED, null);
        ruling.informed(message, attempt, false);
      }
    } else if (current && message.stage() instanceof Open open) {
      var within = ruling.policy().of(message.messageClass()).receiptWithin();
      ruling.keep(message.in(new AtGateway(open.followUp(), ruling.now().plus(within))));
    } else {
      ruling.keep(message);
    }
  }

  void take(PartReported reported) {
    var message = ruling.outbox().message(reported.messageId()).orElse(null);
    var attempt = message == null ? null : message.attempt(reported.attempt()).orElse(null);
    if (message == null || attempt == null) {
      ruling.ignore(Ignored.Why.UNKNOWN_MESSAGE);
    } else if (attempt.result() == Result.DELIVERED || attempt.result() == Result.REFUSED) {
      ruling.ignore(Ignored.Why.OUTCOME_KNOWN);
    } else if (reported.delivered()) {
      partDelivered(message, attempt.partDelivered(reported.part()), reported.parts());
    } else {
      neverArrives(message, attempt, Attempt.BY_RECEIPT + reported.state());
    }
  }

  private void partDelivered(Message message, Attempt attempt, int parts) {
    if (!attempt.hasDelivered(parts)) {
      ruling.keep(message.with(attempt));
      return;
    }
    var ended = attempt.ended(Result.DELIVERED, null, false, null);
    var changed = message.with(ended);
    if (message.stage() instanceof Finished over && over.result() == Result.DELIVERED) {
      ruling.keep(changed);
    } else {
      ruling.finish(changed, ended, Result.DELIVERED, null);
      ruling.informed(changed, ended, true);
    }
  }

  private void neverArrives(Message message, Attempt attempt, String reason) {
    var ended = attempt.ended(Result.REFUSED, reason, true, null);
    boolean current = message.waitsFor(attempt);
    ruling.report(message, ended);
    var changed = message.with(ended);
    // what a server gave up after days of trying, or rejected for another reason, says nothing
    // against the address
    if (ended.cameBackForGood() || isBounce(reason)) {
      suppressAddress(ended);
    }
    if (current && changed.stage() instanceof Open open) {
      sending.failed(changed, open.followUp());
    } else if (ended.cameBack()
        && changed.stage() instanceof Finished over
        && over.result() == Result.ACCEPTED) {
      ruling.bounced(changed, ended, reason);
      sendAnotherWay(changed, ended, over.followUp());
    } else if (isLostDuty(changed) && changed.stage() instanceof Finished over) {
      sendAnotherWay(changed, ended, over.followUp());
    } else {
      ruling.keep(changed);
    }
  }

  /** A notice was left because it had perhaps arrived, and now it is certain that it did not. */
  private static boolean isLostDuty(Message message) {
    return message.messageClass() == MessageClass.STATUTORY
        && !message.isSilent()
        && message.attempts().stream().noneMatch(Attempt::mayHaveArrived);
  }

  private void sendAnotherWay(Message message, Attempt ended, @Nullable FollowUp followUp) {
    if (followUp == null) {
      ruling.finish(message, ended, Result.GIVEN_UP, ended.reason());
    } else {
      sending.failed(
          message.in(new Stage.Held(followUp, ruling.now(), Stage.Held.RETRY)), followUp);
    }
  }

  private boolean isBounce(@Nullable String reason) {
    return reason != null && ruling.policy().bounceReasons().contains(reason);
  }

  /** Whatever the customer named since the attempt is another address. */
  private void suppressAddress(Attempt attempt) {
    var contact = ruling.outbox().contact();
    var reason = attempt.reason();
    var address = contact == null ? null : contact.addressOn(attempt.channel());
    if (contact != null && address != null && !contact.updatedAt().isAfter(attempt.startedAt())) {
      ruling.become(
          ruling
              .outbox()
              .with(
                  new Suppression(
                      attempt.channel(), address, ruling.now(), reason == null ? "" : reason)));
    }
  }
}
