package io.belay.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.contract.Topics;
import io.belay.endtoend.faults.Messages.Fate;
import io.belay.events.Delivery;
import io.belay.events.DeliveryOutcome;
import io.belay.events.DeliveryResult;
import io.belay.local.inbox.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessagesTest {
  private static final String MESSAGE = "case-1/7";
  private static final String CODE = "K7QX";
  private static final Instant START = Instant.parse("2026-11-26T16:31:00Z");
  private static final Duration OVERDUE = Cluster.RECEIPT_WITHIN;

  private final Messages messages = new Messages();
  private final List<Message> arrived = new ArrayList<>();

  @Test
  void oneCopyThatIsSaidToBeThereArrived() {
    sent(1, "SMS", Duration.ZERO);
    inHand("SMS");
    ends(1, DeliveryResult.DELIVERED);

    assertThat(fate()).isEqualTo(Fate.ARRIVED);
  }

  @Test
  void noCopyOfWhatIsSaidToBeThereIsALoss() {
    sent(1, "SMS", Duration.ZERO);
    ends(1, DeliveryResult.DELIVERED);

    assertThat(fate()).isEqualTo(Fate.LOST);
  }

  @Test
  void twoCopiesByOneChannelAreARepetition() {
    sent(1, "SMS", Duration.ZERO);
    inHand("SMS");
    sent(2, "SMS", OVERDUE);
    inHand("SMS");
    ends(2, DeliveryResult.DELIVERED);

    assertThat(fate()).isEqualTo(Fate.REPEATED);
  }

  @Test
  void theOtherChannelMayHaveItTooOnceTheReceiptWasOverdue() {
    sent(1, "SMS", Duration.ZERO);
    inHand("SMS");
    sent(2, "EMAIL", OVERDUE);
    inHand("EMAIL");
    ends(1, DeliveryResult.DELIVERED);

    assertThat(fate()).isEqualTo(Fate.OTHER_CHANNEL_TOO);
  }

  @Test
  void theOtherChannelBeforeThatIsARepetition() {
    sent(1, "SMS", Duration.ZERO);
    inHand("SMS");
    sent(2, "EMAIL", OVERDUE.minusMillis(1));
    inHand("EMAIL");
    ends(1, DeliveryResult.DELIVERED);

    assertThat(fate()).isEqualTo(Fate.REPEATED);
  }

  @Test
  void anAttemptThatWasRefusedIsNoAttemptOfItsChannel() {
    sent(1, "EMAIL", Duration.ZERO);
    refused(1);
    sent(2, "SMS", Duration.ofMillis(10));
    inHand("SMS");
    sent(3, "EMAIL", OVERDUE.plusMillis(10));
    inHand("EMAIL");
    ends(2, DeliveryResult.DELIVERED);

    assertThat(fate()).isEqualTo(Fate.OTHER_CHANNEL_TOO);
  }

  /** An instance whose clock is ahead sends nothing, as it takes each attempt for too late. */
  @Test
  void anAttemptThatWasTooLateIsNoAttemptOfItsChannel() {
    sent(1, "SMS", Duration.ZERO);
    outcome(1, DeliveryResult.EXPIRED, false);
    sent(2, "EMAIL", Duration.ofMillis(10));
    outcome(2, DeliveryResult.EXPIRED, false);
    sent(3, "SMS", Duration.ofMillis(20));
    inHand("SMS");
    sent(4, "EMAIL", OVERDUE.plusMillis(20));
    inHand("EMAIL");
    ends(3, DeliveryResult.DELIVERED);

    assertThat(fate()).isEqualTo(Fate.OTHER_CHANNEL_TOO);
  }

  @Test
  void whatWasSaidToBeRefusedAndIsInHandAllTheSameIsARepetition() {
    sent(1, "EMAIL", Duration.ZERO);
    inHand("EMAIL");
    refused(1);
    sent(2, "SMS", Duration.ofMillis(10));
    inHand("SMS");
    ends(2, DeliveryResult.DELIVERED);

    assertThat(fate()).isEqualTo(Fate.REPEATED);
  }

  @Test
  void whatWasOnceUnknownIsCountedSo() {
    sent(1, "SMS", Duration.ZERO);
    inHand("SMS");
    outcome(1, DeliveryResult.UNKNOWN, false);
    sent(2, "EMAIL", Duration.ofMillis(10));
    inHand("EMAIL");
    ends(2, DeliveryResult.ACCEPTED);

    assertThat(fate()).isEqualTo(Fate.UNKNOWN);
  }

  private Fate fate() {
    return messages.fateOf(MESSAGE, arrived);
  }

  private void sent(int attempt, String channel, Duration after) {
    messages.take(
        Delivery.newBuilder()
            .setAttemptId(MESSAGE + "/" + attempt)
            .setMessageId(MESSAGE)
            .setCaseId("case-1")
            .setCustomerId("customer-1")
            .setMessageType("apology")
            .setMessageClass("URGENT")
            .setChannel(channel)
            .setAddress("nobody@example.com")
            .setLocale("en")
            .setText("Code " + CODE)
            .setDecidedAt(START)
            .setNotAfter(START.plusSeconds(3_600))
            .setTemplate("61edeb865e8a")
            .setCode(CODE)
            .build(),
        channel.equals("SMS") ? Topics.DELIVERIES_SMS_URGENT : Topics.DELIVERIES_EMAIL_URGENT,
        START.plus(after));
  }

  private void inHand(String channel) {
    arrived.add(
        new Message(0, channel, START, "Belay", "somebody", "", "Code " + CODE, null, 1, ""));
  }

  private void refused(int attempt) {
    outcome(attempt, DeliveryResult.REFUSED, false);
  }

  private void ends(int attempt, DeliveryResult result) {
    outcome(attempt, result, true);
  }

  private void outcome(int attempt, DeliveryResult result, boolean last) {
    messages.take(
        DeliveryOutcome.newBuilder()
            .setOutcomeId(MESSAGE + "/" + attempt + "/" + result)
            .setAttemptId(MESSAGE + "/" + attempt)
            .setMessageId(MESSAGE)
            .setCaseId("case-1")
            .setCustomerId("customer-1")
            .setResult(result)
            .setAt(START)
            .setLast(last)
            .build());
  }
}
