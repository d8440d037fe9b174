package io.belay.intake.web;

import io.belay.intake.IntakeMetrics;
import io.belay.intake.IntakeMetrics.Door;
import io.belay.intake.domain.CaseEventChecks;
import io.belay.intake.domain.Checked;
import io.belay.intake.domain.Contact;
import io.belay.intake.domain.Submission;
import io.belay.intake.domain.Submitter;
import io.belay.intake.stream.CaseJournal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * What both REST doors do with a tree: check it, write it, count it. A write is counted by what
 * became of it, also when nobody waits for its answer any more; a line that is refused here, and a
 * request by {@link RefusedRequests}.
 */
public final class FrontDoor {
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

  Submission opening(Map<?, ?> tree, Submitter by) {
    var submission = fit(checks.opening(tree, by, now()));
    String caseId = submission.event().caseId();
    recent.seen(caseId, tree).ifPresent(metrics::repeated);
    var contact = submission.contact();
    return contact != null && recent.isContactStanding(caseId, contact)
        ? submission.withoutContact()
        : submission;
  }

  Submission event(String caseId, Map<?, ?> tree, Submitter by) {
    return fit(checks.event(caseId, tree, by, now()));
  }

  Submission event(Map<?, ?> tree, Submitter by) {
    return fit(checks.event(tree, by, now()));
  }

  /** Writes what a request submits; fails when it is not acknowledged. */
  CompletableFuture<Void> write(Submission submission, ServerHttpRequest request) {
    var written = write(submission, TraceHeader.of(request), Door.REST);
    RefusedRequests.countedByItsWrite(request);
    return written;
  }

  /** Writes what a line submits; fails when it is not acknowledged. */
  CompletableFuture<Void> writeLine(Submission submission, @Nullable String traceparent) {
    return write(submission, traceparent, Door.NDJSON);
  }

  /** Writes how a customer is reached; fails when it is not acknowledged. */
  CompletableFuture<Void> tell(Contact contact, ServerHttpRequest request) {
    return of(request, IntakeMetrics.CONTACT_TOLD, journal.put(contact, TraceHeader.of(request)));
  }

  /** Writes that a customer is forgotten; fails when it is not acknowledged. */
  CompletableFuture<Void> erase(String customerId, ServerHttpRequest request) {
    return of(
        request, IntakeMetrics.CONTACT_ERASED, journal.erase(customerId, TraceHeader.of(request)));
  }

  /** Counts a line that is not fit to be written. */
  void refusedLine(Problem problem) {
    metrics.refused(Door.NDJSON, problem.status());
  }

  /** Counts a line that is not written because one before it was not acknowledged. */
  void untriedLine(Submission submission) {
    metrics.answered(Door.NDJSON, submission.kind(), Reason.NOT_ACKNOWLEDGED.status());
  }

  static int statusOf(Submission submission) {
    return submission.kind().equals(CaseEventChecks.OPENED) ? OPENED : REPORTED;
  }

  private CompletableFuture<Void> write(
      Submission submission, @Nullable String traceparent, Door door) {
    long startNanos = System.nanoTime();
    return counted(
            journal.append(submission, traceparent), door, submission.kind(), statusOf(submission))
        .thenRun(
            () -> {
              metrics.acknowledged(System.nanoTime() - startNanos);
              var contact = submission.contact();
              if (contact != null) {
                recent.contactStands(submission.event().caseId(), contact);
              }
            });
  }

  private CompletableFuture<Void> of(
      ServerHttpRequest request, String kind, CompletableFuture<Void> written) {
    RefusedRequests.countedByItsWrite(request);
    return counted(written, Door.REST, kind, REPORTED);
  }

  private CompletableFuture<Void> counted(
      CompletableFuture<Void> written, Door door, String kind, int status) {
    return written.whenComplete(
        (done, failure) ->
            metrics.answered(
                door, kind, failure == null ? status : Reason.NOT_ACKNOWLEDGED.status()));
  }

  private static Submission fit(Checked<Submission> checked) {
    return switch (checked) {
      case Checked.Fit<Submission> fit -> fit.value();
      case Checked.Unfit<Submission> unfit ->
          throw new ProblemException(Reason.INVALID, null, unfit.errors());
      case Checked.NeedsScope<Submission> needs ->
          throw new ProblemException(Reason.MISSING_SCOPE, "Expected scope " + needs.scope());
    };
  }
}
