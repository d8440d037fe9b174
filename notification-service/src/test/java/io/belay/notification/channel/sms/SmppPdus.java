package io.belay.notification.channel.sms;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.belay.local.fuzz.FuzzRun;
import io.belay.local.fuzz.Mutations;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;

/** What a centre might say, sound or not: receipts, requests nobody awaits, answers to nothing. */
final class SmppPdus {
  private static final int DELIVER = 0x05;
  private static final int DATA = 0x103;
  private static final int ALERT = 0x102;
  private static final int RECEIPTED_ID = 0x001E;
  private static final int MESSAGE_STATE = 0x0427;
  private static final int PAYLOAD = 0x0424;
  private static final List<Integer> TAGS =
      List.of(
          RECEIPTED_ID,
          RECEIPTED_ID,
          MESSAGE_STATE,
          MESSAGE_STATE,
          PAYLOAD,
          0x0204,
          0x020A,
          0x020C,
          0x020E,
          0x020F,
          0x0210,
          0x0423,
          0x0005,
          0x0017,
          0x1400,
          0x3FFF,
          0xFFFF);
  private static final List<Integer> REQUESTS =
      List.of(
          0x01, 0x02, 0x03, 0x04, 0x07, 0x08, 0x09, 0x0B, 0x21, 0x111, 0x112, 0x113, 0x7FFF_FFFF);
  private static final List<Integer> ANSWERS =
      List.of(0x00, 0x01, 0x02, 0x03, 0x04, 0x06, 0x07, 0x08, 0x09, 0x15, 0x21, 0x103, 0x112, 0x7F);
  private static final List<Integer> LENGTHS =
      List.of(
          0, 4, 15, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 0x1000_0000, 0x2000_0000, 100_000);
  private static final List<String> WORDS =
      List.of(
          "id:17",
          "id:0017",
          "id:",
          "id: \u00e4\u00f6",
          "ID:ab-cd",
          "id:" + "9".repeat(300),
          "id:1|2|3",
          "sub:001 dlvrd:001",
          "submit date:2611201200 done date:9999999999",
          "stat:DELIVRD",
          "stat:UNDELIV",
          "stat:EXPIRED",
          "stat:REJECTD",
          "stat:",
          "stat:NEVER_HEARD_OF_IT",
          "Stat:acceptd",
          "err:000",
          "err:\u0000\u0001",
          "err:" + "z".repeat(200),
          "text:hello",
          "\u00ff\u00fe\u0000",
          " ".repeat(100));

  private final FuzzRun run;
  private final Mutations mutations;

  /** What has to follow. */
  enum Due {
    ANSWER,
    /** Or none. */
    NOTHING,
    /** Whoever reads this cannot know where the next one begins. */
    END
  }

  static final class Pdu {
    private final byte[] bytes;
    private final int sequence;
    private final Due due;

    Pdu(byte[] bytes, int sequence, Due due) {
      this.bytes = bytes;
      this.sequence = sequence;
      this.due = due;
    }

    byte[] bytes() {
      return bytes;
    }

    int sequence() {
      return sequence;
    }

    Due due() {
      return due;
    }
  }

  SmppPdus(FuzzRun run) {
    this.run = run;
    this.mutations = new Mutations(run.random());
  }

  Pdu next(int sequence) {
    int dice = run.random().nextInt(200);
    if (dice < 2) {
      int length = run.oneOf(LENGTHS);
      return new Pdu(
          HostileCentre.pdu(length, DELIVER, 0, sequence, receipt(false)), sequence, Due.END);
    }
    if (dice < 3) {
      return new Pdu(request(HostileCentre.UNBIND, sequence, new byte[0]), sequence, Due.END);
    }
    if (dice < 10) {
      return new Pdu(request(HostileCentre.ENQUIRE, sequence, junk()), sequence, Due.ANSWER);
    }
    if (dice < 18) {
      return new Pdu(request(run.oneOf(REQUESTS), sequence, junk()), sequence, Due.ANSWER);
    }
    if (dice < 22) {
      return new Pdu(request(ALERT, sequence, junk()), sequence, Due.NOTHING);
    }
    if (dice < 36) {
      int command = HostileCentre.RESPONSE | run.oneOf(ANSWERS);
      return new Pdu(request(command, run.random().nextInt(), junk()), sequence, Due.NOTHING);
    }
    boolean data = dice < 80;
    return new Pdu(
        request(data ? DATA : DELIVER, sequence, damaged(receipt(data))), sequence, Due.ANSWER);
  }

