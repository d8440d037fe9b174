package io.belay.intake.web;

import io.belay.guard.BoundedMap;
import io.belay.intake.domain.Contact;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Notices openings that come again soon: which of them wins is not decided here. Knows the last
 * 10,000 of this instance.
 */
final class RecentOpenings {
  private static final int MOST = 10_000;

  /** How a repeated opening compares with the one before. */
  enum Repeat {
    SAME,
    DIFFERING
  }

  /**
   * What is known of an opening.
   *
   * @param content hash of what was sent last
   * @param reached the customer whose contact data beside it was acknowledged
   */
  private record Seen(int content, @Nullable String reached) {}

  private final Map<String, Seen> openings = new BoundedMap<>(MOST);

  /** How it compares with one that was seen before. */
  synchronized Optional<String> seen(String caseId, Map<?, ?> tree) {
    int content = tree.hashCode();
    var before = openings.get(caseId);
    openings.put(caseId, new Seen(content, before == null ? null : before.reached));
    return Optional.ofNullable(before)
        .map(known -> (known.content == content ? Repeat.SAME : Repeat.DIFFERING).name());
  }

  /** Contact data beside an opening was acknowledged. */
  synchronized void contactStands(String caseId, Contact contact) {
    openings.computeIfPresent(caseId, (id, seen) -> new Seen(seen.content, contact.customerId()));
  }

  /**
   * Whether contact data of this customer was acknowledged beside this opening before. It counts
   * once a case, so it need not be written again, and must not where it was erased since.
   */
  synchronized boolean isContactStanding(String caseId, Contact contact) {
    var seen = openings.get(caseId);
    return seen != null && contact.customerId().equals(seen.reached);
  }
}
