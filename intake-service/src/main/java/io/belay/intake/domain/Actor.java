package io.belay.intake.domain;

import org.jspecify.annotations.Nullable;

/** A person or a system that acted. */
public record Actor(
    Kind kind, @Nullable String agentId, @Nullable String displayName, @Nullable String team) {
  /** The kinds of actors. */
  public enum Kind {
    AGENT,
    CUSTOMER,
    SYSTEM,
    UNKNOWN
  }
}
