package io.belay.escalation.simulate.tally;

import io.belay.escalation.domain.progress.Progress.Status;

/** What a case means to the tier that has it. */
enum Effort {
  /** Somebody works on it. */
  WORK,
  /** It waits for somebody outside. */
  WAIT,
  /** It is decided or over. */
  NONE;

  static Effort of(Status status) {
    return switch (status) {
      case Status.Open o -> WORK;
      case Status.Waiting w -> WAIT;
      case Status.Resolved r -> NONE;
      case Status.Closed c -> NONE;
    };
  }
}
