package io.belay.escalation.domain.event;

import org.jspecify.annotations.Nullable;

/** Who acted: a person of the bank, the customer, or a system. */
public record Actor(
    Kind kind, @Nullable String agentId, @Nullable String displayName, @Nullable String team) {
  /** Kinds of actors. */
  public enum Kind {
    AGENT,
    CUSTOMER,
    SYSTEM,
    UNKNOWN
  }

  /** An actor of whom only the kind is known. */
  public static Actor of(Kind kind) {
    return new Actor(kind, null, null, null);
  }
}
