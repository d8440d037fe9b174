package io.belay.notification.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.belay.contract.ContactKeys;
import io.belay.notification.domain.Contact;
import io.belay.notification.domain.OutboxInput;
import io.belay.notification.domain.OutboxInput.ContactErased;
import io.belay.notification.domain.OutboxInput.ContactTold;
import io.belay.notification.domain.OutboxInput.OpeningToldContact;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Brings both kinds of contact data to their customer. A tombstone is the erasure, dated by its
 * record: it has no value to carry a date. All of it went {@link Ahead}.
 */
final class ContactChange extends ContextualProcessor<String, Contact, String, OutboxInput> {
  @Override
  public void process(Record<String, Contact> record) {
    @Nullable Contact contact = record.value();
    long at = Ahead.itsTime(record.timestamp());
    OutboxInput input =
        contact == null
            ? new ContactErased(Instant.ofEpochMilli(at))
            : ContactKeys.isAtOpening(record.key())
                ? new OpeningToldContact(openedCase(record.headers()), contact)
                : new ContactTold(contact);
    context()
        .forward(
            record
                .withKey(ContactKeys.customerOf(record.key()))
                .withValue(input)
                .withTimestamp(at));
  }

  private static @Nullable String openedCase(Headers headers) {
    var header = headers.lastHeader(ContactKeys.OPENED_CASE);
    return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
  }
}
