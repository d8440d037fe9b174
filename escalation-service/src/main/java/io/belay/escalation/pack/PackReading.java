package io.belay.escalation.pack;

import io.belay.escalation.domain.policy.PolicyPack;
import java.util.List;

/** What came of reading a pack file. */
public sealed interface PackReading {

  /**
   * It is sound.
   *
   * @param sha256 of the file's bytes, lower-case hex
   */
  record Read(PolicyPack pack, String sha256) implements PackReading {}

  /** It has mistakes: all of them, in the order of the file. */
  record Refused(List<PackProblem> problems) implements PackReading {
    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
