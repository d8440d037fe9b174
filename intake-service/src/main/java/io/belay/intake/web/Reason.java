package io.belay.intake.web;

import java.util.Locale;

/**
 * Every reason for which a request or a line is not accepted: the one table from reason to status.
 * Documented row by row in {@code docs/api-intake.md}.
 */
public enum Reason {
  UNREADABLE(400, "The body cannot be read"),
  REQUEST_REFUSED(400, "The request cannot be taken as it is"),
  UNAUTHENTICATED(401, "A valid token is needed"),
  MISSING_SCOPE(403, "The token lacks a scope"),
  NOT_FOUND(404, "There is nothing here"),
  METHOD_NOT_ALLOWED(405, "This is not done here"),
  NOT_ACCEPTABLE(406, "The answer is JSON"),
  TOO_SLOW(408, "The request did not come in time"),
  TOO_LARGE(413, "The body is too large"),
  UNSUPPORTED_MEDIA_TYPE(415, "The body's type is not taken here"),
  INVALID(422, "Some fields are not as they should be"),
  TOO_MANY_REQUESTS(429, "Too many requests at once"),
  INTERNAL(500, "Something is wrong here"),
  NOT_ACKNOWLEDGED(503, "Not acknowledged, perhaps written: the same again is safe"),
  IDENTITY_PROVIDER_AWAY(503, "Your token cannot be checked right now: the same again is safe");

  private static final String PREFIX = "urn:belay:problem:";

  private final int status;
  private final String title;

  Reason(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /** HTTP status. */
  public int status() {
    return status;
  }

  /** What it means, in a sentence for people. */
  public String title() {
    return title;
  }

  /** Stable identity, for programs. */
  public String type() {
    return PREFIX + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
