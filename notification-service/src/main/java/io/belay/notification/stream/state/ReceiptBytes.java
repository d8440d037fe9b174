package io.belay.notification.stream.state;

import io.belay.notification.domain.AttemptRef;
import io.belay.notification.domain.Channel;
import io.belay.notification.domain.OutboxInput.PartReported;
import io.belay.notification.domain.ReceiptHalf;
import io.belay.notification.domain.ReceiptHalf.Receipt;
import io.belay.notification.domain.ReceiptHalf.State;
import io.belay.notification.domain.ReceiptHalf.Taken;
import io.belay.notification.domain.ReceiptJoin.PartResult;

/** Halves of a proof, and what they say together, as bytes. */
final class ReceiptBytes {
  private static final int HALF_VERSION = 2;
  private static final int RESULT_VERSION = 1;

  /** Did not know by which channel a part went. */
  private static final int WITHOUT_CHANNEL = 1;

  private static final int TAKEN = 1;
  private static final int RECEIPT = 2;

  private ReceiptBytes() {}

  static byte[] writeHalf(ReceiptHalf half) {
    var out = new StateOutput(HALF_VERSION);
    switch (half) {
      case Taken taken -> {
        out.writeByte(TAKEN);
        writeRef(out, taken.ref());
        out.writeEnum(taken.channel());
        out.writeInt(taken.part());
        out.writeInt(taken.parts());
      }
      case Receipt receipt -> {
        out.writeByte(RECEIPT);
        out.writeEnum(receipt.kind());
        out.writeText(receipt.state());
      }
    }
    out.writeInstant(half.at());
    return out.toBytes();
  }

  static ReceiptHalf readHalf(byte[] bytes) {
    var in = new StateInput(bytes, HALF_VERSION);
    int kind = in.readByte();
    return switch (kind) {
      case TAKEN ->
          new Taken(readRef(in), readChannel(in), in.readInt(), in.readInt(), in.readInstant());
      case RECEIPT -> new Receipt(in.readEnum(State.class), in.readText(), in.readInstant());
      default -> throw new IllegalStateException("Expected a known half, but it is " + kind);
    };
  }

  /** Where it is not known, the half may be an e-mail's, and waits as long as one. */
  private static Channel readChannel(StateInput in) {
    return in.version() == WITHOUT_CHANNEL ? Channel.EMAIL : in.readEnum(Channel.class);
  }

  static byte[] writeResult(PartResult result) {
    var out = new StateOutput(RESULT_VERSION);
    writeRef(out, result.ref());
    out.writeInt(result.reported().part());
    out.writeInt(result.reported().parts());
    out.writeBoolean(result.reported().delivered());
    out.writeText(result.reported().state());
    return out.toBytes();
  }

  static PartResult readResult(byte[] bytes) {
    var in = new StateInput(bytes, RESULT_VERSION);
    var ref = readRef(in);
    return new PartResult(
        ref,
        new PartReported(
            ref.messageId(),
            ref.attempt(),
            in.readInt(),
            in.readInt(),
            in.readBoolean(),
            in.readText()));
  }

  private static void writeRef(StateOutput out, AttemptRef ref) {
    out.writeText(ref.customerId());
    out.writeText(ref.caseId());
    out.writeText(ref.messageId());
    out.writeInt(ref.attempt());
  }

  private static AttemptRef readRef(StateInput in) {
    return new AttemptRef(in.readText(), in.readText(), in.readText(), in.readInt());
  }
}
