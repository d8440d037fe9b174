package io.belay.notification.domain;

import io.belay.notification.domain.Stage.AtGateway;
import io.belay.notification.domain.Stage.AwaitingContact;
import io.belay.notification.domain.Stage.Held;
import io.belay.notification.domain.Stage.OnItsWay;
import io.belay.notification.domain.Stage.Open;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;

/** Looks again at what has waited until now. */
final class Releases {
  private final Ruling ruling;
  private final Sending sending;

  Releases(Ruling ruling) {
    this.ruling = ruling;
    this.sending = new Sending(ruling);
  }

  void lookAgain() {
    combine();
    for (var message : ruling.outbox().messages()) {
      if (message.stage() instanceof Open open && isDue(message, open)) {
        switch (open) {
          case AwaitingContact waited -> ruling.suppress(message, "no-contact");
          case Held held -> sending.send(message, held.followUp());
          case OnItsWay sent -> unanswered(message, sent);
          case AtGateway taken -> sending.withoutReceipt(message, taken.followUp());
        }
      }
    }
  }

  private void unanswered(Message message, OnItsWay sent) {
    var attempt = message.attempts().getLast().unanswered();
    ruling.report(message, attempt);
    sending.unknown(message.with(attempt), sent.followUp());
  }

  /**
   * What courtesy held back, and what may go at the same moment, is said in one message: of each
   * case one, as the text shows no more.
   */
  private void combine() {
    var digest = ruling.policy().courtesies().digest();
    var combined = new ArrayList<Message>();
    var cases = new HashSet<String>();
    for (var message : ruling.outbox().messages()) {
      boolean fits = combined.size() < digest.most() && isForDigest(message);
      if (fits && cases.add(message.caseId())) {
        combined.add(message);
      }
    }
    if (combined.size() < digest.from() || !maySend()) {
      return;
    }
    var followUps = combined.stream().map(message -> ((Held) message.stage()).followUp()).toList();
    combined.forEach(message -> ruling.suppress(message, "in-digest"));
    var followUp = followUps.getLast().withDigestOf(followUps);
    var notAfter = combined.stream().map(Message::notAfter).max(Comparator.naturalOrder());
    var message = Message.of(followUp, notAfter.orElseThrow(), ruling.now());
    var released = new Held(followUp, ruling.now(), Held.COLLECTING);
    sending.send(message.in(released), followUp);
    combine();
  }

  private boolean isForDigest(Message message) {
    return message.messageClass() == MessageClass.ROUTINE
        && message.attempts().isEmpty()
        && message.gist().digestOf().isEmpty()
        && !ruling.policy().courtesies().atOnce().contains(message.messageType())
        && message.stage() instanceof Held held
        && held.isCourtesy()
        && isDue(message, held)
        && ruling.now().isBefore(message.notAfter());
  }

  private boolean maySend() {
    var outbox = ruling.outbox();
    var contact = outbox.contact();
    return ruling.policy().texts().messageTypes().contains(Courtesies.Digest.TYPE)
        && contact != null
        && !contact.restricted()
        && !contact.declines(MessageClass.ROUTINE)
        && contact.channels().stream()
            .anyMatch(
                channel ->
                    !contact.declines(channel, MessageClass.ROUTINE)
                        && outbox.suppression(channel).isEmpty());
  }

  private boolean isDue(Message message, Open open) {
    return open instanceof Held held
        ? held.isOver(ruling.now(), ruling.policy().of(message.messageClass()).retryLongest())
        : !open.wakeAt().isAfter(ruling.now());
  }
}
