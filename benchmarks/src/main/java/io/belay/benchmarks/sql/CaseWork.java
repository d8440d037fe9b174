package io.belay.benchmarks.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What firing one timer costs in records and bytes, so that all contenders do the same work: read
 * the case, promote it, write its events durably.
 *
 * @param stateBytes size of a case's stored state
 * @param eventsPerCase records that one fired timer emits
 * @param eventBytes size of each of them
 */
public record CaseWork(int stateBytes, int eventsPerCase, int eventBytes) {
  private static final int BATCH = 5_000;

  /** Empty tables: cases with an index of due times, and events. */
  void createTables(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS cases, events");
      statement.execute(
          "CREATE TABLE cases (id bigint PRIMARY KEY, due_at timestamptz, tier int NOT NULL,"
              + " state bytea NOT NULL)");
      statement.execute("CREATE INDEX cases_due ON cases (due_at, id) WHERE due_at IS NOT NULL");
      statement.execute(
          "CREATE TABLE events (case_id bigint NOT NULL, sequence int NOT NULL, payload bytea NOT"
              + " NULL, PRIMARY KEY (case_id, sequence))");
    }
  }

  /** So many cases that became due a minute ago. */
  void openCases(Connection connection, int cases) throws SQLException {
    connection.setAutoCommit(false);
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO cases VALUES (?, now() - interval '1 minute', 0, ?)")) {
      for (int id = 0; id < cases; id++) {
        insert.setLong(1, id);
        insert.setBytes(2, state());
        insert.addBatch();
        if (id % BATCH == BATCH - 1) {
          insert.executeBatch();
        }
      }
      insert.executeBatch();
    }
    connection.commit();
    connection.setAutoCommit(true);
    try (var statement = connection.createStatement()) {
      statement.execute("VACUUM ANALYZE cases");
    }
  }

  /** The state after the promotion: as large, and not the same. */
  byte[] promoted(byte[] state) {
    byte[] next = state.clone();
    next[0]++;
    return next;
  }

  /** One event's bytes. */
  byte[] event(long caseId) {
    byte[] payload = new byte[eventBytes];
    ThreadLocalRandom.current().nextBytes(payload);
    Arrays.fill(payload, 0, Math.min(8, eventBytes), (byte) caseId);
    return payload;
  }

  private byte[] state() {
    byte[] bytes = new byte[stateBytes];
    ThreadLocalRandom.current().nextBytes(bytes);
    return bytes;
  }
}
