package io.belay.notification.domain;

import io.belay.notification.domain.OutboxEffect.Ignored;
import io.belay.notification.domain.Stage.AwaitingContact;
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

  /** Forgets it at once, or, while there are duties by law, keeps it for these alone. */
  void forget(Instant at) {
    var outbox = ruling.outbox();
    boolean restricts = outbox.hasDuties() && outbox.contact() != null;
    if (restricts) {
      ruling.become(outbox.with(outbox.contacts().restricted(at)));
    } else {
      ruling.become(outbox.forgottenAt(at));
      ruling.follows(new OutboxEffect.ContactForgotten(true));
    }
    for (var message : ruling.outbox().messages()) {
      if (message.isUnsent() && message.messageClass() != MessageClass.STATUTORY) {
        ruling.suppress(message, restricts ? "restricted" : "contact-erased");
      }
    }
  }

  /** Forgets what was kept for duties by law once the last is over. */
  void forgetAfterDuties() {
    var outbox = ruling.outbox();
    if (outbox.forgetsAt().filter(at -> !at.isAfter(ruling.now())).isPresent()) {
      ruling.become(outbox.forgottenAt(outbox.contacts().erasedAt()));
      ruling.follows(new OutboxEffect.ContactForgotten(false));
    }
  }
}
