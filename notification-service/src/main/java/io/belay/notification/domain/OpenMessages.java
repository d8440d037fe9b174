package io.belay.notification.domain;

import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Counts the open messages of many outboxes by lane and by what they wait for, and knows the oldest
 * of each. Safe for one writer and any number of readers; about 100 bytes an instant.
 */
public final class OpenMessages {
  private final Map<Place, NavigableMap<Instant, Integer>> decidedAt = new HashMap<>();

  private record Place(Lane lane, Wait waitsFor) {}

  /** What an open message waits for. */
  public enum Wait {
    /** To know how the customer is reached. */
    CONTACT,
    /** A repeat, or the end of quiet hours. */
    LATER,
    /** A dispatcher to send it. */
    DISPATCH,
    /** The gateway's receipt. */
    RECEIPT;

    /** As it is called in a metric's tag. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Wait of(Stage.Open stage) {
      return switch (stage) {
        case Stage.AwaitingContact awaiting -> CONTACT;
        case Stage.Held held -> LATER;
        case Stage.OnItsWay sent -> DISPATCH;
        case Stage.AtGateway taken -> RECEIPT;
      };
    }
  }

  /** An outbox changed. */
  public synchronized void changed(Outbox before, Outbox after) {
    count(before, -1);
    count(after, 1);
  }

  /** How many wait for this. */
  public synchronized long count(Lane lane, Wait wait) {
    return of(lane, wait).values().stream().mapToLong(Integer::longValue).sum();
  }

  /** When the oldest of them was decided, or came to a dispatcher where it waits for that. */
  public synchronized Optional<Instant> oldest(Lane lane, Wait wait) {
    var messages = of(lane, wait);
    return messages.isEmpty() ? Optional.empty() : Optional.of(messages.firstKey());
  }

  private void count(Outbox outbox, int change) {
    for (var message : outbox.messages()) {
      if (message.stage() instanceof Stage.Open open) {
        of(message.messageClass().lane(), Wait.of(open))
            .merge(since(message, open), change, OpenMessages::sumOrNothing);
      }
    }
  }

  /**
   * What was decided about an event that was reported late is old when it comes to a dispatcher.
   */
  private static Instant since(Message message, Stage.Open open) {
    return open instanceof Stage.OnItsWay ? message.waitsForDispatchSince() : message.decidedAt();
  }

  @SuppressWarnings("NullAway") // null takes the entry out
  private static Integer sumOrNothing(Integer known, Integer change) {
    int sum = known + change;
    return sum == 0 ? null : sum;
  }

  private NavigableMap<Instant, Integer> of(Lane lane, Wait wait) {
    return decidedAt.computeIfAbsent(new Place(lane, wait), place -> new TreeMap<>());
  }
}
