package io.belay.benchmarks.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The best worker one would write by hand: each takes a batch of due cases with {@code FOR UPDATE
 * SKIP LOCKED}, promotes them, writes their events, and commits.
 */
public final class SkipLockedWorkers {
  private static final String TAKE =
      "SELECT id, state FROM cases WHERE due_at <= now() ORDER BY due_at, id LIMIT ? FOR UPDATE"
          + " SKIP LOCKED";
  private static final String PROMOTE =
      "UPDATE cases SET due_at = NULL, tier = tier + 1, state = taken.state FROM unnest(?, ?) AS"
          + " taken(id, state) WHERE cases.id = taken.id";
  private static final String EMIT =
      "INSERT INTO events SELECT * FROM unnest(?, ?, ?) AS emitted(case_id, sequence, payload)";

  private final Postgres server;
  private final CaseWork work;
  private final int workers;
  private final int batch;

  /** So many workers, each with a connection of its own and so many cases a transaction. */
  public SkipLockedWorkers(Postgres server, CaseWork work, int workers, int batch) {
    this.server = server;
    this.work = work;
    this.workers = workers;
    this.batch = batch;
  }

  /** How long the workers take to fire so many due cases. */
  public Duration fire(int cases) throws Exception {
    try (var connection = server.connect()) {
      work.createTables(connection);
      work.openCases(connection, cases);
    }
    long started = System.nanoTime();
    long fired = 0;
    try (var threads = Executors.newFixedThreadPool(workers)) {
      List<Future<Long>> all = new ArrayList<>();
      for (int worker = 0; worker < workers; worker++) {
        all.add(threads.submit(this::fireUntilNoneIsDue));
      }
      for (Future<Long> one : all) {
        fired += one.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
    var took = Duration.ofNanos(System.nanoTime() - started);
    if (fired != cases) {
      throw new IllegalStateException(
          "Expected %,d cases to fire, but %,d did".formatted(cases, fired));
    }
    return took;
  }

  private long fireUntilNoneIsDue() throws SQLException {
    long fired = 0;
    try (var connection = server.connect()) {
      connection.setAutoCommit(false);
      int taken;
      do {
        taken = fireBatch(connection);
        fired += taken;
      } while (taken > 0);
    }
    return fired;
  }

  private int fireBatch(Connection connection) throws SQLException {
    var ids = new ArrayList<Long>(batch);
    var states = new ArrayList<byte[]>(batch);
    try (var take = connection.prepareStatement(TAKE)) {
      take.setInt(1, batch);
      try (var due = take.executeQuery()) {
        while (due.next()) {
          ids.add(due.getLong(1));
          states.add(work.promoted(due.getBytes(2)));
        }
      }
    }
    if (!ids.isEmpty()) {
      promote(connection, ids, states);
      emit(connection, ids);
    }
    connection.commit();
    return ids.size();
  }

  private static void promote(Connection connection, List<Long> ids, List<byte[]> states)
      throws SQLException {
    try (var promote = connection.prepareStatement(PROMOTE)) {
      promote.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
      promote.setArray(2, connection.createArrayOf("bytea", states.toArray(byte[][]::new)));
      promote.executeUpdate();
    }
  }

  private void emit(Connection connection, List<Long> ids) throws SQLException {
    int events = ids.size() * work.eventsPerCase();
    var caseIds = new Object[events];
    var sequences = new Object[events];
    var payloads = new byte[events][];
    int next = 0;
    for (long id : ids) {
      for (int sequence = 0; sequence < work.eventsPerCase(); sequence++) {
        caseIds[next] = id;
        sequences[next] = sequence;
        payloads[next++] = work.event(id);
      }
    }
    try (var emit = connection.prepareStatement(EMIT)) {
      emit.setArray(1, connection.createArrayOf("bigint", caseIds));
      emit.setArray(2, connection.createArrayOf("integer", sequences));
      emit.setArray(3, connection.createArrayOf("bytea", payloads));
      emit.executeUpdate();
    }
  }
}
