package io.belay.intake.web;

import io.belay.intake.domain.FieldError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request or a line that is not accepted, for a reason the sender is told. */
final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Reason reason;
  private final transient Problem problem;

  ProblemException(Reason reason, @Nullable String detail) {
    this(reason, detail, List.of());
  }

  ProblemException(Reason reason, @Nullable String detail, List<FieldError> errors) {
    // refusals are ordinary: they carry no stack
    super(reason.type(), null, false, false);
    this.reason = reason;
    this.problem = Problem.of(reason, detail, errors);
  }

  Reason reason() {
    return reason;
  }

  Problem problem() {
    return problem;
  }
}
