package io.belay.notification.domain;

import io.belay.notification.domain.OutboxEffect.Ignored;
import io.belay.notification.domain.Stage.Held;

/** Takes in what is to be said, and what duties by law run. */
final class Arrivals {
  private final Ruling ruling;
  private final OutboxPolicy policy;

  Arrivals(Ruling ruling) {
    this.ruling = ruling;
    this.policy = ruling.policy();
  }

  void take(FollowUp followUp) {
    if (hears(followUp, isNews(followUp))) {
      sayUnlessSaid(message(followUp), followUp);
    }
  }

  void take(DutyChange change) {
    if (change.kind() == DutyChange.Kind.FORGOTTEN) {
      forget(change, isNews(change));
    } else if (hears(change, isNews(change))) {
      note(change);
    }
  }

  /** What was heard, or is over, is not taken again. */
  void takeReplayed(CaseNews news) {
    switch (news) {
      case FollowUp followUp -> {
        if (hears(followUp, !isKnown(followUp))) {
          sayUnlessSaid(message(followUp), followUp);
        }
      }
      case DutyChange change when change.kind() == DutyChange.Kind.FORGOTTEN ->
          // where the end of its case is not known, it may be the former life's, and this the next
          forget(change, isNews(change) && isSettled(change));
      case DutyChange change -> {
        boolean unheard = !reached(replayOf(change), change);
        if (hears(change, !isLate(change) || (stillRuns(change) && unheard))) {
          note(change);
          remember(change);
        }
      }
    }
  }

  /** Valid from when it is read: rather late than never, also after an outage. */
  private Message message(FollowUp followUp) {
    var validFor = policy.validFor(followUp);
    var notAfter = followUp.notAfter();
    return Message.of(
        followUp, notAfter == null ? ruling.now().plus(validFor) : notAfter, ruling.now());
  }

  /** An urgent message comes before older ones, and may say what they would; replays come late. */
  private void sayUnlessSaid(Message message, FollowUp followUp) {
    if (new CourtesyRules(ruling).isSaidByNewer(message)) {
      ruling.suppress(message, "superseded");
    } else {
      say(message, followUp);
    }
  }

  private void say(Message message, FollowUp followUp) {
    var courtesy = new CourtesyRules(ruling);
    var silenced = policy.texts().refusal(followUp).or(() -> courtesy.silences(message, followUp));
    if (silenced.isPresent()) {
      ruling.suppress(message, silenced.get());
      return;
    }
    supersedeOlder(followUp, courtesy);
    if (isFullFor(followUp.messageClass())) {
      ruling.suppress(message, "outbox-full");
    } else {
      new Sending(ruling).send(message, followUp);
    }
  }

  /** What is urgent finds its place beside whatever waits for the morning. */
  private boolean isFullFor(MessageClass messageClass) {
    var outbox = ruling.outbox();
    return switch (messageClass) {
      case STATUTORY -> false;
      case URGENT -> outbox.openUrgentMessages() >= policy.openMessages();
      case ROUTINE -> outbox.openMessages() >= policy.openMessages();
    };
  }

  private void supersedeOlder(FollowUp followUp, CourtesyRules courtesy) {
    for (var older : ruling.outbox().messages()) {
      if (courtesy.supersedes(followUp, older) && older.sequence() < followUp.sequence()) {
        ruling.suppress(older, "superseded");
      } else if (older.isUnsent() && older.stage() instanceof Held held) {
        shorten(older, held, followUp, courtesy);
      }
    }
  }

  /** A digest that waits says no more what the newer message says; its identity stays. */
  private void shorten(Message digest, Held held, FollowUp newer, CourtesyRules courtesy) {
    var items = held.followUp().digestOf();
    var left = items.stream().filter(item -> !courtesy.saysMore(newer, item)).toList();
    if (left.size() == items.size()) {
      return;
    }
    if (left.isEmpty()) {
      ruling.suppress(digest, "superseded");
    } else {
      ruling.keep(digest.saying(held.followUp().withDigestOf(left), held));
    }
  }

  /** Nothing is left by which a case that is opened again under the same id would be an old one. */
  private void forget(DutyChange change, boolean isNews) {
    if (isNews) {
      var outbox = ruling.outbox();
      ruling.become(
          outbox.forgetting(change.caseId()).with(outbox.duties().after(change, ruling.now())));
    } else {
      ruling.ignore(Ignored.Why.REPEATED_FOLLOW_UP);
    }
  }

  private void note(DutyChange change) {
    var outbox = ruling.outbox();
    boolean settled = change.kind() == DutyChange.Kind.SETTLED;
    var seen = settled ? outbox.hasSeen(endOf(change), change.sequence()) : outbox;
    ruling.become(seen.with(outbox.duties().after(change, ruling.now())));
  }

  /** What it started may have ended when it is replayed once more. */
  private void remember(DutyChange replayed) {
    if (replayed.kind() == DutyChange.Kind.RUNS) {
      ruling.become(ruling.outbox().hasSeen(replayOf(replayed), replayed.sequence()));
    }
  }

  private boolean hears(CaseNews news, boolean isNews) {
    if (!isNews) {
      ruling.ignore(Ignored.Why.REPEATED_FOLLOW_UP);
    } else if (!isLate(news)) {
      ruling.become(ruling.outbox().hasSeen(lineOf(news), news.sequence()));
    }
    return isNews;
  }

  private boolean isNews(CaseNews news) {
    return !isLate(news) && !isKnown(news);
  }

  /** Whether something as late, or later, was heard of its case. */
  private boolean isLate(CaseNews news) {
    return reached(lineOf(news), news);
  }

  /** Rather a contact is kept until the case is settled than a notice goes to nobody. */
  private boolean stillRuns(DutyChange change) {
    return change.kind() == DutyChange.Kind.RUNS && !reached(endOf(change), change);
  }

  private boolean isSettled(DutyChange change) {
    return ruling.outbox().lastSequences().containsKey(endOf(change));
  }

  private boolean reached(String line, CaseNews news) {
    var seen = ruling.outbox().lastSequences().get(line);
    return seen != null && news.sequence() <= seen;
  }

  /** Also where it came by the other way before: as a release wrote it that had one for all. */
  private boolean isKnown(CaseNews news) {
    return news instanceof FollowUp followUp
        && ruling.outbox().message(followUp.messageId()).isPresent();
  }

  /** The line on which a case is settled. */
  private static String endOf(DutyChange change) {
    return change.caseId() + "/settled";
  }

  /** The line of a clock's starts that were replayed. */
  private static String replayOf(DutyChange change) {
    return change.caseId() + "/replayed/" + change.clock();
  }

  /** Within a line nothing overtakes: a sequence that was reached there comes no more. */
  private static String lineOf(CaseNews news) {
    boolean overtakes =
        news instanceof FollowUp followUp && followUp.messageClass() == MessageClass.URGENT;
    return overtakes ? Outbox.urgentLineOf(news.caseId()) : news.caseId();
  }
}
