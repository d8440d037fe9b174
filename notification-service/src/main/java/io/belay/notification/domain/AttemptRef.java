package io.belay.notification.domain;

/**
 * Which attempt of which message to whom.
 *
 * @param attempt from 1
 */
public record AttemptRef(String customerId, String caseId, String messageId, int attempt) {

  /** Identity of the attempt: the message, a slash, its number. */
  public String id() {
    return messageId + "/" + attempt;
  }
}
