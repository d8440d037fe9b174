package io.belay.local.inbox;

import io.belay.local.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jsmpp.PDUException;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.BroadcastSm;
import org.jsmpp.bean.CancelBroadcastSm;
import org.jsmpp.bean.CancelSm;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.GSMSpecificFeature;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.QueryBroadcastSm;
import org.jsmpp.bean.QuerySm;
import org.jsmpp.bean.ReplaceSm;
import org.jsmpp.bean.SMSCDeliveryReceipt;
import org.jsmpp.bean.SubmitMulti;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.BroadcastSmResult;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.QueryBroadcastSmResult;
import org.jsmpp.session.QuerySmResult;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SMPPServerSessionListener;
import org.jsmpp.session.ServerMessageReceiverListener;
import org.jsmpp.session.Session;
import org.jsmpp.session.SubmitMultiResult;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.util.MessageId;

/**
 * An SMS centre that speaks SMPP 3.4 on loopback: answers, puts the parts of a message together,
 * keeps what arrived in an {@link Inbox}, and sends receipts. Its behaviour can be changed at any
 * time.
 */
public final class LocalSmsCentre implements AutoCloseable {
  private static final long BIND_LIMIT_MILLIS = 5_000;
  private static final int PDU_THREADS = 3;
  private static final int PDU_QUEUE = 10_000;
  private static final int ACCEPT_POLL_MILLIS = 500;
  private static final long CLOSE_LIMIT_MILLIS = 5_000;

  private static final long UNBIND_LIMIT_MILLIS = 2_000;

  /** A receipt that is not answered for so long is sent again. */
  private static final long ANSWER_LIMIT_MILLIS = 10_000;

  private final Inbox inbox;
  private final SMPPServerSessionListener listener;
  private final int port;
  private final Parts parts = new Parts();
  private final Receipts receipts = new Receipts();
  private final ScheduledThreadPoolExecutor binds = new ScheduledThreadPoolExecutor(2);
  private final Map<SMPPServerSession, Boolean> sessions = new ConcurrentHashMap<>();
  private final AtomicLong lastId = new AtomicLong(System.currentTimeMillis() * 1_000);
  private final AtomicLong secondAndCount = new AtomicLong();
  private final Thread acceptor;
  private volatile SmsCentreBehaviour behaviour = SmsCentreBehaviour.healthy();
  private volatile boolean open = true;

  private LocalSmsCentre(int port, Inbox inbox) {
    this.port = port;
    this.inbox = inbox;
    try {
      listener = new SMPPServerSessionListener(port, new LoopbackSmppListener());
      listener.setTimeout(ACCEPT_POLL_MILLIS);
      listener.setPduProcessorDegree(PDU_THREADS);
      listener.setQueueCapacity(PDU_QUEUE);
      listener.setMessageReceiverListener(new Requests());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Expected the SMS centre to listen on port " + port + ", but it cannot", e);
    }
    acceptor = new Thread(this::acceptSessions, "sms-centre");
    acceptor.setDaemon(true);
    acceptor.start();
  }

  /** Starts a centre on a free port, with an inbox of its own. */
  public static LocalSmsCentre start() {
    return start(FreePort.any(), new Inbox());
  }

  /** Starts a centre whose messages go to the given inbox. */
  public static LocalSmsCentre start(int port, Inbox inbox) {
    return new LocalSmsCentre(port, inbox);
  }

  public int port() {
    return port;
  }

  public Inbox inbox() {
    return inbox;
  }

  /** From now on treats messages so. */
  public void behave(SmsCentreBehaviour next) {
    behaviour = next;
  }

  /** From now on runs this for each receipt that was answered as taken; it must not block. */
  public void onReceiptTaken(Runnable listener) {
    receipts.onTaken(listener);
  }

  /** Cuts every connection, as a network does: no unbind, no answers. */
  public void cutConnections() {
    sessions.keySet().forEach(SMPPServerSession::close);
    sessions.clear();
  }

