package io.belay.intake.domain;

import org.jspecify.annotations.Nullable;

/**
 * Who submits, and under which key.
 *
 * @param client the calling system: keys of different clients never meet
 * @param subject stamped on the event as {@code submittedBy}
 * @param idempotencyKey the key of the request, where one was sent
 * @param mayApproveExtensions whether an approver may be named
 */
public record Submitter(
    String client, String subject, @Nullable String idempotencyKey, boolean mayApproveExtensions) {
  public static final String APPROVAL_SCOPE = "extensions:approve";

  /** The same submitter with the key of one line. */
  public Submitter withKey(@Nullable String key) {
    return new Submitter(client, subject, key, mayApproveExtensions);
  }
}
