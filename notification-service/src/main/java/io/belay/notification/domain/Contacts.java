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
 * @param erasedAt when it was last asked to be forgotten; what was told before stays forgotten
 */
public record Contacts(
    @Nullable Contact told, @Nullable Contact atOpening, @Nullable Instant erasedAt) {

  public static final Contacts NONE = new Contacts(null, null, null);

  /** With a contact told for itself; empty if something newer is known. */
  Optional<Contacts> told(Contact contact) {
    return isOlder(contact, told)
        ? Optional.empty()
        : Optional.of(new Contacts(contact, isRestricted(atOpening) ? null : atOpening, erasedAt));
  }

  /** With what came beside an opening; empty if something newer came beside another. */
  Optional<Contacts> atOpening(Contact contact) {
    return isOlder(contact, atOpening)
        ? Optional.empty()
        : Optional.of(new Contacts(isRestricted(told) ? null : told, contact, erasedAt));
  }

  static Contacts erased(@Nullable Instant at) {
    return new Contacts(null, null, at);
  }

  /** Kept for duties by law only; what is told later is told anew. */
  Contacts restricted(Instant at) {
    return new Contacts(restricted(told), restricted(atOpening), at);
  }

  /** Whether they are kept for duties by law only, to be erased after the last. */
  public boolean isRestricted() {
    return erasedAt != null && (isRestricted(told) || isRestricted(atOpening));
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

  private static boolean isRestricted(@Nullable Contact contact) {
    return contact != null && contact.restricted();
  }

  private static @Nullable Contact restricted(@Nullable Contact contact) {
    return contact == null ? null : contact.asRestricted();
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
