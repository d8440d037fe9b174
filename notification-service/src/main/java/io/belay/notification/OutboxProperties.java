package io.belay.notification;

import io.belay.notification.domain.Channel;
import io.belay.notification.domain.MessageClass;
import io.belay.notification.domain.OutboxPolicy;
import io.belay.notification.domain.OutboxPolicy.ClassPolicy;
import io.belay.notification.domain.OutboxPolicy.Doubt;
import io.belay.notification.domain.OutboxPolicy.Erasure;
import io.belay.notification.domain.OutboxPolicy.Retries;
import io.belay.notification.domain.Places;
import io.belay.notification.domain.ReceiptPatience;
import io.belay.notification.domain.Texts;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** See {@link OutboxPolicy}. */
public record OutboxProperties(
    @NotNull @Size(max = 50) Set<@NotBlank String> bounceReasons,
    @DurationMin(seconds = 1) @DurationMax(days = 7) Duration contactWait,
    @DurationMin(seconds = 1) @DurationMax(days = 7) Duration erasureWait,
    @DurationMin(minutes = 1) @DurationMax(days = 30) Duration erasureAtLatest,
    @Min(1) @Max(10_000) int openMessages,
    @Min(0) @Max(1_000) int keptMessages,
    @DurationMin(seconds = 1) @DurationMax(minutes = 30) Duration answerWithin,
    @DurationMin(seconds = 0) @DurationMax(minutes = 1) Duration answersFirst,
    @DurationMin(millis = 100) @DurationMax(minutes = 10) Duration retryFirst,
    @NotNull @Valid ByClass urgent,
    @NotNull @Valid ByClass routine,
    @NotNull @Valid ByClass statutory,
    @NotNull @Size(max = 50)
        Map<@NotBlank String, @DurationMin(seconds = 1) @DurationMax(days = 30) Duration>
            validAtLeast,
    @DurationMin(minutes = 1) @DurationMax(days = 7) Duration receiptJoinWait,
    @DurationMin(minutes = 1) @DurationMax(days = 14) Duration bounceJoinWait) {

  /** See {@link ClassPolicy}. */
  public record ByClass(
      @DurationMin(seconds = 1) @DurationMax(days = 30) Duration validFor,
      @DurationMin(seconds = 1) @DurationMax(days = 1) Duration sendWithin,
      @DurationMin(millis = 100) @DurationMax(hours = 6) Duration retryLongest,
      @DurationMin(seconds = 1) @DurationMax(days = 3) Duration receiptWithin,
      boolean changesChannel,
      @NotNull @Valid InDoubt inDoubt) {
    ClassPolicy policy() {
      return new ClassPolicy(
          validFor, sendWithin, retryLongest, receiptWithin, changesChannel, inDoubt.doubt());
    }
  }

  /** See {@link Doubt}. */
  public record InDoubt(
      boolean otherChannelOnUnknown,
      @Min(0) @Max(5) int repeatsOnUnknown,
      boolean otherChannelWithoutReceipt) {
    Doubt doubt() {
      return new Doubt(otherChannelOnUnknown, repeatsOnUnknown, otherChannelWithoutReceipt);
    }
  }

  ReceiptPatience receiptPatience() {
    return new ReceiptPatience(receiptJoinWait, bounceJoinWait);
  }

  /**
   * What the outbox goes by.
   *
   * @param texts what can be said
   * @param channels those that have a route
   */
  OutboxPolicy policy(
      Texts texts, Set<Channel> channels, Places places, CourtesyProperties courtesy) {
    return new OutboxPolicy(
        texts,
        channels,
        bounceReasons,
        contactWait,
        new Erasure(erasureWait, erasureAtLatest),
        openMessages,
        keptMessages,
        new Retries(answerWithin, retryFirst),
        Map.of(
            MessageClass.URGENT, urgent.policy(),
            MessageClass.ROUTINE, routine.policy(),
            MessageClass.STATUTORY, statutory.policy()),
        validAtLeast,
        places,
        courtesy.courtesies(texts.messageTypes()));
  }
}
