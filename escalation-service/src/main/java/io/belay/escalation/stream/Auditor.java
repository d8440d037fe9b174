package io.belay.escalation.stream;

import io.belay.escalation.domain.audit.CaseProof;
import io.belay.escalation.domain.lifecycle.CaseState;
import io.belay.escalation.wire.CaseStateCodec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Proves from the stores, beside the ticker and without its index, that no wake-up is overdue, and
 * that every timer that was armed has fired, was voided or still runs. A bounded slice at a time.
 */
public final class Auditor implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Auditor.class);
  private static final int MOST_STEPS = 2_000;

  private final AuditedStores stores;
  private final AuditLimits limits;
  private final Duration overdueAfter;
  private final InstantSource clock;
  private final CaseStateCodec codec = new CaseStateCodec();
  private final RepeatedTrouble trouble = new RepeatedTrouble(log);
  private final ScheduledExecutorService slices =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("auditor").daemon().factory());
  private final CaseWalk overWakeUps;
  private final CaseWalk overCases;
  private WakeUpFindings wakeUps = new WakeUpFindings();
  private CaseFindings cases;
  private WakeUpFindings lastWakeUps = new WakeUpFindings();
  private CaseFindings lastCases;
  private volatile AuditReport report;

  /**
   * @param grace how long wake-ups are held back on purpose
   */
  public Auditor(AuditedStores stores, AuditLimits limits, Duration grace, InstantSource clock) {
    this.stores = stores;
    this.limits = limits;
    this.overdueAfter = limits.overdueAfter().plus(grace);
    this.clock = clock;
    this.overWakeUps = new CaseWalk(stores);
    this.overCases = new CaseWalk(stores);
    this.cases = new CaseFindings(clock.instant());
    this.lastCases = new CaseFindings(clock.instant());
    this.report = AuditReport.begunAt(clock.instant());
  }

  /** What a walk over the wake-ups has found so far. */
  private static final class WakeUpFindings {
    long overdue;
    Duration longest = Duration.ZERO;
  }

  /** What a walk over whole cases has found so far. */
  private static final class CaseFindings {
    final Instant startedAt;
    final Map<String, Instant> oldestOpenedAt = new HashMap<>();
    long differing;
    long unproven;
    Duration took = Duration.ZERO;

    CaseFindings(Instant startedAt) {
      this.startedAt = startedAt;
    }
  }

  /** Looks again and again, until it is closed. */
  public void start() {
    long millis = limits.interval().toMillis();
    var unused =
        slices.scheduleWithFixedDelay(this::lookInPeace, millis, millis, TimeUnit.MILLISECONDS);
  }

  /** What was found last. */
  public AuditReport report() {
    return report;
  }

  private void lookInPeace() {
    try {
      look();
    } catch (PartitionMovingException moving) {
      trouble.outside("Expected to audit the cases, but their partitions move", moving);
    } catch (RuntimeException e) {
      trouble.inside("Expected to audit the cases, but could not", e);
    }
  }

  /**
   * One slice of both walks.
   *
   * @throws PartitionMovingException when the stores cannot be read now
   */
  void look() {
    var now = clock.instant();
    if (overWakeUps.slice(limits.wakeUpsPerSlice(), (id, stored) -> lookAtWakeUp(stored, now))) {
      lastWakeUps = wakeUps;
      wakeUps = new WakeUpFindings();
    }
    if (overCases.slice(limits.casesPerSlice(), (id, stored) -> lookAtCase(id, stored))) {
      cases.took = Duration.between(cases.startedAt, now);
      lastCases = cases;
      cases = new CaseFindings(now);
    }
    report = reportAt(now);
  }

  private void lookAtWakeUp(byte[] stored, Instant now) {
    var latest = now.minus(overdueAfter);
    CaseStateCodec.wakeUpAt(stored)
        .filter(dueAt -> dueAt.isBefore(latest))
        .map(dueAt -> Duration.between(dueAt, now))
        .ifPresent(
            overdue -> {
              wakeUps.overdue++;
              wakeUps.longest = longer(wakeUps.longest, overdue);
            });
  }

  private void lookAtCase(String caseId, byte[] stored) {
    var state = codec.read(stored);
    noteAge(state);
    switch (CaseProof.of(state, stores.steps(caseId, MOST_STEPS))) {
      case SOUND -> {}
      case UNPROVEN -> cases.unproven++;
      case DIFFERENT -> {
        cases.differing++;
        log.error("Expected the clocks of case '{}' to be those its steps lead to", caseId);
      }
    }
  }

  private void noteAge(CaseState state) {
    if (state.inWork()) {
      cases.oldestOpenedAt.merge(
          state.placement().tier(), state.identity().openedAt(), (a, b) -> a.isBefore(b) ? a : b);
    }
  }

  /** What a walk under way has found already counts; what it may still find counts from before. */
  private AuditReport reportAt(Instant now) {
    return new AuditReport(
        now,
        Math.max(lastWakeUps.overdue, wakeUps.overdue),
        longer(lastWakeUps.longest, wakeUps.longest),
        Math.max(lastCases.differing, cases.differing),
        lastCases.unproven,
        lastCases.oldestOpenedAt,
        lastCases.took);
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  @Override
  public void close() {
    slices.shutdownNow();
  }
}
