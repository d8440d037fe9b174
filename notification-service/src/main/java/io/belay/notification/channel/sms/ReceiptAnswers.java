package io.belay.notification.channel.sms;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jsmpp.DefaultPDUSender;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.Session;
import org.jsmpp.util.DefaultComposer;
import org.jsmpp.util.MessageId;

/**
 * Hears the reports of one session and answers each once the broker has it: what was answered is
 * not sent again, and would be lost with a process that is killed.
 *
 * <p>The library answers with the thread that heard, at once. Here that answer is put off, and one
 * thread gives all of them, in the order the reports came: a thread that waits for each would be
 * woken for each.
 */
final class ReceiptAnswers extends DefaultPDUSender
    implements MessageReceiverListener, AutoCloseable {
  /** A centre keeps a window, but need not: what is beyond this is to come again. */
  private static final int MOST_WAITING = 10_000;

  private static final int MOST_BYTES_TOGETHER = 16 * 1_024;
  private static final byte[] LATER = {};

  /** What this thread has just heard; it answers before it hears more. */
  private static final ThreadLocal<CompletableFuture<Void>> HEARD = new ThreadLocal<>();

  private final SmsReceipts receipts;
  private final BlockingQueue<Waiting> waiting;
  private final Thread answering;

  /** Writes an answer with this status. */
  private interface Answer {
    void write(OutputStream out, int status) throws IOException, PDUStringException;
  }

  /** An answer that waits for the broker. */
  private record Waiting(
      CompletableFuture<Void> written, long untilNanos, OutputStream out, Answer answer) {}

  /** Answers until it is closed. */
  ReceiptAnswers(SmsReceipts receipts) {
    this(receipts, MOST_WAITING);
  }

  ReceiptAnswers(SmsReceipts receipts, int mostWaiting) {
    // the connection takes PDUs of any thread
    super(new DefaultComposer());
    this.receipts = receipts;
    this.waiting = new LinkedBlockingQueue<>(mostWaiting);
    this.answering = Thread.ofVirtual().name("smpp-receipt-answers").start(this::giveAnswers);
  }

  @Override
  public void onAcceptDeliverSm(DeliverSm deliver) throws ProcessRequestException {
    HEARD.set(receipts.take(deliver));
  }

  @Override
  public DataSmResult onAcceptDataSm(DataSm data, Session session) throws ProcessRequestException {
    HEARD.set(receipts.take(data));
    try {
      return new DataSmResult(new MessageId(""), new OptionalParameter[0]);
    } catch (PDUStringException e) {
      throw new IllegalStateException("Expected an id to be allowed to be empty", e);
    }
  }

  @Override
  public void onAcceptAlertNotification(AlertNotification alert) {}

  @Override
  public byte[] sendDeliverSmResp(OutputStream out, int status, int sequence, String messageId)
      throws IOException {
    boolean isPutOff =
        putOff(out, (to, as) -> super.sendDeliverSmResp(to, as, sequence, messageId));
    return isPutOff ? LATER : super.sendDeliverSmResp(out, status, sequence, messageId);
  }

  @Override
  public byte[] sendDataSmResp(
      OutputStream out, int status, int sequence, String messageId, OptionalParameter... more)
      throws PDUStringException, IOException {
    boolean isPutOff =
        putOff(out, (to, as) -> super.sendDataSmResp(to, as, sequence, messageId, more));
    return isPutOff ? LATER : super.sendDataSmResp(out, status, sequence, messageId, more);
  }

  /** False: this thread has heard nothing that has to be written first. */
  private boolean putOff(OutputStream out, Answer answer) throws IOException {
    var written = HEARD.get();
    if (written == null) {
      return false;
    }
    HEARD.remove();
    long untilNanos = System.nanoTime() + receipts.writtenWithin().toNanos();
    if (!waiting.offer(new Waiting(written, untilNanos, out, answer))) {
      write(answer, out, SMPPConstant.STAT_ESME_RX_T_APPN);
    }
    return true;
  }

  private void giveAnswers() {
    var together = new ByteArrayOutputStream();
    try {
      for (Waiting next = waiting.take(); ; next = nextAfter(next, together)) {
        if (!next.written.isDone() || together.size() > MOST_BYTES_TOGETHER) {
          flush(together, next.out);
        }
        write(next.answer, together, statusOf(next));
      }
    } catch (IOException cut) {
      // who reads from the connection learns it too, and ends the session
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  /** What is answered goes out before it waits for more. */
  private Waiting nextAfter(Waiting last, ByteArrayOutputStream together)
      throws IOException, InterruptedException {
    var next = waiting.poll();
    if (next != null) {
      return next;
    }
    flush(together, last.out);
    return waiting.take();
  }

  private int statusOf(Waiting next) throws InterruptedException {
    try {
      next.written.get(next.untilNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
      return SMPPConstant.STAT_ESME_ROK;
    } catch (ExecutionException | TimeoutException away) {
      receipts.brokerIsAway();
      return SMPPConstant.STAT_ESME_RX_T_APPN;
    }
  }

  private static void flush(ByteArrayOutputStream together, OutputStream out) throws IOException {
    if (together.size() > 0) {
      out.write(together.toByteArray());
      together.reset();
    }
  }

  private static void write(Answer answer, OutputStream out, int status) throws IOException {
    try {
      answer.write(out, status);
    } catch (PDUStringException e) {
      throw new IllegalStateException("Expected an answer with an empty id to be sendable", e);
    }
  }

  /** What has no answer yet is sent again by the centre. */
  @Override
  public void close() {
    answering.interrupt();
  }
}
