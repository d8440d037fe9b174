package io.belay.notification.domain;

import io.belay.notification.Samples;
import io.belay.notification.domain.Courtesy.Cap;
import io.belay.notification.domain.OutboxPolicy.Doubt;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What may happen to an outbox, at random but always alike for one seed. */
final class RandomInputs {
  static final Cap CAP = new Cap(2, Duration.ofHours(1));
  static final QuietHours QUIET = new QuietHours(LocalTime.of(22, 0), LocalTime.of(1, 0));
  static final Set<String> AT_ONCE = Set.of("acknowledgement");
  private static final List<String> TYPES =
      List.of("acknowledgement", "progress", "promotion", "result", "notice-delay", "horoscope");
  private static final List<String> REASONS = List.of("bad-address", "gateway-error", "throttled");
  private static final List<String> OPT_OUTS =
      List.of("ROUTINE", "URGENT", "STATUTORY", "SMS", "EMAIL");
  private static final String MARKET = "CN";
  private static final int CASES = 3;

  private final Random random;
  private final long[] sequences = new long[CASES];

  RandomInputs(long seed) {
    random = new Random(seed);
  }

  /** With every courtesy there is, in narrow bounds. */
  static OutboxPolicy policy() {
    var courtesy =
        new Courtesy(
            QUIET, List.of(CAP), Duration.ofMinutes(2), Duration.ofHours(1), Duration.ofHours(2));
    return Samples.policy(
        new Courtesies(
            Map.of(MARKET, courtesy),
            courtesy,
            AT_ONCE,
            Map.of("promotion", Set.of("progress", "promotion"), "result", Set.of("progress")),
            new Courtesies.Digest(2, 3)),
        new Doubt(true, 1, true));
  }

  Duration pause() {
    return switch (random.nextInt(6)) {
      case 0 -> Duration.ZERO;
      case 1 -> Duration.ofHours(random.nextInt(9));
      case 2 -> Duration.ofMinutes(random.nextInt(90));
      default -> Duration.ofSeconds(random.nextInt(90));
    };
  }

  OutboxInput next(Outbox outbox, Instant now) {
    return switch (random.nextInt(12)) {
      case 0 -> new OutboxInput.ContactTold(contact(now));
      case 1 -> new OutboxInput.OpeningToldContact(null, contact(now));
      case 2 ->
          random.nextInt(4) == 0 ? new OutboxInput.ContactErased(now) : new OutboxInput.WokenUp();
      case 3 -> new OutboxInput.DutyChanged(duty());
      case 4, 5, 6 -> reported(outbox);
      default -> new OutboxInput.FollowUpArrived(followUp(now));
    };
  }

  private FollowUp followUp(Instant now) {
    int number = random.nextInt(CASES);
    var classes = List.of(MessageClass.values());
    return new FollowUp(
        Samples.CUSTOMER,
        "case-" + number,
        ++sequences[number],
        now,
        TYPES.get(random.nextInt(TYPES.size())),
        classes.get(random.nextInt(classes.size())),
        MARKET,
        random.nextInt(4) == 0 ? now.plusSeconds(1 + random.nextInt(5_000)) : null,
        random.nextBoolean() ? Samples.facts() : Samples.factsWith("agent-" + random.nextInt(9)),
        random.nextInt(3) == 0 ? "I-1" : null,
        List.of());
  }

  private DutyChange duty() {
    int number = random.nextInt(CASES);
    var kinds = List.of(DutyChange.Kind.values());
    return new DutyChange(
        Samples.CUSTOMER,
        "case-" + number,
        ++sequences[number],
        kinds.get(random.nextInt(kinds.size())),
        "final-response");
  }

  private Contact contact(Instant now) {
    boolean quiet = random.nextInt(4) == 0;
    return new Contact(
        now,
        "Wang",
        random.nextInt(4) == 0 ? null : Samples.PHONE,
        random.nextInt(3) == 0 ? null : Samples.EMAIL,
        "en",
        null,
        random.nextBoolean() ? List.of(Channel.EMAIL) : List.of(),
        random.nextInt(3) == 0 ? Set.of(OPT_OUTS.get(random.nextInt(OPT_OUTS.size()))) : Set.of(),
        quiet ? new QuietHours(LocalTime.of(9, 0), LocalTime.of(11, 0)) : null,
        false);
  }

  /** Of some attempt of some message, known or not. */
  private OutboxInput reported(Outbox outbox) {
    if (outbox.messages().isEmpty()) {
      return new OutboxInput.WokenUp();
    }
    var message = outbox.messages().get(random.nextInt(outbox.messages().size()));
    int attempt = 1 + random.nextInt(Math.max(1, message.attempts().size()));
    return switch (random.nextInt(7)) {
      case 0 -> part(message, attempt, true);
      case 1 -> part(message, attempt, false);
      case 2 -> outcome(message, attempt, Result.UNKNOWN, "no-answer");
      case 3 ->
          outcome(message, attempt, Result.REFUSED, REASONS.get(random.nextInt(REASONS.size())));
      case 4 -> outcome(message, attempt, Result.EXPIRED, "send-too-late");
      default -> outcome(message, attempt, Result.ACCEPTED, null);
    };
  }

  private static OutboxInput part(Message message, int attempt, boolean delivered) {
    return new OutboxInput.PartReported(
        message.messageId(), attempt, 1, 1, delivered, delivered ? "delivered" : "undelivered");
  }

  private static OutboxInput outcome(
      Message message, int attempt, Result result, @Nullable String reason) {
    return new OutboxInput.OutcomeReported(
        message.messageId(), attempt, result, reason, !"bad-address".equals(reason), "smsc");
  }
}
