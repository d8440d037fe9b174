package io.belay.notification.domain;

import static io.belay.notification.Samples.NOON;
import static io.belay.notification.Samples.contact;
import static io.belay.notification.Samples.followUp;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.notification.Samples;
import io.belay.notification.domain.OutboxInput.ContactTold;
import io.belay.notification.domain.OutboxInput.FollowUpArrived;
import io.belay.notification.domain.OutboxInput.OutcomeReported;
import io.belay.notification.domain.OutboxInput.WokenUp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Of which hand-overs it is measured how long they took: of the first, if nothing else held it. */
class FirstGatewayTest extends OutboxStory {

  @Test
  void whatIsSaidAtOnceWaitsFromNowOn() {
    sent(MessageClass.URGENT);
    assertThat(waits()).containsExactly(NOON);
  }

  @Test
  void aRepeatByAnotherChannelIsNoFirstOne() {
    sent(MessageClass.URGENT);
    when(accepted(1));
    untilWoken();
    assertThat(sends()).last().asString().contains("EMAIL");
    assertThat(waits()).containsExactly(NOON, null);
  }

  @Test
  void whatAGatewayRefusedIsNoFirstOneWhenItComesAgain() {
    sent(MessageClass.STATUTORY);
    when(refused(1, true));
    assertThat(waits()).containsExactly(NOON, null);
  }

  @Test
  void whatNoGatewayWasAskedForWaitsSinceItsFirstAttempt() {
    sent(MessageClass.URGENT);
    after(Duration.ofMinutes(1));
    when(givenBack(1));
    after(Duration.ofMinutes(1));
    when(givenBack(2));
    assertThat(waits()).containsExactly(NOON, NOON, NOON);
    assertThat(outbox.messages().getFirst().waitsForDispatchSince()).isEqualTo(NOON);
  }

  @Test
  void whatWaitedForAContactOrTheMorningOrOthersIsNotMeasured() {
    when(new FollowUpArrived(followUp(7, MessageClass.URGENT)));
    after(Duration.ofMinutes(5));
    when(new ContactTold(contact()));
    assertThat(waits()).containsExactly((Instant) null);

    effects.clear();
    // noon is eight in the evening in Shanghai
    var night = new QuietHours(LocalTime.of(20, 0), LocalTime.of(8, 0));
    when(new ContactTold(contact(Samples.PHONE, null, night, Set.of())));
    when(new FollowUpArrived(followUp(8, MessageClass.ROUTINE)));
    now = Instant.parse("2026-11-21T00:00:00Z");
    when(new WokenUp());
    assertThat(waits()).containsExactly((Instant) null);
  }

  @Test
  void aRoutineMessageThatIsGivenBackMayHaveWaitedForTheMorning() {
    sent(MessageClass.ROUTINE);
    after(Duration.ofMinutes(30));
    when(givenBack(1));
    assertThat(waits()).containsExactly(NOON, null);
  }

  private static OutcomeReported givenBack(int attempt) {
    return new OutcomeReported(MESSAGE, attempt, Result.EXPIRED, "send-too-late", false, null);
  }

  private List<@Nullable Instant> waits() {
    return effects.stream()
        .filter(OutboxEffect.Send.class::isInstance)
        .map(send -> ((OutboxEffect.Send) send).waitsSince())
        .toList();
  }
}
