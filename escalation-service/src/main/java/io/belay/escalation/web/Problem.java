package io.belay.escalation.web;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** Every reason for not answering, and its status. */
enum Problem {
  CASE_UNKNOWN(HttpStatus.NOT_FOUND, "case-unknown", "No such case"),
  INCIDENT_UNKNOWN(HttpStatus.NOT_FOUND, "incident-unknown", "No such incident"),
  CLOCK_UNKNOWN(HttpStatus.NOT_FOUND, "clock-unknown", "No such clock"),
  TOO_MANY_STEPS(HttpStatus.UNPROCESSABLE_CONTENT, "too-many-steps", "More than can be explained"),
  PARTITION_MOVING(HttpStatus.SERVICE_UNAVAILABLE, "partition-moving", "Ask again in a moment");

  private static final String RETRY_AFTER_SECONDS = "2";

  private final HttpStatus status;
  private final String code;
  private final String title;

  Problem(HttpStatus status, String code, String title) {
    this.status = status;
    this.code = code;
    this.title = title;
  }

  ErrorResponseException because(String detail) {
    var problem = ProblemDetail.forStatusAndDetail(status, detail);
    problem.setType(URI.create("urn:belay:problem:" + code));
    problem.setTitle(title);
    var response = new ErrorResponseException(status, problem, null);
    if (status == HttpStatus.SERVICE_UNAVAILABLE) {
      response.getHeaders().set("Retry-After", RETRY_AFTER_SECONDS);
    }
    return response;
  }
}
