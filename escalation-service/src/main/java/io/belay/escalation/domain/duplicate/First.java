package io.belay.escalation.domain.duplicate;

import io.belay.escalation.domain.duplicate.Sighting.Stand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The case with which others of the matter are compared.
 *
 * @param over resolved or closed
 * @param priority what it was last heard or told to be; null: unknown
 * @param duplicates the cases that were linked to it, in the order of their links; at most {@link
 *     #MOST_DUPLICATES}
 */
public record First(
    String caseId,
    Instant openedAt,
    boolean over,
    List<Duplicate> duplicates,
    @Nullable String priority) {

  /** One customer's calls about one transaction; a case beyond it keeps clocks of its own. */
  public static final int MOST_DUPLICATES = 20;

  public First {
    duplicates = List.copyOf(duplicates);
  }

  /** A first to which no case was linked yet. */
  public First(String caseId, Instant openedAt, boolean over, @Nullable String priority) {
    this(caseId, openedAt, over, List.of(), priority);
  }

  /**
   * A case that was linked to the first.
   *
   * @param left it was resolved or closed, or is about something else: it goes its own way
   * @param priority as it was last heard; null: unknown, or its own clocks keep its promise
   */
  public record Duplicate(
      String caseId, Instant openedAt, boolean left, @Nullable String priority) {

    Duplicate gone() {
      return new Duplicate(caseId, openedAt, true, priority);
    }
  }

  static First of(Sighting seen) {
    return new First(
        seen.caseId(), seen.openedAt(), seen.stand() != Stand.IN_WORK, seen.priority());
  }

  /** Those that wait for its end. */
  List<Duplicate> waiting() {
    return duplicates.stream().filter(each -> !each.left()).toList();
  }

  /** It is in work, and others wait for its end. */
  public boolean keepsOthersWaiting() {
    return !over && !waiting().isEmpty();
  }

  boolean knows(String caseId) {
    return duplicate(caseId).isPresent();
  }

  boolean leftBy(String caseId) {
    return duplicates.stream().anyMatch(each -> each.left() && each.caseId().equals(caseId));
  }

  boolean isFull() {
    return duplicates.size() >= MOST_DUPLICATES;
  }

  First inWork(@Nullable String nowOf) {
    return new First(caseId, openedAt, false, duplicates, nowOf == null ? priority : nowOf);
  }

  First as(@Nullable String stricter) {
    return new First(caseId, openedAt, over, duplicates, stricter);
  }

  /** Over, and nobody waits for it any more. */
  First ended() {
    return new First(
        caseId, openedAt, true, duplicates.stream().map(Duplicate::gone).toList(), priority);
  }

  First joinedBy(Sighting seen) {
    var now = new Duplicate(seen.caseId(), seen.openedAt(), false, seen.priority());
    if (knows(seen.caseId())) {
      return each(known -> known.caseId().equals(seen.caseId()) ? now : known);
    }
    var more = new ArrayList<>(duplicates);
    more.add(now);
    return new First(caseId, openedAt, over, more, priority);
  }

  Optional<Duplicate> duplicate(String caseId) {
    return duplicates.stream().filter(each -> each.caseId().equals(caseId)).findFirst();
  }

  First without(String duplicate) {
    return each(known -> known.caseId().equals(duplicate) ? known.gone() : known);
  }

  private First each(UnaryOperator<Duplicate> change) {
    return new First(caseId, openedAt, over, duplicates.stream().map(change).toList(), priority);
  }
}
