package io.belay.intake.web;

import io.belay.intake.IntakeMetrics;
import io.belay.intake.domain.CaseEventChecks;
import io.belay.intake.domain.Checked;
import io.belay.intake.domain.Submission;
import io.belay.intake.domain.Submitter;
import io.belay.intake.stream.CaseJournal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What both REST doors do with a tree: check it, write it, count it. */
public final class FrontDoor {
  /** The doors, as they are counted. */
  enum Door {
    REST,
    NDJSON
  }

  private static final int OPENED = 201;
  private static final int REPORTED = 202;

  private final CaseEventChecks checks;
  private final CaseJournal journal;
  private final InstantSource clock;
  private final IntakeMetrics metrics;
  private final RecentOpenings recent = new RecentOpenings();

  public FrontDoor(
      CaseEventChecks checks, CaseJournal journal, InstantSource clock, IntakeMetrics metrics) {
    this.checks = checks;
    this.journal = journal;
    this.clock = clock;
    this.metrics = metrics;
  }

  Instant now() {
    return clock.instant();
  }

  Submission opening(Map<?, ?> tree, Submitter by, Door door) {
    var submission = fit(checks.opening(tree, by, now()), door);
    recent.seen(submission.event().caseId(), tree).ifPresent(metrics::repeated);
    return submission;
  }

  Submission event(String caseId, Map<?, ?> tree, Submitter by, Door door) {
    return fit(checks.event(caseId, tree, by, now()), door);
  }

  Submission event(Map<?, ?> tree, Submitter by, Door door) {
    return fit(checks.event(tree, by, now()), door);
  }

  /** Writes and counts; fails when it is not acknowledged. */
  CompletableFuture<Void> write(Submission submission, @Nullable String traceparent, Door door) {
    long startNanos = System.nanoTime();
    return journal
        .append(submission, traceparent)
        .whenComplete(
            (done, failure) -> {
              metrics.answered(
                  door.name(),
                  submission.kind(),
                  failure == null ? statusOf(submission) : Reason.NOT_ACKNOWLEDGED.status());
              if (failure == null) {
                metrics.acknowledged(System.nanoTime() - startNanos);
              }
            });
  }

  static int statusOf(Submission submission) {
    return submission.kind().equals(CaseEventChecks.OPENED) ? OPENED : REPORTED;
  }

  private Submission fit(Checked<Submission> checked, Door door) {
    return switch (checked) {
      case Checked.Fit<Submission> fit -> fit.value();
      case Checked.Unfit<Submission> unfit -> {
        metrics.refused(door.name(), Reason.INVALID.status());
        throw new ProblemException(Reason.INVALID, null, unfit.errors());
      }
      case Checked.NeedsScope<Submission> needs -> {
        metrics.refused(door.name(), Reason.MISSING_SCOPE.status());
        throw new ProblemException(Reason.MISSING_SCOPE, "Expected scope " + needs.scope());
      }
    };
  }
}
