package io.belay.notification.domain;

import io.belay.notification.domain.OutboxEffect.Unconfirmed;
import io.belay.notification.domain.OutboxEffect.Unconfirmed.Then;
import io.belay.notification.domain.Places.Place;
import io.belay.notification.domain.Stage.AwaitingContact;
import io.belay.notification.domain.Stage.Held;
import io.belay.notification.domain.Stage.OnItsWay;
import java.time.Instant;
import java.util.List;

/** Sends a message, now or later, or says why not; and goes on after an attempt. */
final class Sending {
  private final Ruling ruling;
  private final OutboxPolicy policy;
  private final Instant now;

  Sending(Ruling ruling) {
    this.ruling = ruling;
    this.policy = ruling.policy();
    this.now = ruling.now();
  }

  void send(Message message, FollowUp followUp) {
    var contact = ruling.outbox().contact();
    if (!now.isBefore(message.notAfter())) {
      expire(message);
    } else if (contact == null || contact.channels().isEmpty()) {
      awaitContact(message, followUp);
    } else if (contact.restricted() && message.messageClass() != MessageClass.STATUTORY) {
      ruling.suppress(message, "restricted");
    } else if (contact.declines(message.messageClass())) {
      ruling.suppress(message, "opted-out");
    } else {
      sendOrHold(message, followUp, contact);
    }
  }

  /** The attempt certainly did not arrive. */
  void failed(Message message, FollowUp followUp) {
    var resumesAt = choice(message).next().map(next -> pausedUntil(message, next)).orElse(now);
    if (resumesAt.isAfter(now)) {
      hold(message, followUp, resumesAt);
    } else {
      send(message, followUp);
    }
  }

  /** The attempt perhaps arrived, no answer came: what a class does then is policy. */
  void unknown(Message message, FollowUp followUp) {
    var doubt = policy.of(message.messageClass()).doubt();
    var last = message.attempts().getLast().channel();
    var next = choice(message).next().orElse(null);
    if (next != null && next != last && doubt.otherChannelOnUnknown()) {
      ruling.follows(new Unconfirmed(message.messageClass(), Then.OTHER_CHANNEL));
      send(message, followUp);
    } else if (next == last) {
      ruling.follows(new Unconfirmed(message.messageClass(), Then.SENT_AGAIN));
      hold(message, followUp, pausedUntil(message, last));
    } else {
      ruling.follows(new Unconfirmed(message.messageClass(), Then.LEFT));
      giveUp(message);
    }
  }

  /** The gateway took it, and no receipt came in time. */
  void withoutReceipt(Message message, FollowUp followUp) {
    if (policy.of(message.messageClass()).doubt().otherChannelWithoutReceipt()) {
      send(message, followUp);
    } else {
      giveUp(message);
    }
  }

  private void expire(Message message) {
    if (message.attempts().stream().anyMatch(Attempt::mayHaveArrived)) {
      giveUp(message);
    } else if (message.stage() instanceof Held held && held.isCourtesy()) {
      ruling.suppress(message, held.reason());
    } else {
      var last = message.attempts().isEmpty() ? null : message.attempts().getLast();
      ruling.finish(message, last, Result.EXPIRED, last == null ? "not-after" : last.reason());
    }
  }

  private void sendOrHold(Message message, FollowUp followUp, Contact contact) {
    var channel = choice(message).next().orElse(null);
    var address = channel == null ? null : contact.addressOn(channel);
    if (channel == null || address == null || message.hasMostAttempts()) {
      giveUp(message);
      return;
    }
    var held = new CourtesyRules(ruling).hold(message, followUp, contact).orElse(null);
    if (held != null) {
      ruling.keep(message.in(held));
      return;
    }
    if (message.messageClass() == MessageClass.ROUTINE && message.attempts().isEmpty()) {
      ruling.become(ruling.outbox().hasSent(now, policy.courtesies().rememberedSends()));
    }
    var place = policy.places().of(contact, followUp.market());
    var template = policy.texts().versionOf(followUp.messageType(), place.locale());
    var answerBy = now.plus(policy.outcomeWithin(message.messageClass()));
    int number = message.attempts().size() + 1;
    ruling.keep(
        message
            .with(Attempt.started(number, channel, now, template))
            .in(new OnItsWay(followUp, answerBy)));
    ruling.follows(
        new OutboxEffect.Send(
            followUp,
            number,
            channel,
            address,
            contact.name(),
            place,
            sendBy(message, followUp, contact, place),
            message.failedRoute(channel),
            message.waitsForGatewaySince(now)));
  }

  /** A dispatcher that comes to it later gives it back: quiet hours may have begun. */
  private Instant sendBy(Message message, FollowUp followUp, Contact contact, Place place) {
    var within = policy.of(message.messageClass()).sendWithin();
    var sendBy = earlier(now.plus(within), message.notAfter());
    var quiet = policy.courtesies().of(followUp.market()).quietHoursOf(contact);
    if (quiet == null || message.messageClass() != MessageClass.ROUTINE) {
      return sendBy;
    }
    return quiet
        .startsAfter(now, place.zone())
        .map(start -> earlier(start.minusMillis(1), sendBy))
        .orElse(sendBy);
  }

  /** A duty by law waits for as long as it can be done. */
  private void awaitContact(Message message, FollowUp followUp) {
    if (message.stage() instanceof AwaitingContact) {
      return;
    }
    boolean isDuty = message.messageClass() == MessageClass.STATUTORY;
    var until =
        isDuty ? message.notAfter() : earlier(now.plus(policy.contactWait()), message.notAfter());
    ruling.keep(message.in(new AwaitingContact(followUp, until)));
  }

  private void hold(Message message, FollowUp followUp, Instant until) {
    var at = earlier(until, message.notAfter());
    ruling.keep(message.in(new Held(followUp, at, Held.RETRY)));
  }

  /**
   * Until when a channel rests before it is tried again. What failed just now rests from now on;
   * what ran out of time, or was followed by another channel, has rested since it began.
   */
  private Instant pausedUntil(Message message, Channel channel) {
    var latest = message.latestOn(channel).orElse(null);
    if (latest == null) {
      return now;
    }
    boolean failedNow = latest.equals(message.attempts().getLast()) && latest.isFailed();
    var longest = policy.of(message.messageClass()).retryLongest();
    var pause =
        BackOff.pause(
            policy.retries().first(),
            longest,
            choice(message).tried(channel),
            latest.idOf(message.messageId()));
    return (failedNow ? now : latest.startedAt()).plus(pause);
  }

  /** Nothing is left to try: says what the best attempt leaves open. */
  private void giveUp(Message message) {
    var attempts = message.attempts();
    for (var result : List.of(Result.ACCEPTED, Result.UNKNOWN)) {
      for (var attempt : attempts) {
        if (attempt.result() == result) {
          var reason = result == Result.ACCEPTED ? "no-receipt" : "no-answer";
          ruling.finish(message, attempt, result, reason);
          return;
        }
      }
    }
    if (!attempts.isEmpty()) {
      var last = attempts.getLast();
      ruling.finish(message, last, Result.GIVEN_UP, last.reason());
    } else if (choice(message).isWithoutRoute()) {
      ruling.finish(message, null, Result.GIVEN_UP, "no-route");
    } else {
      ruling.suppress(message, choice(message).isSilencedByBounces() ? "bounced" : "opted-out");
    }
  }

  private ChannelChoice choice(Message message) {
    return new ChannelChoice(ruling, message);
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
