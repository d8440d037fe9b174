package io.belay.notification.domain;

import io.belay.notification.domain.OutboxEffect.Ignored;
import io.belay.notification.domain.Stage.AwaitingContact;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Learns how a customer is reached, and forgets it. */
final class ContactRules {
  private final Ruling ruling;

  ContactRules(Ruling ruling) {
    this.ruling = ruling;
  }

  /** Once a case: an opening that is sent again may say of itself that it is newer. */
  void learnFromOpening(@Nullable String caseId, Contact contact) {
    if (caseId != null) {
      var outbox = ruling.outbox();
      if (outbox.knowsOpeningOf(caseId)) {
        ruling.ignore(Ignored.Why.OLDER_CONTACT);
        return;
      }
      ruling.become(outbox.knowingOpeningOf(caseId));
    }
    learn(ruling.outbox().contacts().atOpening(contact));
  }

  void learn(Optional<Contacts> known) {
    if (known.isEmpty()) {
      ruling.ignore(Ignored.Why.OLDER_CONTACT);
      return;
    }
    ruling.become(ruling.outbox().with(known.get()));
    for (var message : ruling.outbox().messages()) {
      if (message.stage() instanceof AwaitingContact(var followUp, var until)) {
        new Sending(ruling).send(message, followUp);
      }
    }
  }

  /**
   * Keeps it for duties by law alone, also where none is known: an erasure overtakes their news.
   */
  void forget(Instant at) {
    var outbox = ruling.outbox();
    if (outbox.contact() == null) {
      ruling.become(outbox.forgottenAt(at));
      ruling.follows(new OutboxEffect.ContactForgotten(true));
    } else {
      var duties = outbox.duties().noneSince(ruling.now());
      ruling.become(outbox.with(outbox.contacts().restricted(at)).with(duties));
    }
    boolean kept = outbox.contact() != null && outbox.hasDuties();
    for (var message : ruling.outbox().messages()) {
      if (message.isUnsent() && message.messageClass() != MessageClass.STATUTORY) {
        ruling.suppress(message, kept ? "restricted" : "contact-erased");
      }
    }
  }

  /** Forgets what was kept for duties by law once none is left, and none waits to be read. */
  void forgetAfterDuties(Instant readUpTo) {
    var outbox = ruling.outbox();
    if (outbox.needlessSince().filter(since -> forgetsNow(since, readUpTo)).isPresent()) {
      ruling.become(outbox.forgottenAt(outbox.contacts().erasedAt()));
      ruling.follows(new OutboxEffect.ContactForgotten(false));
    }
  }

  private boolean forgetsNow(Instant since, Instant readUpTo) {
    var erasure = ruling.policy().erasure();
    boolean allRead = !readUpTo.isBefore(since) && !ruling.outbox().hasUnheardCase();
    return isOver(since, erasure.after()) && (allRead || isOver(since, erasure.atLatest()));
  }

  private boolean isOver(Instant since, Duration time) {
    return !since.plus(time).isAfter(ruling.now());
  }
}
