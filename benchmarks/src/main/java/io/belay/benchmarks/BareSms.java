package io.belay.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SMSCDeliveryReceipt;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.Session;
import org.jsmpp.session.connection.socket.SocketConnection;

/** The SMPP library as it is, with as many submits under way and receipts taken. */
final class BareSms implements AutoCloseable {
  private static final int PDU_QUEUE = 20_000;
  private static final long TIMEOUT_MILLIS = 10_000;

  private final int window;
  private final SMPPSession session;

  BareSms(int port, int window) throws IOException {
    this.window = window;
    session =
        new SMPPSession(
            (host, to) -> {
              var socket = new Socket(InetAddress.getLoopbackAddress(), to);
              socket.setTcpNoDelay(true);
              return new SocketConnection(socket);
            });
    session.setQueueCapacity(PDU_QUEUE);
    session.setTransactionTimer(TIMEOUT_MILLIS);
    session.setMessageReceiverListener(new TakesReceipts());
    session.connectAndBind(
        "127.0.0.1",
        port,
        new BindParameter(
            BindType.BIND_TRX,
            "bare",
            "bare",
            "",
            TypeOfNumber.UNKNOWN,
            NumberingPlanIndicator.UNKNOWN,
            null));
  }

  /** Returns after the last answer. */
  void send(int messages) throws InterruptedException {
    var left = new AtomicInteger(messages);
    var failure = new AtomicReference<Exception>();
    var done = new CountDownLatch(window);
    for (int i = 0; i < window; i++) {
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  while (left.getAndDecrement() > 0) {
                    submit();
                  }
                } catch (Exception e) {
                  failure.set(e);
                } finally {
                  done.countDown();
                }
              });
    }
    done.await();
    if (failure.get() != null) {
      throw new IllegalStateException("Expected every submit to be taken", failure.get());
    }
  }

  private void submit() throws Exception {
    var unused =
        session.submitShortMessage(
            "",
            TypeOfNumber.ALPHANUMERIC,
            NumberingPlanIndicator.UNKNOWN,
            "Belay",
            TypeOfNumber.INTERNATIONAL,
            NumberingPlanIndicator.ISDN,
            "8613800138000",
            new ESMClass(),
            (byte) 0,
            (byte) 0,
            null,
            "000001000000000R",
            new RegisteredDelivery(SMSCDeliveryReceipt.SUCCESS_FAILURE),
            (byte) 0,
            DataCodings.ZERO,
            (byte) 0,
            DeliveryWriter.TEXT.getBytes(US_ASCII));
  }

  @Override
  public void close() {
    session.unbindAndClose();
  }

  private static final class TakesReceipts implements MessageReceiverListener {
    @Override
    public void onAcceptDeliverSm(DeliverSm receipt) {}

    @Override
    public void onAcceptAlertNotification(AlertNotification alert) {}

    @Override
    public DataSmResult onAcceptDataSm(DataSm data, Session session)
        throws ProcessRequestException {
      throw new ProcessRequestException("Expected receipts by deliver_sm", 3);
    }
  }
}
