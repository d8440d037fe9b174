package io.belay.local.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.GSMSpecificFeature;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SMSCDeliveryReceipt;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.Session;
import org.jsmpp.util.DeliveryReceiptState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocalSmsCentreTest {
  private static final byte GSM_7 = 0;
  private static final byte UCS_2 = 8;
  private static final int AT_ONCE = 20;

  private final LocalSmsCentre centre = LocalSmsCentre.start();
  private final List<String> receipts = new CopyOnWriteArrayList<>();
  private final SMPPSession session = new SMPPSession();
  private volatile CountDownLatch mayAnswer = new CountDownLatch(0);

  @BeforeEach
  void bind() throws Exception {
    session.setMessageReceiverListener(new ReceiptTexts());
    session.setPduProcessorDegree(2 * AT_ONCE);
    session.connectAndBind(
        "127.0.0.1",
        centre.port(),
        new BindParameter(
            BindType.BIND_TRX,
            "belay",
            "secret",
            "",
            TypeOfNumber.UNKNOWN,
            NumberingPlanIndicator.UNKNOWN,
            null));
  }

  @AfterEach
  void close() {
    session.close();
    centre.close();
  }

  @Test
  void partsInAnyOrderBecomeOneMessageWithoutBreakingAnEmoji() throws Exception {
    var octets = "您的提现已到账😀谢谢".getBytes(StandardCharsets.UTF_16BE);
    int insideTheEmoji = 2 * "您的提现已到账".length() + 2;

    submit(part(7, 2, 2, octets, insideTheEmoji, octets.length), UCS_2, true);
    assertThat(centre.inbox().messages()).isEmpty();
    submit(part(7, 2, 1, octets, 0, insideTheEmoji), UCS_2, true);

    assertThat(centre.inbox().messages())
        .singleElement()
        .satisfies(
            message -> {
              assertThat(message.text()).isEqualTo("您的提现已到账😀谢谢");
              assertThat(message.to()).isEqualTo("+8613800000001");
              assertThat(message.parts()).isEqualTo(2);
              assertThat(message.encoding()).isEqualTo("UCS-2");
            });
  }

  @Test
  void gsm7ExtensionsAreRead() throws Exception {
    submit(new byte[] {'5', '0', 0x1b, 'e', ' ', 0x00, 0x1b, '<'}, GSM_7, false);
    assertThat(centre.inbox().messages()).extracting(Message::text).containsExactly("50€ @[");
  }

  @Test
  void receiptNamesTheIdOfTheAnswer() throws Exception {
    centre.behave(
        SmsCentreBehaviour.healthy().reporting(DeliveryReceiptState.UNDELIV, Duration.ZERO));
    var id = submit("hello".getBytes(StandardCharsets.US_ASCII), GSM_7, false);
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                assertThat(receipts)
                    .singleElement()
                    .asString()
                    .contains("id:" + id)
                    .contains("stat:UNDELIV"));
  }

  @Test
  void manyReceiptsWaitForTheirAnswersAtOnceAndEachIsToldOfOnceItIsTaken() throws Exception {
    var taken = new AtomicInteger();
    centre.onReceiptTaken(taken::incrementAndGet);
    mayAnswer = new CountDownLatch(1);
    for (int i = 0; i < AT_ONCE; i++) {
      submit("hello".getBytes(StandardCharsets.US_ASCII), GSM_7, false);
    }
    // before one is sent again
    await().atMost(Duration.ofSeconds(8)).until(() -> receipts.size() == AT_ONCE);
    assertThat(taken).hasValue(0);

    mayAnswer.countDown();
    await().atMost(Duration.ofSeconds(10)).until(() -> taken.get() == AT_ONCE);
  }

  @Test
  void refusesAndThrottlesWhenTold() throws Exception {
    var hello = "hello".getBytes(StandardCharsets.US_ASCII);
    centre.behave(SmsCentreBehaviour.healthy().refusingWith(SMPPConstant.STAT_ESME_RINVDSTADR));
    assertThatThrownBy(() -> submit(hello, GSM_7, false))
        .isInstanceOf(NegativeResponseException.class);
    centre.behave(SmsCentreBehaviour.healthy().withoutReceipts());
    submit(hello, GSM_7, false);
    assertThat(centre.inbox().count()).isEqualTo(1);
    assertThat(receipts).isEmpty();
  }

  private static byte[] part(int reference, int of, int number, byte[] octets, int from, int to) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {5, 0, 3, (byte) reference, (byte) of, (byte) number});
    out.write(octets, from, to - from);
    return out.toByteArray();
  }

  private String submit(byte[] octets, byte dataCoding, boolean header) throws Exception {
    var esmClass = new ESMClass(GSMSpecificFeature.compose((byte) 0, GSMSpecificFeature.DEFAULT));
    if (header) {
      esmClass = new ESMClass(GSMSpecificFeature.compose((byte) 0, GSMSpecificFeature.UDHI));
    }
    return session
        .submitShortMessage(
            "",
            TypeOfNumber.ALPHANUMERIC,
            NumberingPlanIndicator.UNKNOWN,
            "Belay",
            TypeOfNumber.INTERNATIONAL,
            NumberingPlanIndicator.ISDN,
            "8613800000001",
            esmClass,
            (byte) 0,
            (byte) 0,
            null,
            null,
            new RegisteredDelivery(SMSCDeliveryReceipt.SUCCESS_FAILURE),
            (byte) 0,
            DataCodings.newInstance(dataCoding),
            (byte) 0,
            octets)
        .getMessageId();
  }

  private final class ReceiptTexts implements MessageReceiverListener {
    @Override
    public void onAcceptDeliverSm(DeliverSm receipt) {
      receipts.add(new String(receipt.getShortMessage(), StandardCharsets.US_ASCII));
      try {
        mayAnswer.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void onAcceptAlertNotification(AlertNotification notification) {}

    @Override
    public DataSmResult onAcceptDataSm(DataSm dataSm, Session source)
        throws ProcessRequestException {
      throw new ProcessRequestException("unexpected", SMPPConstant.STAT_ESME_RINVCMDID);
    }
  }
}