  /** When it returns, the port is free: the kernel keeps it for as long as somebody accepts. */
  @Override
  public void close() {
    open = false;
    try {
      listener.close();
      acceptor.join(CLOSE_LIMIT_MILLIS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      receipts.close();
      sessions.keySet().forEach(LocalSmsCentre::unbind);
      binds.shutdownNow();
    }
  }

  private static void unbind(SMPPServerSession session) {
    session.setTransactionTimer(UNBIND_LIMIT_MILLIS);
    session.unbindAndClose();
  }

  private void acceptSessions() {
    while (open) {
      try {
        var session = listener.accept();
        binds.execute(() -> bind(session));
      } catch (IOException noneYet) {
        // accept returns so now and then to look whether the centre was closed
      }
    }
  }

  private void bind(SMPPServerSession session) {
    try {
      session.setTransactionTimer(ANSWER_LIMIT_MILLIS);
      var request = session.waitForBind(BIND_LIMIT_MILLIS);
      request.accept("belay-local");
      sessions.put(session, request.getBindType().isReceivable());
      session.addSessionStateListener(
          (now, before, which) -> {
            if (!now.isBound()) {
              sessions.remove(session);
            }
          });
    } catch (TimeoutException | IOException | PDUStringException | IllegalStateException e) {
      session.close();
    }
  }

  private String accept(SubmitSm submit, SMPPServerSession session) throws ProcessRequestException {
    var now = behaviour;
    if (now.refuseWith() != 0) {
      throw new ProcessRequestException("refused", now.refuseWith());
    }
    if (now.messagesPerSecond() > 0 && countInThisSecond() > now.messagesPerSecond()) {
      throw new ProcessRequestException("throttled", SMPPConstant.STAT_ESME_RTHROTTLED);
    }
    var octets = submit.getShortMessage();
    if (octets == null || octets.length == 0) {
      var payload = submit.getOptionalParameter(OptionalParameter.Message_payload.class);
      octets = payload == null ? new byte[0] : payload.getValue();
    }
    var whole =
        parts.add(
            submit.getSourceAddr() + "|" + submit.getDestAddress(),
            octets,
            submit.getDataCoding(),
            GSMSpecificFeature.UDHI.containedIn(submit.getEsmClass()));
    if (whole != null) {
      inbox.add(
          new Message(
              0,
              "SMS",
              Instant.now(),
              submit.getSourceAddr(),
              phoneNumber(submit),
              "",
              whole.text(),
              null,
              whole.parts(),
              SmsText.encodingName(submit.getDataCoding())));
    }
    if (!now.ackDelay().isZero()) {
      LockSupport.parkNanos(now.ackDelay().toNanos());
    }
    var id = Long.toString(lastId.incrementAndGet());
    boolean asked = SMSCDeliveryReceipt.SUCCESS_FAILURE.containedIn(submit.getRegisteredDelivery());
    if (now.receipts() && asked) {
      receipts.schedule(
          new Receipts.Due(id, submit, now.receiptState(), session), now.receiptDelay(), sessions);
    }
    return id;
  }

  private static String phoneNumber(SubmitSm submit) {
    var address = submit.getDestAddress();
    boolean international = submit.getDestAddrTon() == 1 && !address.startsWith("+");
    return international ? "+" + address : address;
  }

  /** How many messages came in this second, this one included. */
  private long countInThisSecond() {
    long second = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime());
    return secondAndCount.updateAndGet(seen -> seen >> 32 == second ? seen + 1 : (second << 32) + 1)
        & 0xffff_ffffL;
  }

  /** Answers submits; what no notification service uses is refused as such. */
  private final class Requests implements ServerMessageReceiverListener {
    @Override
    public SubmitSmResult onAcceptSubmitSm(SubmitSm submit, SMPPServerSession session)
        throws ProcessRequestException {
      try {
        return new SubmitSmResult(new MessageId(accept(submit, session)), new OptionalParameter[0]);
      } catch (PDUException e) {
        throw new ProcessRequestException("bad id", SMPPConstant.STAT_ESME_RSYSERR, e);
      }
    }

    @Override
    public SubmitMultiResult onAcceptSubmitMulti(SubmitMulti request, SMPPServerSession session)
        throws ProcessRequestException {
      throw unsupported();
    }

    @Override
    public QuerySmResult onAcceptQuerySm(QuerySm request, SMPPServerSession session)
        throws ProcessRequestException {
      throw unsupported();
    }

    @Override
    public void onAcceptReplaceSm(ReplaceSm request, SMPPServerSession session)
        throws ProcessRequestException {
      throw unsupported();
    }

    @Override
    public void onAcceptCancelSm(CancelSm request, SMPPServerSession session)
        throws ProcessRequestException {
      throw unsupported();
    }

    @Override
    public BroadcastSmResult onAcceptBroadcastSm(BroadcastSm request, SMPPServerSession session)
        throws ProcessRequestException {
      throw unsupported();
    }

    @Override
    public void onAcceptCancelBroadcastSm(CancelBroadcastSm request, SMPPServerSession session)
        throws ProcessRequestException {
      throw unsupported();
    }

    @Override
    public QueryBroadcastSmResult onAcceptQueryBroadcastSm(
        QueryBroadcastSm request, SMPPServerSession session) throws ProcessRequestException {
      throw unsupported();
    }

    @Override
    public DataSmResult onAcceptDataSm(DataSm request, Session session)
        throws ProcessRequestException {
      throw unsupported();
    }

    private static ProcessRequestException unsupported() {
      return new ProcessRequestException(
          "The local SMS centre only takes submit_sm", SMPPConstant.STAT_ESME_RINVCMDID);
    }
  }
}
