package io.belay.notification.stream;

import io.belay.notification.domain.Contact;
import io.belay.notification.domain.OutboxInput;
import io.belay.notification.domain.OutboxInput.ContactErased;
import io.belay.notification.domain.OutboxInput.ContactTold;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.jspecify.annotations.Nullable;

/** A tombstone is the erasure, dated by its record: it has no value to carry a date. */
final class ContactChange extends ContextualFixedKeyProcessor<String, Contact, OutboxInput> {
  @Override
  public void process(FixedKeyRecord<String, Contact> record) {
    @Nullable Contact contact = record.value();
    OutboxInput input =
        contact == null
            ? new ContactErased(Instant.ofEpochMilli(record.timestamp()))
            : new ContactTold(contact);
    context().forward(record.withValue(input));
  }
}
