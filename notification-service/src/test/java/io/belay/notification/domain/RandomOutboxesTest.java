package io.belay.notification.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.notification.Samples;
import io.belay.notification.domain.OutboxInput.FollowUpArrived;
import io.belay.notification.domain.OutboxInput.WokenUp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever happens to an outbox, each message has its end, and each end its reason. */
class RandomOutboxesTest {
  private static final long SEED = Long.getLong("outbox.seed", 20_261_126);
  private static final int LIVES = 400;
  private static final int INPUTS = 80;

  /** Beyond it something waits for ever: a life is far shorter. */
  private static final int MOST_WAKE_UPS = 2_000;

  /**
   * What silences even a duty by law: that it cannot be said, or that there is nobody to say it.
   */
  private static final Set<String> OF_DUTIES =
      Set.of("no-template", "notice-incomplete", "no-contact");

  @Test
  void eachMessageHasItsEndAndWhatMustNotBeSentNeverIs() {
    var reasons = new HashSet<String>();
    for (long seed = SEED; seed < SEED + LIVES; seed++) {
      var life = new Life(seed);
      life.goesOn();
      life.comesToItsEnd();
      assertThat(life.faults).as("life %d", seed).isEmpty();
      reasons.addAll(life.reasons);
    }
    assertThat(reasons)
        .as("the lives come to all of these")
        .contains(
            "no-template",
            "duplicate",
            "incident-told",
            "superseded",
            "in-digest",
            "outbox-full",
            "no-contact",
            "opted-out",
            "bounced",
            "restricted",
            "contact-erased",
            "quiet-hours",
            "frequency-cap");
  }

  /** One customer's outbox, and what was seen of it. */
  private static final class Life {
    private final RandomInputs inputs;
    private final OutboxPolicy policy = RandomInputs.policy();
    private final Map<String, MessageClass> heard = new HashMap<>();
    private final Set<String> ended = new HashSet<>();
    private final Set<String> attempts = new HashSet<>();
    private final List<Instant> routineSends = new ArrayList<>();
    private final Set<String> reasons = new HashSet<>();
    private final List<String> faults = new ArrayList<>();
    private Outbox outbox = Outbox.EMPTY;
    private Instant now = Samples.NOON;

    Life(long seed) {
      inputs = new RandomInputs(seed);
    }

    void goesOn() {
      for (int each = 0; each < INPUTS; each++) {
        var next = now.plus(inputs.pause());
        wakesUpUntil(next);
        now = next;
        take(inputs.next(outbox, now));
      }
    }

    /** Nobody says anything any more: what waits comes to its end by itself. */
    void comesToItsEnd() {
      wakesUpUntil(Instant.MAX);
      heard.keySet().stream()
          .filter(messageId -> !ended.contains(messageId))
          .forEach(messageId -> faults.add(messageId + " has no end"));
    }

    private void wakesUpUntil(Instant end) {
      int wakeUps = 0;
      for (var at = outbox.wakeAt(policy, now);
          at != null && at.isBefore(end);
          at = outbox.wakeAt(policy, now)) {
        if (++wakeUps > MOST_WAKE_UPS) {
          faults.add("wakes up for ever");
          return;
        }
        now = at.isAfter(now) ? at : now;
        take(new WokenUp());
      }
    }

    private void take(OutboxInput input) {
      var decision = OutboxRules.decide(outbox, input, policy, now);
      outbox = decision.next();
      boolean ignored =
          decision.effects().stream().anyMatch(OutboxEffect.Ignored.class::isInstance);
      if (input instanceof FollowUpArrived arrived && !ignored) {
        heard.put(arrived.followUp().messageId(), arrived.followUp().messageClass());
      }
      for (var effect : decision.effects()) {
        switch (effect) {
          case OutboxEffect.Send send -> sent(send);
          case OutboxEffect.Report report -> reported(report);
          default -> {}
        }
      }
      missedDuties(decision.effects());
      for (var messageClass : List.of(MessageClass.URGENT, MessageClass.ROUTINE)) {
        long open =
            outbox.messages().stream()
                .filter(each -> each.isOpen() && each.messageClass() == messageClass)
                .count();
        check(open <= policy.openMessages(), "too many wait");
      }
    }

