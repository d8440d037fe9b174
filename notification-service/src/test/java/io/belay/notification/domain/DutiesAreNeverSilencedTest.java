package io.belay.notification.domain;

import static io.belay.notification.Samples.NOON;
import static io.belay.notification.Samples.contact;
import static io.belay.notification.Samples.followUp;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.notification.Samples;
import io.belay.notification.domain.Courtesy.Cap;
import io.belay.notification.domain.OutboxInput.ContactErased;
import io.belay.notification.domain.OutboxInput.ContactTold;
import io.belay.notification.domain.OutboxInput.DutyChanged;
import io.belay.notification.domain.OutboxInput.FollowUpArrived;
import io.belay.notification.domain.OutboxInput.OutcomeReported;
import io.belay.notification.domain.OutboxPolicy.Doubt;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever keeps a routine message from its customer does not keep a notice of the law. */
class DutiesAreNeverSilencedTest extends OutboxStory {
  private static final QuietHours NIGHT = new QuietHours(LocalTime.of(20, 0), LocalTime.of(8, 0));
  private static final Duration ZERO = Duration.ZERO;
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String INCIDENT = "I-1";

  /** What keeps a message of the customer from being said now, or at all. */
  enum Silence {
    OPTED_OUT_OF_EVERYTHING,
    QUIET_HOURS,
    FREQUENCY_CAP,
    WAITS_FOR_OTHERS,
    SAME_WORDS,
    INCIDENT_TOLD,
    SUPERSEDED,
    OUTBOX_FULL,
    EVERY_ADDRESS_BOUNCED,
    CONTACT_RESTRICTED
  }

  @ParameterizedTest
  @EnumSource
  void aNoticeIsSaidWhereARoutineMessageIsNot(Silence silence) {
    assertThat(isSaid(silence, MessageClass.ROUTINE)).as("routine").isFalse();
    assertThat(isSaid(silence, MessageClass.STATUTORY)).as("statutory").isTrue();
  }

  private boolean isSaid(Silence silence, MessageClass messageClass) {
    outbox = Outbox.EMPTY;
    effects.clear();
    now = NOON;
    policy = Samples.policy();
    var asked = message(Samples.CASE, 7, messageClass);
    switch (silence) {
      case OPTED_OUT_OF_EVERYTHING -> {
        var all = Set.of("ROUTINE", "URGENT", "STATUTORY", "SMS", "EMAIL");
        when(new ContactTold(contact(Samples.PHONE, Samples.EMAIL, null, all)));
        when(asked);
      }
      case QUIET_HOURS -> {
        // noon UTC is 20:00 in Shanghai
        when(new ContactTold(contact(Samples.PHONE, null, NIGHT, Set.of())));
        when(asked);
      }
      case FREQUENCY_CAP -> {
        courtesy(new Courtesy(null, List.of(new Cap(1, HOUR)), ZERO, ZERO, ZERO));
        when(new ContactTold(contact()));
        when(message("another", 1, MessageClass.ROUTINE));
        when(asked);
      }
      case WAITS_FOR_OTHERS -> {
        courtesy(new Courtesy(null, List.of(), HOUR, ZERO, ZERO));
        when(new ContactTold(contact()));
        when(asked);
      }
      case SAME_WORDS -> {
        courtesy(new Courtesy(null, List.of(), ZERO, HOUR, ZERO));
        when(new ContactTold(contact()));
        when(message(Samples.CASE, 6, messageClass));
        when(asked);
      }
      case INCIDENT_TOLD -> {
        courtesy(new Courtesy(null, List.of(), ZERO, ZERO, HOUR));
        when(new ContactTold(contact()));
        when(message("another", 1, messageClass));
        when(asked);
      }
      case SUPERSEDED -> {
        courtesy(Courtesy.NONE);
        when(asked);
        when(message(Samples.CASE, 8, MessageClass.ROUTINE));
        when(new ContactTold(contact()));
      }
      case OUTBOX_FULL -> {
        for (int sequence = 1; sequence <= 5; sequence++) {
          when(new FollowUpArrived(followUp(sequence, MessageClass.ROUTINE)));
        }
        when(asked);
        when(new ContactTold(contact()));
      }
      case EVERY_ADDRESS_BOUNCED -> {
        when(new ContactTold(contact(Samples.PHONE, null, null, Set.of())));
        when(message(Samples.CASE, 6, MessageClass.ROUTINE));
        when(
            new OutcomeReported(
                Samples.CASE + "/6", 1, Result.REFUSED, "bad-address", false, "smsc"));
        when(asked);
      }
      case CONTACT_RESTRICTED -> {
        when(new ContactTold(contact()));
        when(
            new DutyChanged(
                new DutyChange(
                    Samples.CUSTOMER, Samples.CASE, 1, DutyChange.Kind.RUNS, "final-response")));
        when(new ContactErased(NOON));
        when(asked);
      }
    }
    return effects.stream()
        .anyMatch(
            effect ->
                effect instanceof OutboxEffect.Send send
                    && send.followUp().messageId().equals(MESSAGE));
  }

  private void courtesy(Courtesy courtesy) {
    policy =
        Samples.policy(
            new Courtesies(
                Map.of(),
                courtesy,
                Set.of(),
                Map.of("progress", Set.of("progress")),
                new Courtesies.Digest(2, 3)),
            new Doubt(true, 0, true));
  }

  private static FollowUpArrived message(String caseId, long sequence, MessageClass messageClass) {
    return new FollowUpArrived(
        new FollowUp(
            Samples.CUSTOMER,
            caseId,
            sequence,
            NOON.minusSeconds(1),
            "progress",
            messageClass,
            "CN",
            null,
            Samples.facts(),
            INCIDENT,
            List.of()));
  }
}
