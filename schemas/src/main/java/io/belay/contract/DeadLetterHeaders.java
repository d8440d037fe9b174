package io.belay.contract;

/**
 * Headers of a dead letter: enough to find the record and the reason, and nothing of its content.
 */
public final class DeadLetterHeaders {
  /** Class of the failure, such as the exception's simple name. */
  public static final String CLASS = "belay-dlt-class";

  /** Topic the record came from. */
  public static final String TOPIC = "belay-dlt-topic";

  /** Partition it came from, decimal. */
  public static final String PARTITION = "belay-dlt-partition";

  /** Offset it had, decimal. */
  public static final String OFFSET = "belay-dlt-offset";

  /** Stable code of the reason: {@code unreadable}, {@code key-mismatch}, … */
  public static final String REASON = "belay-dlt-reason";

  /** Bytes of the value that a letter was too large to carry, decimal; else not there. */
  public static final String VALUE_BYTES = "belay-dlt-value-bytes";

  /** Marks a record that was sent to its topic again: it may come after later ones. */
  public static final String REPLAYED = "belay-replayed";

  private DeadLetterHeaders() {}
}
