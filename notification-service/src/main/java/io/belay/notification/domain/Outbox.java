package io.belay.notification.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that is kept about one customer.
 *
 * @param lastSequences last progress seen by case, the case heard of longest ago first
 * @param messages in order of arrival
 */
public record Outbox(Contacts contacts, Map<String, Long> lastSequences, List<Message> messages) {

  public static final Outbox EMPTY = new Outbox(Contacts.NONE, Map.of(), List.of());

  /** When the outbox has to look again by itself; null: not before something arrives. */
  public @Nullable Instant wakeAt() {
    return messages.stream()
        .map(Message::stage)
        .filter(Stage.Open.class::isInstance)
        .map(stage -> ((Stage.Open) stage).wakeAt())
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  /** Messages that wait or are on their way. */
  public long openMessages() {
    return messages.stream().filter(Message::isOpen).count();
  }

  /** Whether something is still to come of this message. */
  public boolean hasOpen(String messageId) {
    return message(messageId).filter(Message::isOpen).isPresent();
  }

  Optional<Message> message(String messageId) {
    return messages.stream().filter(message -> message.messageId().equals(messageId)).findFirst();
  }

  /** How the customer is reached; null when nobody said. */
  public @Nullable Contact contact() {
    return contacts.effective();
  }

  Outbox with(Contacts known) {
    return new Outbox(known, lastSequences, messages);
  }

  Outbox hasSeen(String caseId, long sequence) {
    var changed = new LinkedHashMap<>(lastSequences);
    changed.remove(caseId);
    changed.put(caseId, sequence);
    while (changed.size() > OutboxPolicy.REMEMBERED_CASES) {
      changed.remove(changed.keySet().iterator().next());
    }
    return new Outbox(contacts, changed, messages);
  }

  /**
   * With the message replaced, or added as the newest; the oldest finished ones beyond the bound
   * leave.
   */
  Outbox with(Message message, int keptMessages) {
    var changed = new ArrayList<>(messages);
    int known = changed.indexOf(message(message.messageId()).orElse(message));
    if (known >= 0) {
      changed.set(known, message);
    } else {
      changed.add(message);
    }
    long surplus = changed.stream().filter(kept -> !kept.isOpen()).count() - keptMessages;
    for (var each = changed.iterator(); surplus > 0 && each.hasNext(); ) {
      if (!each.next().isOpen()) {
        each.remove();
        surplus--;
      }
    }
    return new Outbox(contacts, lastSequences, List.copyOf(changed));
  }
}
