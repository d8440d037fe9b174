package io.belay.local.inbox;

import java.time.Duration;
import org.jsmpp.util.DeliveryReceiptState;

/**
 * How the SMS centre treats what it is given.
 *
 * @param refuseWith SMPP command status of every answer; 0 accepts, 0x58 means back off
 * @param ackDelay how long the centre has a message before it says so; holds up the session, as a
 *     slow centre does
 * @param receipts whether a receipt follows where one is asked for
 * @param receiptDelay how long after the answer; may be zero
 * @param receiptState what receipts say
 * @param messagesPerSecond more than this is answered with 0x58; 0: no limit
 */
public record SmsCentreBehaviour(
    int refuseWith,
    Duration ackDelay,
    boolean receipts,
    Duration receiptDelay,
    DeliveryReceiptState receiptState,
    int messagesPerSecond) {

  /** Accepts at once and reports delivery soon after. */
  public static SmsCentreBehaviour healthy() {
    return new SmsCentreBehaviour(
        0, Duration.ZERO, true, Duration.ofMillis(50), DeliveryReceiptState.DELIVRD, 0);
  }

  public SmsCentreBehaviour refusingWith(int commandStatus) {
    return new SmsCentreBehaviour(
        commandStatus, ackDelay, receipts, receiptDelay, receiptState, messagesPerSecond);
  }

  public SmsCentreBehaviour answeringAfter(Duration delay) {
    return new SmsCentreBehaviour(
        refuseWith, delay, receipts, receiptDelay, receiptState, messagesPerSecond);
  }

  public SmsCentreBehaviour withoutReceipts() {
    return new SmsCentreBehaviour(
        refuseWith, ackDelay, false, receiptDelay, receiptState, messagesPerSecond);
  }

  public SmsCentreBehaviour reporting(DeliveryReceiptState state, Duration after) {
    return new SmsCentreBehaviour(refuseWith, ackDelay, receipts, after, state, messagesPerSecond);
  }

  public SmsCentreBehaviour atMostPerSecond(int messages) {
    return new SmsCentreBehaviour(
        refuseWith, ackDelay, receipts, receiptDelay, receiptState, messages);
  }
}
