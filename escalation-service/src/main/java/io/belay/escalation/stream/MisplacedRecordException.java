package io.belay.escalation.stream;

import org.jspecify.annotations.Nullable;

/**
 * A record stands under another key than its case, so in a partition where its case is not known.
 */
final class MisplacedRecordException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private MisplacedRecordException(String message) {
    super(message);
  }

  static void requireKey(String caseId, @Nullable String key) {
    if (!caseId.equals(key)) {
      throw new MisplacedRecordException(
          "Expected the event of case '%s' to have it as its key, but it has '%s'"
              .formatted(caseId, key));
    }
  }
}
