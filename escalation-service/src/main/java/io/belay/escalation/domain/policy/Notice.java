package io.belay.escalation.domain.policy;

import java.util.Map;

/**
 * A statutory notice: when the customer is told, of which clock, and what it says beside the case.
 *
 * @param messageType one of the contract's notices
 * @param clock the statutory clock it belongs to; cases without that clock get no such notice
 * @param names which time it names to the customer
 * @param fields by name, {@code @} and BCP 47 tag
 */
public record Notice(
    String messageType, On on, String clock, Named names, Map<String, String> fields) {

  public Notice {
    fields = Map.copyOf(fields);
  }

  /** What makes it due. */
  public sealed interface On {
    /** The case was opened. */
    record Opened() implements On {}

    /** A milestone was reached. */
    record Milestone(String name) implements On {}

    /** The clock got more time. */
    record Extended(String clock) implements On {}
  }

  /** The time a notice names. */
  public enum Named {
    /** When its clock is due. */
    DUE,
    /**
     * When its clock will be due once it is extended, as a holding reply has to say before it is.
     */
    EXTENDED
  }
}
