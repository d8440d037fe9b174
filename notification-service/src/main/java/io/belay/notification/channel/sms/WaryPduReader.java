package io.belay.notification.channel.sms;

import io.belay.notification.NotificationMetrics;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import org.jsmpp.DefaultPDUReader;
import org.jsmpp.PDUReader;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.Command;
import org.jsmpp.util.DefaultDecomposer;
import org.jsmpp.util.PDUDecomposer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what a centre says, and trusts neither its lengths nor its content. The library's own
 * reader makes room for whatever length it is told, up to 2 GB, and its threads die of what ends
 * too early: the centre then waits for an answer, or a send for its time-out.
 */
final class WaryPduReader implements PDUReader {
  private static final Logger log = LoggerFactory.getLogger(WaryPduReader.class);
  private static final int HEADER_BYTES = 16;

  /** All fields, and one parameter of the longest there is: SMPP 3.4, 4.6.1 and 5.3.1. */
  private static final int LONGEST_PDU = 70_000;

  /** No command has this id: the library answers what has it by generic_nack. */
  private static final int NO_COMMAND = 0;

  private final PDUReader reader = new DefaultPDUReader();
  private final PDUDecomposer decomposer = new DefaultDecomposer();
  private final String route;
  private final NotificationMetrics metrics;
  private volatile boolean ended;

  WaryPduReader(String route, NotificationMetrics metrics) {
    this.route = route;
    this.metrics = metrics;
  }

  /** Whether the connection is over: nothing will be read any more. */
  boolean ended() {
    return ended;
  }

  /** With a length that cannot be, nobody knows where the next one begins: the session ends. */
  @Override
  public Command readPDUHeader(DataInputStream in) throws IOException {
    try {
      int length = in.readInt();
      if (length < HEADER_BYTES || length > LONGEST_PDU) {
        metrics.receiptUnreadable(route);
        log.warn("Route {} was sent a PDU of {} bytes and ends the session", route, length);
        throw new IOException(
            "Expected a PDU of %d to %d bytes, but it says %d"
                .formatted(HEADER_BYTES, LONGEST_PDU, length));
      }
      var header = new Command();
      header.setCommandLength(length);
      header.setCommandId(in.readInt());
      header.setCommandStatus(in.readInt());
      header.setSequenceNumber(in.readInt());
      return header;
    } catch (IOException e) {
      throw seen(e);
    }
  }

  @Override
  public byte[] readPDU(DataInputStream in, Command header) throws IOException {
    try {
      byte[] pdu = reader.readPDU(in, header);
      insteadOf(header.getCommandId(), pdu, header);
      return pdu;
    } catch (IOException e) {
      throw seen(e);
    }
  }

  @Override
  public byte[] readPDU(
      DataInputStream in, int length, int commandId, int commandStatus, int sequence)
      throws IOException {
    return reader.readPDU(in, length, commandId, commandStatus, sequence);
  }

  /** A pause is no end. */
  private IOException seen(IOException e) {
    if (!(e instanceof SocketTimeoutException)) {
      ended = true;
    }
    return e;
  }

  /** What cannot be read is passed on as something that is answered, or ends a wait, at once. */
  private void insteadOf(int command, byte[] pdu, Command header) {
    try {
      switch (command) {
        case SMPPConstant.CID_DELIVER_SM -> decomposer.deliverSm(pdu);
        case SMPPConstant.CID_DATA_SM -> decomposer.dataSm(pdu);
        case SMPPConstant.CID_ALERT_NOTIFICATION -> decomposer.alertNotification(pdu);
        case SMPPConstant.CID_SUBMIT_SM_RESP -> decomposer.submitSmResp(pdu);
        default -> {
          // nobody waits for it, or not without a limit of time
        }
      }
    } catch (PDUStringException | RuntimeException unreadable) {
      metrics.receiptUnreadable(route);
      header.setCommandId(
          command == SMPPConstant.CID_SUBMIT_SM_RESP ? SMPPConstant.CID_GENERIC_NACK : NO_COMMAND);
    }
  }
}
