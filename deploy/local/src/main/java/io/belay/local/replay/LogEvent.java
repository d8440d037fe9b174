package io.belay.local.replay;

import java.time.Instant;

/**
 * One event of a log; texts are empty where the log says nothing.
 *
 * @param at never before the event of the same case that precedes it in {@code seq}
 * @param seq its order within the case: what the log says, or its line
 * @param priority 1 (highest) to 4 where the event can have one, or empty
 * @param customer the caller, where the log's file of cases names one
 */
public record LogEvent(
    String caseId,
    long seq,
    Instant at,
    String event,
    String priority,
    String group,
    String actor,
    String category,
    String raw,
    String customer) {

  LogEvent notBefore(Instant earliest) {
    return at.isBefore(earliest)
        ? new LogEvent(
            caseId, seq, earliest, event, priority, group, actor, category, raw, customer)
        : this;
  }
}
