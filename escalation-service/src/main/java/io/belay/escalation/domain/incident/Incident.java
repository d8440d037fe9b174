package io.belay.escalation.domain.incident;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the room of an incident keeps beside the members, which lie in rows of their own: its size
 * does not depend on their number.
 *
 * @param tier that has it; null while nobody has opened it
 * @param since when the standing began: business time, but wall time while it is unknown
 * @param sequence of the incident's step the room heard of last
 * @param members how many rows there are
 * @param asked tiers to which members would have climbed, each asked for once
 * @param round what is being told to the members; null: nothing
 */
public record Incident(
    Standing standing,
    @Nullable String tier,
    Instant since,
    long sequence,
    long members,
    Set<String> asked,
    @Nullable Round round) {

  /** Tiers of members that may be asked for; a ladder is shorter. */
  static final int MAX_ASKED = 20;

  public Incident {
    asked = Set.copyOf(asked);
  }

  /** Whether there is an incident. */
  public enum Standing {
    /** Nobody has opened it, or it is forgotten. */
    UNKNOWN,
    IN_WORK,
    /** Resolved or closed. */
    OVER
  }

  /**
   * News on its way to the members, in order of their ids.
   *
   * @param kind what they are told
   * @param detail the tier, or the cause of the release
   * @param at business time
   * @param number tells this round from others of the incident
   * @param after the last one told; null: none yet
   */
  public record Round(Kind kind, String detail, Instant at, long number, @Nullable String after) {
    /** What members are told. */
    public enum Kind {
      ESCALATED,
      RELEASED
    }

    Round told(String caseId) {
      return new Round(kind, detail, at, number, caseId);
    }
  }

  static Incident unknown(Instant now) {
    return new Incident(Standing.UNKNOWN, null, now, 0, 0, Set.of(), null);
  }

  /** Nothing would be lost with it. */
  boolean canBeForgotten() {
    return standing == Standing.UNKNOWN && members == 0;
  }

  Incident with(long nextMembers) {
    return new Incident(standing, tier, since, sequence, nextMembers, asked, round);
  }

  Incident with(@Nullable Round next) {
    return new Incident(standing, tier, since, sequence, members, asked, next);
  }

  Incident asking(Set<String> nextAsked) {
    return new Incident(standing, tier, since, sequence, members, nextAsked, round);
  }
}
