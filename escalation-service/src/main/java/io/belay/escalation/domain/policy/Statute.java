package io.belay.escalation.domain.policy;

import io.belay.escalation.domain.event.CaseDates;
import io.belay.escalation.domain.event.WaitingOn;
import io.belay.escalation.domain.statutory.StatutoryClock;
import io.belay.escalation.domain.statutory.Term;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a law or a regulator says about a clock, beyond what an internal promise has.
 *
 * @param source the act and its article, or the rule book and its paragraph
 * @param clock how the term is counted from its start
 * @param after what starts it beside the opening; null: the opening
 * @param inForce the local dates of the opening for which the rule is the law
 * @param extensions in the order in which they can be granted; each is a new total
 * @param pausesFor for whom the law itself lets the clock stand still while the case waits for them
 */
public record Statute(
    String source,
    StatutoryClock clock,
    @Nullable After after,
    InForce inForce,
    List<Extension> extensions,
    Set<WaitingOn> pausesFor) {

  public Statute {
    extensions = List.copyOf(extensions);
    pausesFor = Set.copyOf(pausesFor);
  }

  /** A statute that stands still for nobody. */
  public Statute(
      String source,
      StatutoryClock clock,
      @Nullable After after,
      InForce inForce,
      List<Extension> extensions) {
    this(source, clock, after, inForce, extensions, Set.of());
  }

  /** What starts a clock in the course of a case. */
  public sealed interface After {
    /** A milestone: what follows from it is owed from then on. */
    record Milestone(String name) implements After {}

    /** The breach of another clock, which starts this one at its due time. */
    record Breach(String clock) implements After {}
  }

  /** The date that tells which law goes for a case. */
  public enum By {
    /** The day the case was opened. */
    OPENED,
    /** The day of the transaction; that of the opening where nobody knows it. */
    TRANSACTION
  }

  /**
   * From when until when a rule is the law, both days included.
   *
   * @param by which date of the case is looked at
   * @param from null: it has always been
   * @param until null: it has no end yet
   */
  public record InForce(By by, @Nullable LocalDate from, @Nullable LocalDate until) {
    public static final InForce ALWAYS = new InForce(null, null);

    public InForce(@Nullable LocalDate from, @Nullable LocalDate until) {
      this(By.OPENED, from, until);
    }

    boolean includes(LocalDate date) {
      return (from == null || !date.isBefore(from)) && (until == null || !date.isAfter(until));
    }
  }

  /**
   * More time, by a rule that allows it.
   *
   * @param total counted from the original start; it replaces the former total
   * @param needsApprover whether the law names who has to approve it
   * @param notice the milestone that says the customer was told; null: none is asked for
   */
  public record Extension(Term total, boolean needsApprover, @Nullable String notice) {}

  /** Whether the rule is the law for a case with these dates. */
  public boolean holdsFor(CaseDates dates) {
    var transactionAt = dates.transactionAt();
    var at =
        inForce.by == By.TRANSACTION && transactionAt != null ? transactionAt : dates.openedAt();
    return inForce.includes(LocalDate.ofInstant(at, clock.zone()));
  }

  /** When a clock of this rule that started then is due, before any extension. */
  public Instant due(Instant startedAt) {
    return clock.due(startedAt);
  }

  /** When it is due after this extension. */
  public Instant due(Instant startedAt, Extension extension) {
    return clock.extendedTo(extension.total()).due(startedAt);
  }

  /** The extension that can be granted next to a clock; empty when none is left. */
  public Optional<Extension> next(Instant startedAt, Instant dueAt) {
    return extensions.stream()
        .filter(extension -> due(startedAt, extension).isAfter(dueAt))
        .findFirst();
  }
}
