package io.belay.notification.stream.state;

import io.belay.notification.domain.Attempt;
import io.belay.notification.domain.Channel;
import io.belay.notification.domain.FollowUp;
import io.belay.notification.domain.Gist;
import io.belay.notification.domain.Gist.Telling;
import io.belay.notification.domain.Message;
import io.belay.notification.domain.MessageClass;
import io.belay.notification.domain.Result;
import io.belay.notification.domain.Stage;

/** A message with all that was tried, as bytes within its outbox. */
final class MessageBytes {
  private static final int AWAITING_CONTACT = 1;
  private static final int HELD = 2;
  private static final int ON_ITS_WAY = 3;
  private static final int AT_GATEWAY = 4;
  private static final int FINISHED = 5;

  private MessageBytes() {}

  static void write(StateOutput out, Message message) {
    out.writeText(message.messageId());
    out.writeText(message.caseId());
    out.writeText(message.messageType());
    out.writeEnum(message.messageClass());
    out.writeInstant(message.decidedAt());
    out.writeInstant(message.notAfter());
    writeGist(out, message.gist());
    out.writeAll(message.attempts(), MessageBytes::writeAttempt);
    writeStage(out, message.stage());
  }

  static Message read(StateInput in) {
    return new Message(
        in.readText(),
        in.readText(),
        in.readText(),
        in.readEnum(MessageClass.class),
        in.readInstant(),
        in.readInstant(),
        in.version() <= OutboxBytes.WITHOUT_COURTESY ? Gist.UNKNOWN : readGist(in),
        in.readAll(MessageBytes::readAttempt),
        readStage(in));
  }

  private static void writeGist(StateOutput out, Gist gist) {
    out.writeText(gist.words());
    out.writeTextOrNull(gist.incidentId());
    out.writeAll(
        gist.digestOf(),
        (to, telling) -> {
          to.writeText(telling.messageId());
          to.writeText(telling.caseId());
          to.writeText(telling.messageType());
        });
  }

  private static Gist readGist(StateInput in) {
    return new Gist(
        in.readText(),
        in.readTextOrNull(),
        in.readAll(from -> new Telling(from.readText(), from.readText(), from.readText())));
  }

  private static void writeAttempt(StateOutput out, Attempt attempt) {
    out.writeInt(attempt.number());
    out.writeEnum(attempt.channel());
    out.writeInstant(attempt.startedAt());
    out.writeOrNull(attempt.result(), StateOutput::writeEnum);
    out.writeTextOrNull(attempt.reason());
    out.writeBoolean(attempt.lasting());
    out.writeTextOrNull(attempt.route());
    out.writeInt(attempt.partsDelivered());
    out.writeTextOrNull(attempt.template());
  }

  private static Attempt readAttempt(StateInput in) {
    return new Attempt(
        in.readInt(),
        in.readEnum(Channel.class),
        in.readInstant(),
        in.readOrNull(from -> from.readEnum(Result.class)),
        in.readTextOrNull(),
        in.readBoolean(),
        in.readTextOrNull(),
        in.readInt(),
        in.version() <= OutboxBytes.WITHOUT_COURTESY ? null : in.readTextOrNull());
  }

  private static void writeStage(StateOutput out, Stage stage) {
    out.writeByte(kind(stage));
    if (stage instanceof Stage.Open open) {
      FollowUpBytes.writeTo(out, open.followUp());
      out.writeInstant(open.wakeAt());
    }
    if (stage instanceof Stage.Held held) {
      out.writeText(held.reason());
    }
    if (stage instanceof Stage.Finished finished) {
      out.writeEnum(finished.result());
      out.writeTextOrNull(finished.reason());
      out.writeOrNull(finished.channel(), StateOutput::writeEnum);
      out.writeInstant(finished.at());
      out.writeOrNull(finished.followUp(), FollowUpBytes::writeTo);
    }
  }

  private static int kind(Stage stage) {
    return switch (stage) {
      case Stage.AwaitingContact awaiting -> AWAITING_CONTACT;
      case Stage.Held held -> HELD;
      case Stage.OnItsWay sent -> ON_ITS_WAY;
      case Stage.AtGateway taken -> AT_GATEWAY;
      case Stage.Finished finished -> FINISHED;
    };
  }

  private static Stage readStage(StateInput in) {
    int kind = in.readByte();
    return switch (kind) {
      case AWAITING_CONTACT -> new Stage.AwaitingContact(readFollowUp(in), in.readInstant());
      case HELD -> new Stage.Held(readFollowUp(in), in.readInstant(), in.readText());
      case ON_ITS_WAY -> new Stage.OnItsWay(readFollowUp(in), in.readInstant());
      case AT_GATEWAY -> new Stage.AtGateway(readFollowUp(in), in.readInstant());
      case FINISHED ->
          new Stage.Finished(
              in.readEnum(Result.class),
              in.readTextOrNull(),
              in.readOrNull(from -> from.readEnum(Channel.class)),
              in.readInstant(),
              in.version() <= OutboxBytes.WITHOUT_COURTESY
                  ? null
                  : in.readOrNull(FollowUpBytes::readFrom));
      default -> throw new IllegalStateException("Expected a known stage, but it is " + kind);
    };
  }

  private static FollowUp readFollowUp(StateInput in) {
    return in.version() <= OutboxBytes.WITHOUT_COURTESY
        ? FollowUpBytes.readShort(in)
        : FollowUpBytes.readFrom(in);
  }
}
