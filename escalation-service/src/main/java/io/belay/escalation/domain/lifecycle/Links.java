package io.belay.escalation.domain.lifecycle;

import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.progress.Progress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a case belongs to.
 *
 * @param cases other cases, in order of their links; of more than {@link #MAX_CASES}, the later are
 *     not kept
 * @param incident the incident it is a member of; null: none
 */
public record Links(List<LinkedCase> cases, @Nullable Membership incident) {
  public static final int MAX_CASES = 20;
  public static final Links NONE = new Links(List.of(), null);

  public Links {
    cases = List.copyOf(cases);
  }

  /**
   * Another case.
   *
   * @param relation duplicate or repeat, where Belay found it out; null: somebody linked them
   */
  public record LinkedCase(String caseId, @Nullable String relation) {}

  /**
   * Being part of an incident: the case's clocks run, but it does not climb by itself.
   *
   * @param held what would have let it climb meanwhile, each once, in order
   */
  public record Membership(String incidentId, List<Held> held) {
    public Membership {
      held = List.copyOf(held);
    }

    boolean holds(String cause, @Nullable String clock) {
      var subject = new Held(cause, clock, Instant.EPOCH).subject();
      return held.stream().anyMatch(each -> each.subject().equals(subject));
    }
  }

  /** A promotion that waits for the release, and its business time. */
  public record Held(String cause, @Nullable String clock, Instant at) {
    /** What it is about: the clock, or the cause where there is none. */
    public String subject() {
      return clock == null ? cause : clock;
    }
  }

  /** The incident that keeps the case from climbing for this cause: people may still lift it. */
  Optional<Membership> holdingBack(String cause) {
    return cause.equals(Causes.AGENT_REQUEST) ? Optional.empty() : Optional.ofNullable(incident);
  }

  /** Whether it waits for that case: it is the latest that was the first of its matter. */
  boolean isDuplicateOf(@Nullable String caseId) {
    return cases.reversed().stream()
        .filter(each -> CaseEvent.Linked.DUPLICATE.equals(each.relation()))
        .findFirst()
        .filter(first -> first.caseId().equals(caseId))
        .isPresent();
  }

  Links linked(Progress.CaseLinked link) {
    var all = new ArrayList<>(cases);
    if (link.toCaseId() != null) {
      all.removeIf(known -> known.caseId().equals(link.toCaseId()));
      if (all.size() < MAX_CASES) {
        all.add(new LinkedCase(link.toCaseId(), link.relation()));
      }
    }
    return new Links(all, link.incidentId() == null ? incident : memberOf(link.incidentId()));
  }

  /** What one incident held, the next one holds. */
  private Membership memberOf(String incidentId) {
    return new Membership(incidentId, incident == null ? List.of() : incident.held());
  }

  Links holding(Held promotion) {
    var member = Objects.requireNonNull(incident);
    var held = new ArrayList<>(member.held());
    held.add(promotion);
    return new Links(cases, new Membership(member.incidentId(), held));
  }

  /** The promise was kept, or is none any more. */
  Links owesNothingFor(String clock) {
    if (incident == null || incident.held().isEmpty()) {
      return this;
    }
    var held = incident.held().stream().filter(each -> !clock.equals(each.clock())).toList();
    return new Links(cases, new Membership(incident.incidentId(), held));
  }

  Links owesNothing() {
    return incident == null
        ? this
        : new Links(cases, new Membership(incident.incidentId(), List.of()));
  }

  Links released() {
    return new Links(cases, null);
  }
}
