package io.belay.notification.stream.state;

import io.belay.notification.domain.Channel;
import io.belay.notification.domain.Contact;
import io.belay.notification.domain.Contacts;
import io.belay.notification.domain.Duties;
import io.belay.notification.domain.Outbox;
import io.belay.notification.domain.QuietHours;
import io.belay.notification.domain.Suppression;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An outbox as bytes. A change of form takes a new version; the old one is still read. */
final class OutboxBytes {
  private static final int VERSION = 4;

  /** Knew one contact, and since when it or its erasure stood. */
  private static final int ONE_CONTACT = 1;

  /** Knew no courtesy, no suppression, no duty, and not what ended messages had said. */
  static final int WITHOUT_COURTESY = 2;

  /** Did not know when duties had ended. */
  private static final int WITHOUT_END_OF_DUTIES = 3;

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
    out.writeAll(outbox.messages(), MessageBytes::write);
    out.writeAll(outbox.sends(), StateOutput::writeInstant);
    out.writeAll(outbox.suppressions(), OutboxBytes::writeSuppression);
    out.writeAll(
        outbox.duties().clocksByCase().entrySet(),
        (to, entry) -> {
          to.writeText(entry.getKey());
          to.writeAll(entry.getValue(), StateOutput::writeText);
        });
    out.writeInstantOrNull(outbox.duties().endedAt());
    return out.toBytes();
  }

  static Outbox read(byte[] bytes) {
    var in = new StateInput(bytes, VERSION);
    var contacts = in.version() == ONE_CONTACT ? readOneContact(in) : readContacts(in);
    var lastSequences = new LinkedHashMap<String, Long>();
    in.readAll(from -> Map.entry(from.readText(), from.readLong()))
        .forEach(entry -> lastSequences.put(entry.getKey(), entry.getValue()));
    var messages = in.readAll(MessageBytes::read);
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
    var endedAt = in.version() <= WITHOUT_END_OF_DUTIES ? null : in.readInstantOrNull();
    return new Duties(clocksByCase, endedAt);
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
}
