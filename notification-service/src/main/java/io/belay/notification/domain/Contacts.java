package io.belay.notification.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of how a customer is reached. What came beside an opening is a part of it only: it
 * may bring a newer number or address, and never takes an opt-out or quiet hours away.
 *
 * @param told for itself and as a whole; null: never, or erased
 * @param atOpening beside the latest opening; null: never, or erased
 * @param erasedAt when it was last forgotten; what was told before stays forgotten
 */
public record Contacts(
    @Nullable Contact told, @Nullable Contact atOpening, @Nullable Instant erasedAt) {

  public static final Contacts NONE = new Contacts(null, null, null);

  /** With a contact told for itself; empty if something newer is known. */
  Optional<Contacts> told(Contact contact) {
    return isOlder(contact, told)
        ? Optional.empty()
        : Optional.of(new Contacts(contact, atOpening, erasedAt));
  }

  /** With what came beside an opening; empty if something newer came beside another. */
  Optional<Contacts> atOpening(Contact contact) {
    return isOlder(contact, atOpening)
        ? Optional.empty()
        : Optional.of(new Contacts(told, contact, erasedAt));
  }

  static Contacts erased(Instant at) {
    return new Contacts(null, null, at);
  }

  /** What to go by: each detail from whoever named it last; null when nothing is known. */
  public @Nullable Contact effective() {
    if (told == null || atOpening == null) {
      return told == null ? atOpening : told;
    }
    boolean openingIsNewer = atOpening.updatedAt().isAfter(told.updatedAt());
    Contact first = openingIsNewer ? atOpening : told;
    Contact second = openingIsNewer ? told : atOpening;
    return new Contact(
        first.updatedAt(),
        either(first.name(), second.name()),
        either(first.phone(), second.phone()),
        either(first.email(), second.email()),
        either(first.locale(), second.locale()),
        either(first.zone(), second.zone()),
        channels(first, second),
        told.optOuts(),
        told.quietHours(),
        told.restricted());
  }

  private boolean isOlder(Contact contact, @Nullable Contact known) {
    return (known != null && contact.updatedAt().isBefore(known.updatedAt()))
        || (erasedAt != null && contact.updatedAt().isBefore(erasedAt));
  }

  private static <T> @Nullable T either(@Nullable T first, @Nullable T second) {
    return first == null ? second : first;
  }

  private static List<Channel> channels(Contact first, Contact second) {
    return first.preferredChannels().isEmpty()
        ? second.preferredChannels()
        : first.preferredChannels();
  }
}
