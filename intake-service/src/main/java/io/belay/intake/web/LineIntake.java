package io.belay.intake.web;

import io.belay.intake.domain.Submission;
import io.belay.intake.domain.Submitter;
import io.belay.intake.web.LineSplitter.Line;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The lines of one stream. Lines of different cases are written side by side, lines of one case one
 * after the other; and when one was not acknowledged, the later ones of its case are not tried, so
 * that nothing overtakes it.
 */
final class LineIntake {
  private static final int MAX_HELD_CASES = 10_000;

  private final JsonTrees json;
  private final FrontDoor door;
  private final Submitter submitter;
  private final @Nullable String trace;
  private final Map<String, CompletableFuture<LineResult>> lastOfCase = new ConcurrentHashMap<>();
  private final Set<String> heldCases = ConcurrentHashMap.newKeySet();

  LineIntake(JsonTrees json, FrontDoor door, Submitter submitter, @Nullable String trace) {
    this.json = json;
    this.door = door;
    this.submitter = submitter;
    this.trace = trace;
  }

  /** Called line by line, never by two at once. The result never fails but for a bug. */
  CompletableFuture<LineResult> take(Line line) {
    Submission submission;
    try {
      submission = read(line);
    } catch (ProblemException refused) {
      door.refusedLine(refused.problem());
      return CompletableFuture.completedFuture(
          LineResult.refused(line.number(), refused.problem()));
    }
    String caseId = submission.event().caseId();
    var before = lastOfCase.get(caseId);
    var result =
        before == null
            ? write(line.number(), submission)
            : before.thenCompose(done -> write(line.number(), submission));
    lastOfCase.put(caseId, result);
    var unused = result.whenComplete((done, failure) -> lastOfCase.remove(caseId, result));
    return result;
  }

  private Submission read(Line line) {
    byte[] bytes = line.bytes();
    if (bytes == null) {
      throw new ProblemException(Reason.TOO_LARGE, null);
    }
    var tree = json.object(bytes);
    if (!tree.containsKey("open")) {
      return door.event(tree, submitter);
    }
    if (tree.size() > 1 || !(tree.get("open") instanceof Map<?, ?> open)) {
      throw new ProblemException(
          Reason.UNREADABLE, "Expected {\"open\":{…}} and nothing beside, or an event");
    }
    var opening = new HashMap<Object, @Nullable Object>(open);
    Object key = opening.remove("idempotencyKey");
    return door.opening(opening, submitter.withKey(key == null ? null : key.toString()));
  }

  private CompletableFuture<LineResult> write(long line, Submission submission) {
    String caseId = submission.event().caseId();
    if (heldCases.contains(caseId) || heldCases.size() >= MAX_HELD_CASES) {
      door.untriedLine(submission);
      return CompletableFuture.completedFuture(
          LineResult.unacknowledged(
              line, submission, "Not tried: an earlier line was not acknowledged"));
    }
    return door.writeLine(submission, trace)
        .handle(
            (done, failure) -> {
              if (failure == null) {
                return LineResult.accepted(line, submission);
              }
              heldCases.add(caseId);
              return LineResult.unacknowledged(line, submission, null);
            });
  }
}
