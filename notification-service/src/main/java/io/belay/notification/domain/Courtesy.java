package io.belay.notification.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much, and when, customers of a market hear what is not urgent and no duty by law.
 *
 * @param quietHours for customers who name none of their own; null: none
 * @param caps how many messages a customer is sent; what is above waits
 * @param collectFor how long a message waits for others to be said together with; zero: not at all
 * @param sameWithin the same words about the same case are not said twice within it
 * @param incidentWithin what an incident leads to is said once a customer within it, over all cases
 */
public record Courtesy(
    @Nullable QuietHours quietHours,
    List<Cap> caps,
    Duration collectFor,
    Duration sameWithin,
    Duration incidentWithin) {

  /** Nothing waits and nothing is told twice. */
  public static final Courtesy NONE =
      new Courtesy(null, List.of(), Duration.ZERO, Duration.ZERO, Duration.ZERO);

  public Courtesy {
    caps = List.copyOf(caps);
  }

  /** At most so many messages a customer in any stretch of this length. */
  public record Cap(int most, Duration per) {}

  /** Quiet hours that hold for a customer: the own ones, else these; null: none. */
  @Nullable QuietHours quietHoursOf(Contact contact) {
    return contact.quietHours() == null ? quietHours : contact.quietHours();
  }

  /**
   * From when on the caps allow one more; {@code now} where they do already.
   *
   * @param sends when messages were sent, oldest first
   */
  Instant freeAt(List<Instant> sends, Instant now) {
    var free = now;
    for (var cap : caps) {
      if (sends.size() >= cap.most()) {
        var leaves = sends.get(sends.size() - cap.most()).plus(cap.per());
        free = leaves.isAfter(free) ? leaves : free;
      }
    }
    return free;
  }
}