    /** A duty by law that ended unsaid is told to its case. */
    private void missedDuties(List<OutboxEffect> effects) {
      var untold =
          effects.stream()
              .filter(OutboxEffect.Proof.class::isInstance)
              .filter(proof -> !(proof instanceof OutboxEffect.CustomerInformed))
              .map(proof -> ((OutboxEffect.Proof) proof).telling().messageId())
              .toList();
      effects.stream()
          .filter(OutboxEffect.Report.class::isInstance)
          .map(OutboxEffect.Report.class::cast)
          .filter(report -> report.last() && report.result().isSilent())
          .map(OutboxEffect.Report::message)
          .filter(message -> message.messageClass() == MessageClass.STATUTORY)
          .forEach(
              message ->
                  check(
                      untold.contains(message.messageId()),
                      message.messageId() + ", a duty, is missed unseen"));
    }

    private void sent(OutboxEffect.Send send) {
      var followUp = send.followUp();
      var contact = Objects.requireNonNull(outbox.contact(), "sent to nobody");
      var duty = followUp.messageClass() == MessageClass.STATUTORY;
      var id = followUp.messageId() + "/" + send.attempt();
      heard.putIfAbsent(followUp.messageId(), followUp.messageClass());
      check(attempts.add(id), id + " is sent twice");
      check(now.isBefore(send.notAfter()) || now.equals(send.notAfter()), id + " is too late");
      check(send.address().equals(contact.addressOn(send.channel())), id + " goes elsewhere");
      check(duty || !contact.restricted(), id + " uses a restricted contact");
      check(
          duty || !contact.optOuts().contains(followUp.messageClass().name()),
          id + " is not wanted");
      check(
          duty || !contact.optOuts().contains(send.channel().name()),
          id + " is not wanted on its channel");
      check(duty || outbox.suppression(send.channel()).isEmpty(), id + " bounces");
      if (followUp.messageClass() == MessageClass.ROUTINE) {
        routine(send, contact, id);
      }
    }

    private void routine(OutboxEffect.Send send, Contact contact, String id) {
      var quiet = contact.quietHours() == null ? RandomInputs.QUIET : contact.quietHours();
      check(isAwake(now, quiet, send), id + " is sent in quiet hours");
      check(isAwake(send.notAfter(), quiet, send), id + " may be sent in quiet hours");
      if (send.attempt() > 1) {
        return;
      }
      routineSends.add(now);
      var hourAgo = now.minus(RandomInputs.CAP.per());
      long within = routineSends.stream().filter(at -> at.isAfter(hourAgo)).count();
      boolean capped = !RandomInputs.AT_ONCE.contains(send.followUp().messageType());
      check(!capped || within <= RandomInputs.CAP.most(), id + " is above the cap");
    }

    private static boolean isAwake(Instant at, QuietHours quiet, OutboxEffect.Send send) {
      return quiet.endOfQuiet(at, send.place().zone()).equals(at);
    }

    private void reported(OutboxEffect.Report report) {
      var message = report.message();
      var reason = report.reason();
      if (report.last()) {
        ended.add(message.messageId());
      }
      if (report.result() == Result.SUPPRESSED) {
        check(reason != null && !reason.isBlank(), message.messageId() + " is silent without why");
        check(report.last(), message.messageId() + " is silent and goes on");
        reasons.add(String.valueOf(reason));
        check(
            message.messageClass() != MessageClass.STATUTORY || OF_DUTIES.contains(reason),
            message.messageId() + ", a duty, is silenced: " + reason);
      }
    }

    private void check(boolean holds, String fault) {
      if (!holds) {
        faults.add(fault + " @" + Duration.between(Samples.NOON, now));
      }
    }
  }
}
