package io.belay.notification.stream.state;

import io.belay.notification.domain.Channel;
import io.belay.notification.domain.IssuedCode;
import java.time.ZoneId;

/** A check code that went out, as bytes. */
final class IssuedCodeBytes {
  private static final int VERSION = 1;

  private IssuedCodeBytes() {}

  static byte[] write(IssuedCode issued) {
    var out = new StateOutput(VERSION);
    out.writeText(issued.code());
    out.writeText(issued.messageType());
    out.writeEnum(issued.channel());
    out.writeInstant(issued.sentAt());
    out.writeText(issued.zone().getId());
    out.writeText(issued.proof());
    return out.toBytes();
  }

  static IssuedCode read(byte[] bytes) {
    var in = new StateInput(bytes, VERSION);
    return new IssuedCode(
        in.readText(),
        in.readText(),
        in.readEnum(Channel.class),
        in.readInstant(),
        ZoneId.of(in.readText()),
        in.readText());
  }
}
