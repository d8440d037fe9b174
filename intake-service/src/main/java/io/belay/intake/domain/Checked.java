package io.belay.intake.domain;

import java.util.List;

/** Result of the checks: what may go in, or why not. */
public sealed interface Checked<T> {
  /** Nothing is wrong with it. */
  record Fit<T>(T value) implements Checked<T> {}

  /** The sender can mend it. */
  record Unfit<T>(List<FieldError> errors) implements Checked<T> {}

  /** It is fine, but only somebody with this scope may say it. */
  record NeedsScope<T>(String scope) implements Checked<T> {}
}