  /** A receipt that nothing is wrong with. */
  static byte[] sound(String id, int sequence) {
    var text = "id:%s sub:001 dlvrd:001 stat:DELIVRD err:000 text:".formatted(id);
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0, 1, 1, '4', '9', 0, 1, 1, '4', '8', 0, 4, 0, 0, 0, 0, 0, 0, 0, 0});
    out.write(text.length());
    out.writeBytes(text.getBytes(ISO_8859_1));
    return request(DELIVER, sequence, out.toByteArray());
  }

  /** An answer to a submit or a bind, mostly a wrong one. */
  byte[] answer(int command, int sequence) {
    int status = run.oneOf(List.of(0, 0, 0, 0x58, 0x14, 0x0B, 0x45, 0xFF, -1));
    byte[] body =
        switch (run.random().nextInt(6)) {
          case 0 -> new byte[0];
          case 1 -> "no-end".getBytes(ISO_8859_1);
          case 2 -> ("x".repeat(run.random().nextInt(500)) + "\u0000").getBytes(ISO_8859_1);
          case 3 -> joined("m\u0000".getBytes(ISO_8859_1), parameter());
          case 4 -> mutations.of("m-1\u0000".getBytes(ISO_8859_1));
          default -> "m-1\u0000".getBytes(ISO_8859_1);
        };
    int told = run.onceIn(12) ? sequence + 1 : sequence;
    int answered = run.onceIn(12) ? run.oneOf(ANSWERS) : command;
    return HostileCentre.pdu(HostileCentre.RESPONSE | answered, status, told, body);
  }

  private static byte[] request(int command, int sequence, byte[] body) {
    return HostileCentre.pdu(command, 0, sequence, body);
  }

  private byte[] receipt(boolean data) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(
        octets(run.oneOf(List.of("", "", "CMT", run.onceIn(9) ? "longer-than-6" : "USSD"))));
    address(out);
    address(out);
    out.write(run.oneOf(List.of(4, 4, 4, 4, 0, 8, 0x40, 0x44, 0x20, 0xFF)));
    if (!data) {
      out.writeBytes(new byte[] {(byte) run.random().nextInt(256), 0});
      out.writeBytes(
          octets(run.oneOf(List.of("", "", "", "000000000100000R", run.onceIn(9) ? "soon" : ""))));
      out.writeBytes(octets(""));
    }
    out.write(run.random().nextInt(256));
    out.write(0);
    out.write(run.oneOf(List.of(0, 0, 3, 4, 8, 0xF5, 0xFF)));
    if (!data) {
      var text = text();
      int length = Math.min(text.length, 255);
      out.write(0);
      out.write(run.onceIn(40) ? run.random().nextInt(256) : length);
      out.write(text, 0, length);
    }
    for (int i = run.random().nextInt(5); i > 0; i--) {
      out.writeBytes(parameter());
    }
    return out.toByteArray();
  }

  private void address(ByteArrayOutputStream out) {
    out.writeBytes(new byte[] {(byte) run.random().nextInt(8), (byte) run.random().nextInt(20)});
    out.writeBytes(
        octets(
            run.oneOf(
                List.of(
                    "491701234567",
                    "Belay",
                    "",
                    "1".repeat(20),
                    "1".repeat(run.onceIn(9) ? 90 : 9)))));
  }

  private byte[] octets(String text) {
    var bytes = text.getBytes(ISO_8859_1);
    return run.onceIn(100) ? bytes : Arrays.copyOf(bytes, bytes.length + 1);
  }

  private byte[] text() {
    var text = new StringBuilder();
    for (int i = run.random().nextInt(7); i > 0; i--) {
      text.append(run.oneOf(WORDS)).append(run.onceIn(8) ? "" : " ");
    }
    return text.toString().getBytes(ISO_8859_1);
  }

  private byte[] parameter() {
    int tag = run.onceIn(20) ? run.random().nextInt(0x10000) : run.oneOf(TAGS);
    byte[] value =
        switch (run.random().nextInt(24)) {
          case 0 -> new byte[0];
          case 1 -> new byte[] {0};
          case 2 -> new byte[run.random().nextInt(3_000)];
          case 3 -> text();
          case 4 -> "no-end".getBytes(ISO_8859_1);
          default ->
              switch (tag) {
                case RECEIPTED_ID -> octets("id-" + run.random().nextInt(1_000));
                case MESSAGE_STATE -> new byte[] {(byte) run.random().nextInt(10)};
                default -> text();
              };
        };
    int length = run.onceIn(40) ? run.random().nextInt(0x10000) : value.length;
    return joined(
        new byte[] {(byte) (tag >> 8), (byte) tag, (byte) (length >> 8), (byte) length}, value);
  }

  private byte[] damaged(byte[] sound) {
    return run.onceIn(6) ? mutations.of(sound) : sound;
  }

  private byte[] junk() {
    var junk = new byte[run.onceIn(2) ? 0 : run.random().nextInt(60)];
    run.random().nextBytes(junk);
    return junk;
  }

  private static byte[] joined(byte[] one, byte[] other) {
    var both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }
}
