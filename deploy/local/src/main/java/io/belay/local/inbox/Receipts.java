package io.belay.local.inbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.MessageType;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.util.DeliveryReceiptState;

/** Delivery receipts on their way back; tried again for a minute when nobody takes them. */
final class Receipts implements AutoCloseable {
  /** So many wait for their answer at once: a window, as centres keep one for receipts, too. */
  private static final int WINDOW = 64;

  private static final int TRIES = 60;
  private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(1);
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyMMddHHmm").withZone(ZoneOffset.UTC);
  private static final Map<DeliveryReceiptState, Byte> MESSAGE_STATES =
      Map.of(
          DeliveryReceiptState.ENROUTE, (byte) 1,
          DeliveryReceiptState.DELIVRD, (byte) 2,
          DeliveryReceiptState.EXPIRED, (byte) 3,
          DeliveryReceiptState.DELETED, (byte) 4,
          DeliveryReceiptState.UNDELIV, (byte) 5,
          DeliveryReceiptState.ACCEPTD, (byte) 6,
          DeliveryReceiptState.UNKNOWN, (byte) 7,
          DeliveryReceiptState.REJECTD, (byte) 8);

  private final ScheduledThreadPoolExecutor threads =
      new ScheduledThreadPoolExecutor(WINDOW, Thread.ofVirtual().factory());

  private volatile Runnable onTaken = () -> {};

  /** A receipt to be sent, preferably on the session that brought the message. */
  record Due(String id, SubmitSm submit, DeliveryReceiptState state, SMPPServerSession session) {}

  /** From now on runs this for each receipt that was answered as taken. */
  void onTaken(Runnable listener) {
    onTaken = listener;
  }

  void schedule(Due due, Duration after, Map<SMPPServerSession, Boolean> sessions) {
    schedule(due, after, sessions, TRIES);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private void schedule(
      Due due, Duration after, Map<SMPPServerSession, Boolean> sessions, int tries) {
    try {
      var unused =
          threads.schedule(
              () -> {
                if (sent(due, sessions)) {
                  onTaken.run();
                } else if (tries > 1) {
                  schedule(due, TRY_AGAIN_AFTER, sessions, tries - 1);
                }
              },
              after.toNanos(),
              TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException closed) {
      // the centre is closing: the receipt is lost with it, as with a real one
    }
  }

  private static boolean sent(Due due, Map<SMPPServerSession, Boolean> sessions) {
    var receiver =
        sessions.getOrDefault(due.session(), false)
            ? due.session()
            : sessions.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    if (receiver == null) {
      return false;
    }
    var submit = due.submit();
    try {
      receiver.deliverShortMessage(
          "",
          TypeOfNumber.valueOf(submit.getDestAddrTon()),
          NumberingPlanIndicator.valueOf(submit.getDestAddrNpi()),
          submit.getDestAddress(),
          TypeOfNumber.valueOf(submit.getSourceAddrTon()),
          NumberingPlanIndicator.valueOf(submit.getSourceAddrNpi()),
          submit.getSourceAddr(),
          new ESMClass(MessageType.SMSC_DEL_RECEIPT.value()),
          (byte) 0,
          (byte) 0,
          new RegisteredDelivery(0),
          DataCodings.ZERO,
          text(due).getBytes(StandardCharsets.US_ASCII),
          new OptionalParameter.Receipted_message_id(due.id()),
          new OptionalParameter.Message_state(MESSAGE_STATES.getOrDefault(due.state(), (byte) 7)));
      return true;
    } catch (PDUException
        | ResponseTimeoutException
        | InvalidResponseException
        | NegativeResponseException
        | IOException notTaken) {
      return false;
    }
  }

  private static String text(Due due) {
    var now = MINUTE.format(Instant.now());
    boolean delivered = due.state() == DeliveryReceiptState.DELIVRD;
    return "id:%s sub:001 dlvrd:%s submit date:%s done date:%s stat:%s err:%s text:"
        .formatted(
            due.id(),
            delivered ? "001" : "000",
            now,
            now,
            due.state().name(),
            delivered ? "000" : "001");
  }
}
