package io.belay.notification.stream.state;

import io.belay.notification.domain.Attempt;
import io.belay.notification.domain.Channel;
import io.belay.notification.domain.Contact;
import io.belay.notification.domain.Contacts;
import io.belay.notification.domain.Duties;
import io.belay.notification.domain.FollowUp;
import io.belay.notification.domain.Gist;
import io.belay.notification.domain.Gist.Telling;
import io.belay.notification.domain.Message;
import io.belay.notification.domain.MessageClass;
import io.belay.notification.domain.Outbox;
import io.belay.notification.domain.QuietHours;
import io.belay.notification.domain.Result;
import io.belay.notification.domain.Stage;
import io.belay.notification.domain.Suppression;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An outbox as bytes. A change of form takes a new version; the old one is still read. */
final class OutboxBytes {
  private static final int VERSION = 3;

  /** Knew one contact, and since when it or its erasure stood. */
  private static final int ONE_CONTACT = 1;

  /** Knew no courtesy, no suppression, no duty, and not what ended messages had said. */
  private static final int WITHOUT_COURTESY = 2;

  private static final int AWAITING_CONTACT = 1;
  private static final int HELD = 2;
  private static final int ON_ITS_WAY = 3;
  private static final int AT_GATEWAY = 4;
  private static final int FINISHED = 5;

  private OutboxBytes() {}

  static byte[] write(Outbox outbox) {
    var out = new StateOutput(VERSION);
    out.writeOrNull(outbox.contacts().told(), OutboxBytes::writeContact);
    out.writeOrNull(outbox.contacts().atOpening(), OutboxBytes::writeContact);
    out.writeInstantOrNull(outbox.contacts().erasedAt());
    out.writeAll(
        outbox.lastSequences().entrySet(),
        (to, entry) -> {
          to.writeText(entry.getKey());
          to.writeLong(entry.getValue());
        });
    out.writeAll(outbox.messages(), OutboxBytes::writeMessage);
    out.writeAll(outbox.sends(), StateOutput::writeInstant);
    out.writeAll(outbox.suppressions(), OutboxBytes::writeSuppression);
    out.writeAll(
        outbox.duties().clocksByCase().entrySet(),
        (to, entry) -> {
          to.writeText(entry.getKey());
          to.writeAll(entry.getValue(), StateOutput::writeText);
        });
    return out.toBytes();
  }

  static Outbox read(byte[] bytes) {
    var in = new StateInput(bytes, VERSION);
    var contacts = in.version() == ONE_CONTACT ? readOneContact(in) : readContacts(in);
    var lastSequences = new LinkedHashMap<String, Long>();
    in.readAll(from -> Map.entry(from.readText(), from.readLong()))
        .forEach(entry -> lastSequences.put(entry.getKey(), entry.getValue()));
    var messages = in.readAll(OutboxBytes::readMessage);
    if (in.version() <= WITHOUT_COURTESY) {
      return new Outbox(contacts, lastSequences, messages, List.of(), List.of(), Duties.NONE);
    }
    return new Outbox(
        contacts,
        lastSequences,
        messages,
        in.readAll(StateInput::readInstant),
        in.readAll(OutboxBytes::readSuppression),
        readDuties(in));
  }

  private static Duties readDuties(StateInput in) {
    var clocksByCase = new LinkedHashMap<String, List<String>>();
    in.readAll(from -> Map.entry(from.readText(), from.readAll(StateInput::readText)))
        .forEach(entry -> clocksByCase.put(entry.getKey(), entry.getValue()));
    return new Duties(clocksByCase);
  }

  private static void writeSuppression(StateOutput out, Suppression suppression) {
    out.writeEnum(suppression.channel());
    out.writeText(suppression.address());
    out.writeInstant(suppression.since());
    out.writeText(suppression.reason());
  }

  private static Suppression readSuppression(StateInput in) {
    return new Suppression(
        in.readEnum(Channel.class), in.readText(), in.readInstant(), in.readText());
  }

  private static Contacts readContacts(StateInput in) {
    return new Contacts(
        in.readOrNull(OutboxBytes::readContact),
        in.readOrNull(OutboxBytes::readContact),
        in.readInstantOrNull());
  }

  private static Contacts readOneContact(StateInput in) {
    var contact = in.readOrNull(OutboxBytes::readContact);
    var asOf = in.readInstantOrNull();
    return new Contacts(contact, null, contact == null ? asOf : null);
  }

  private static void writeContact(StateOutput out, Contact contact) {
    out.writeInstant(contact.updatedAt());
    out.writeTextOrNull(contact.name());
    out.writeTextOrNull(contact.phone());
    out.writeTextOrNull(contact.email());
    out.writeTextOrNull(contact.locale());
    out.writeOrNull(contact.zone(), (to, zone) -> to.writeText(zone.getId()));
    out.writeAll(contact.preferredChannels(), StateOutput::writeEnum);
    out.writeAll(contact.optOuts(), StateOutput::writeText);
    out.writeOrNull(
        contact.quietHours(),
        (to, hours) -> {
          to.writeText(hours.from().toString());
          to.writeText(hours.to().toString());
        });
    out.writeBoolean(contact.restricted());
  }

  private static Contact readContact(StateInput in) {
    return new Contact(
        in.readInstant(),
        in.readTextOrNull(),
        in.readTextOrNull(),
        in.readTextOrNull(),
        in.readTextOrNull(),
        in.readOrNull(from -> ZoneId.of(from.readText())),
        in.readAll(from -> from.readEnum(Channel.class)),
        Set.copyOf(in.readAll(StateInput::readText)),
        in.readOrNull(
            from ->
                new QuietHours(LocalTime.parse(from.readText()), LocalTime.parse(from.readText()))),
        in.readBoolean());
  }

  private static void writeMessage(StateOutput out, Message message) {
    out.writeText(message.messageId());
    out.writeText(message.caseId());
    out.writeText(message.messageType());
    out.writeEnum(message.messageClass());
    out.writeInstant(message.decidedAt());
    out.writeInstant(message.notAfter());
    writeGist(out, message.gist());
    out.writeAll(message.attempts(), OutboxBytes::writeAttempt);
    writeStage(out, message.stage());
  }

  private static Message readMessage(StateInput in) {
    return new Message(
        in.readText(),
        in.readText(),
        in.readText(),
        in.readEnum(MessageClass.class),
        in.readInstant(),
        in.readInstant(),
        in.version() <= WITHOUT_COURTESY ? Gist.UNKNOWN : readGist(in),
        in.readAll(OutboxBytes::readAttempt),
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
        in.version() <= WITHOUT_COURTESY ? null : in.readTextOrNull());
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
              in.version() <= WITHOUT_COURTESY ? null : in.readOrNull(FollowUpBytes::readFrom));
      default -> throw new IllegalStateException("Expected a known stage, but it is " + kind);
    };
  }

  private static FollowUp readFollowUp(StateInput in) {
    return in.version() <= WITHOUT_COURTESY
        ? FollowUpBytes.readShort(in)
        : FollowUpBytes.readFrom(in);
  }
}
