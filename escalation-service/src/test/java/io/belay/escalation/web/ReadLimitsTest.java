package io.belay.escalation.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Step;
import java.time.Instant;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

class ReadLimitsTest {
  private static final Step STEP =
      new Step(
          "C-1",
          "K-1",
          1,
          Instant.EPOCH,
          new Step.Cause.ByEvent("e-1"),
          null,
          null,
          new Progress.CaseForgotten());

  @Test
  void aCaseIsExplainedFromAllOfItsStepsOrNotAtAll() {
    assertThat(explained(ReadLimits.MOST_EXPLAINED)).hasSize(ReadLimits.MOST_EXPLAINED);
    assertThatExceptionOfType(ErrorResponseException.class)
        .isThrownBy(() -> explained(ReadLimits.MOST_EXPLAINED + 1).forEach(step -> {}))
        .satisfies(
            no -> {
              assertThat(no.getStatusCode()).isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT);
              assertThat(no.getBody().getDetail())
                  .isEqualTo(
                      "Expected case 'C-1' to have at most 100,000 steps to explain, but it has"
                          + " more: ask for its timeline");
            });
  }

  private static Iterable<Step> explained(int steps) {
    return ReadLimits.explained("C-1", Collections.nCopies(steps, STEP));
  }
}
