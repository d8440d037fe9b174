package io.belay.benchmarks.sql;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/**
 * The same work as one-time tasks of db-scheduler, with the polling its documentation names for
 * high throughput.
 */
public final class DbScheduler {
  private static final int THREADS = 20;
  private static final double LOWER_LIMIT_OF_THREADS = 0.5;
  private static final double UPPER_LIMIT_OF_THREADS = 4.0;
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Postgres server;
  private final CaseWork work;

  /** On a server's {@code scheduled_tasks}, which is made anew for every measurement. */
  public DbScheduler(Postgres server, CaseWork work) {
    this.server = server;
    this.work = work;
  }

  /** How long db-scheduler takes to fire so many due cases. */
  public Duration fire(int cases) throws Exception {
    try (var connection = server.connect()) {
      work.createTables(connection);
      createSchedule(connection);
      work.openCases(connection, cases);
    }
    var settings = new HikariConfig();
    settings.setJdbcUrl(server.url());
    settings.setMaximumPoolSize(THREADS + 4);
    try (var pool = new HikariDataSource(settings)) {
      var unfired = new CountDownLatch(cases);
      OneTimeTask<Void> task =
          Tasks.oneTime("promote")
              .execute(
                  (instance, context) -> {
                    promote(pool, Long.parseLong(instance.getId()));
                    unfired.countDown();
                  });
      var scheduler =
          Scheduler.create(pool, task)
              .threads(THREADS)
              .pollingInterval(Duration.ofMillis(100))
              .pollUsingLockAndFetch(LOWER_LIMIT_OF_THREADS, UPPER_LIMIT_OF_THREADS)
              .build();
      var dueAt = Instant.now().minusSeconds(60);
      scheduler.scheduleBatch(
          IntStream.range(0, cases)
              .<TaskInstance<?>>mapToObj(id -> task.instance(Integer.toString(id))),
          dueAt);
      long started = System.nanoTime();
      scheduler.start();
      boolean all = unfired.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      var took = Duration.ofNanos(System.nanoTime() - started);
      scheduler.stop();
      if (!all) {
        throw new IllegalStateException(
            "Expected %,d cases to fire, but %,d did not".formatted(cases, unfired.getCount()));
      }
      return took;
    }
  }

  private void promote(DataSource pool, long caseId) {
    try (var connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      byte[] state = read(connection, caseId);
      try (var promote =
          connection.prepareStatement(
              "UPDATE cases SET due_at = NULL, tier = tier + 1, state = ? WHERE id = ?")) {
        promote.setBytes(1, work.promoted(state));
        promote.setLong(2, caseId);
        promote.executeUpdate();
      }
      try (var emit = connection.prepareStatement("INSERT INTO events VALUES (?, ?, ?)")) {
        for (int sequence = 0; sequence < work.eventsPerCase(); sequence++) {
          emit.setLong(1, caseId);
          emit.setInt(2, sequence);
          emit.setBytes(3, work.event(caseId));
          emit.addBatch();
        }
        emit.executeBatch();
      }
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] read(Connection connection, long caseId) throws SQLException {
    try (var select = connection.prepareStatement("SELECT state FROM cases WHERE id = ?")) {
      select.setLong(1, caseId);
      try (var row = select.executeQuery()) {
        if (!row.next()) {
          throw new IllegalStateException("Expected case " + caseId + ", but it is not there");
        }
        return row.getBytes(1);
      }
    }
  }

  /** The table of db-scheduler's documentation, with the index it names for due tasks. */
  private static void createSchedule(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS scheduled_tasks");
      statement.execute(
          """
          CREATE TABLE scheduled_tasks (
            task_name text NOT NULL,
            task_instance text NOT NULL,
            task_data bytea,
            execution_time timestamptz NOT NULL,
            picked boolean NOT NULL,
            picked_by text,
            last_success timestamptz,
            last_failure timestamptz,
            consecutive_failures int,
            last_heartbeat timestamptz,
            version bigint NOT NULL,
            priority smallint,
            PRIMARY KEY (task_name, task_instance))
          """);
      statement.execute("CREATE INDEX execution_time_idx ON scheduled_tasks (execution_time)");
      statement.execute("CREATE INDEX last_heartbeat_idx ON scheduled_tasks (last_heartbeat)");
    }
  }
}
