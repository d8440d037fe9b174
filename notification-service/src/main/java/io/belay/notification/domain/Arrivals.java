package io.belay.notification.domain;

import io.belay.notification.domain.OutboxEffect.Ignored;

/** Takes in what is to be said, and what duties by law run. */
final class Arrivals {
  private final Ruling ruling;
  private final OutboxPolicy policy;

  Arrivals(Ruling ruling) {
    this.ruling = ruling;
    this.policy = ruling.policy();
  }

  void take(FollowUp followUp) {
    if (!isNews(followUp)) {
      return;
    }
    var notAfter = followUp.notAfter();
    var validFor = policy.of(followUp.messageClass()).validFor();
    var message =
        Message.of(
            followUp, notAfter == null ? ruling.now().plus(validFor) : notAfter, ruling.now());
    var courtesy = new CourtesyRules(ruling);
    var silenced = policy.texts().refusal(followUp).or(() -> courtesy.silences(message, followUp));
    if (silenced.isPresent()) {
      ruling.suppress(message, silenced.get());
      return;
    }
    for (var older : ruling.outbox().messages()) {
      if (courtesy.supersedes(followUp, older)) {
        ruling.suppress(older, "superseded");
      }
    }
    boolean full = ruling.outbox().openMessages() >= policy.openMessages();
    if (full && followUp.messageClass() != MessageClass.STATUTORY) {
      ruling.suppress(message, "outbox-full");
    } else {
      new Sending(ruling).send(message, followUp);
      overtaken(message.messageId(), followUp);
    }
  }

  /** An urgent message comes before older ones, and may say what they would have. */
  private void overtaken(String messageId, FollowUp followUp) {
    var outbox = ruling.outbox();
    outbox
        .message(messageId)
        .filter(
            late -> outbox.messages().stream().anyMatch(newer -> saysMore(newer, late, followUp)))
        .ifPresent(late -> ruling.suppress(late, "superseded"));
  }

  private boolean saysMore(Message newer, Message late, FollowUp followUp) {
    return newer.messageClass() == MessageClass.URGENT
        && newer.caseId().equals(late.caseId())
        && newer.sequence() > followUp.sequence()
        && new CourtesyRules(ruling).supersedes(newer.messageType(), late);
  }

  void take(DutyChange change) {
    if (isNews(change)) {
      var outbox = ruling.outbox();
      ruling.become(outbox.with(outbox.duties().after(change, ruling.now())));
    }
  }

  private boolean isNews(CaseNews news) {
    var outbox = ruling.outbox();
    var line = lineOf(news);
    var seen = outbox.lastSequences().get(line);
    if ((seen != null && news.sequence() <= seen) || isKnown(news)) {
      ruling.ignore(Ignored.Why.REPEATED_FOLLOW_UP);
      return false;
    }
    ruling.become(outbox.hasSeen(line, news.sequence()));
    return true;
  }

  /** Also where it came by the other way before: as a release wrote it that had one for all. */
  private boolean isKnown(CaseNews news) {
    return news instanceof FollowUp followUp
        && ruling.outbox().message(followUp.messageId()).isPresent();
  }

  /** Within a line nothing overtakes: a sequence that was reached there comes no more. */
  private static String lineOf(CaseNews news) {
    boolean overtakes =
        news instanceof FollowUp followUp && followUp.messageClass() == MessageClass.URGENT;
    return overtakes ? news.caseId() + "/urgent" : news.caseId();
  }
}
