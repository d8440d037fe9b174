package io.belay.escalation;

import io.belay.escalation.stream.PackConflictException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in a line or two, without a stack, why the service does not start with these packs. */
final class PackConflictAnalyzer extends AbstractFailureAnalyzer<PackConflictException> {
  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, PackConflictException cause) {
    return new FailureAnalysis(cause.getMessage(), null, cause);
  }
}
