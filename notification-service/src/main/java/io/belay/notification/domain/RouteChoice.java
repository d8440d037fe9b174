package io.belay.notification.domain;

import java.util.List;
import java.util.Optional;

/** Which of a channel's routes takes the next message: by weight, and by chance. */
public final class RouteChoice {
  private RouteChoice() {}

  /**
   * A route that can take it.
   *
   * @param weight against the others', above 0
   */
  public record Candidate(String route, double weight) {}

  /**
   * The chosen route; empty when there is none.
   *
   * @param chance from 0 to below 1
   */
  public static Optional<String> choose(List<Candidate> candidates, double chance) {
    double left = candidates.stream().mapToDouble(Candidate::weight).sum() * chance;
    for (var candidate : candidates) {
      left -= candidate.weight();
      if (left < 0) {
        return Optional.of(candidate.route());
      }
    }
    // the sum's rounding may leave a remainder
    return candidates.isEmpty() ? Optional.empty() : Optional.of(candidates.getLast().route());
  }
}
