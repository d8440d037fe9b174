package io.belay.escalation.domain.duplicate;

import io.belay.escalation.domain.duplicate.Sighting.Stand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The case with which others of the matter are compared.
 *
 * @param over resolved or closed
 * @param duplicates the cases that were linked to it, in the order of their links; at most {@link
 *     #MOST_DUPLICATES}
 */
public record First(String caseId, Instant openedAt, boolean over, List<Duplicate> duplicates) {

  /** One customer's calls about one transaction; a case beyond it keeps clocks of its own. */
  public static final int MOST_DUPLICATES = 20;

  public First {
    duplicates = List.copyOf(duplicates);
  }

  /** A first to which no case was linked yet. */
  public First(String caseId, Instant openedAt, boolean over) {
    this(caseId, openedAt, over, List.of());
  }

  /**
   * A case that was linked to the first.
   *
   * @param left it was resolved or closed, or is about something else: it goes its own way
   */
  public record Duplicate(String caseId, Instant openedAt, boolean left) {}

  static First of(Sighting seen) {
    return new First(seen.caseId(), seen.openedAt(), seen.stand() != Stand.IN_WORK);
  }

  /** Those that wait for its end. */
  List<Duplicate> waiting() {
    return duplicates.stream().filter(each -> !each.left()).toList();
  }

  boolean knows(String caseId) {
    return duplicates.stream().anyMatch(each -> each.caseId().equals(caseId));
  }

  boolean leftBy(String caseId) {
    return duplicates.stream().anyMatch(each -> each.left() && each.caseId().equals(caseId));
  }

  boolean isFull() {
    return duplicates.size() >= MOST_DUPLICATES;
  }

  First inWork() {
    return new First(caseId, openedAt, false, duplicates);
  }

  /** Over, and nobody waits for it any more. */
  First ended() {
    var all = duplicates.stream().map(each -> new Duplicate(each.caseId(), each.openedAt(), true));
    return new First(caseId, openedAt, true, all.toList());
  }

  First joinedBy(Sighting seen) {
    if (knows(seen.caseId())) {
      return this;
    }
    var more = new ArrayList<>(duplicates);
    more.add(new Duplicate(seen.caseId(), seen.openedAt(), false));
    return new First(caseId, openedAt, over, more);
  }

  First without(String duplicate) {
    var rest =
        duplicates.stream()
            .map(
                each ->
                    each.caseId().equals(duplicate)
                        ? new Duplicate(each.caseId(), each.openedAt(), true)
                        : each);
    return new First(caseId, openedAt, over, rest.toList());
  }
}
