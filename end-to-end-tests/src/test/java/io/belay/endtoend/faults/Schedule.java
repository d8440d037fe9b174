package io.belay.endtoend.faults;

import io.belay.endtoend.faults.Instance.Kind;
import io.belay.local.LocalCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Which faults come, in what order, and whom they hit: all of it from a seed. */
final class Schedule {
  private static final Duration MOMENT = Duration.ofSeconds(2);
  private static final Duration LONGER_THAN_A_SESSION = Duration.ofSeconds(15);
  private static final Duration WRONG_BY = Duration.ofMinutes(10);

  private final Random random;

  private Schedule(long seed) {
    this.random = new Random(seed);
  }

  /** One after the other what hurts most: for every build. */
  static List<Fault> brief(long seed) {
    var schedule = new Schedule(seed);
    var faults = new ArrayList<Fault>();
    faults.add(
        new Together(
            List.of(
                new ServiceKilled(schedule.any(Kind.INTAKE), MOMENT),
                new ServiceKilled(schedule.any(Kind.ESCALATION), MOMENT),
                new ServiceKilled(schedule.any(Kind.NOTIFICATION), MOMENT),
                new SmsCentreSilent(MOMENT),
                new MailboxGreylists(MOMENT, MOMENT))));
    faults.add(new BrokersKilled(schedule.broker(), 2, Duration.ofSeconds(6)));
    if (WallClock.FAKETIME.isThere()) {
      faults.add(
          new Together(
              Stream.of(Kind.values())
                  .map(schedule::any)
                  .<Fault>map(who -> new ClockStepped(who, WRONG_BY, MOMENT.multipliedBy(2)))
                  .toList()));
    }
    return faults;
  }

  /** Every fault there is. */
  static List<Fault> whole(long seed) {
    var schedule = new Schedule(seed);
    var faults = new ArrayList<Fault>();
    for (var kind : Kind.values()) {
      faults.add(new ServiceKilled(schedule.any(kind), MOMENT));
      faults.add(new ServiceFrozen(schedule.any(kind), LONGER_THAN_A_SESSION));
    }
    faults.add(new BrokersKilled(schedule.broker(), 1, Duration.ofSeconds(10)));
    faults.add(new BrokersKilled(schedule.broker(), 2, Duration.ofSeconds(10)));
    faults.add(new RackCutOff(LONGER_THAN_A_SESSION));
    faults.add(new RegistryDown(Duration.ofSeconds(10)));
    faults.add(new SmsCentreDown(Duration.ofSeconds(30)));
    faults.add(new SmsCentreSlow(Duration.ofMillis(1_500), Duration.ofSeconds(10)));
    faults.add(new SmsCentreSilent(Duration.ofSeconds(10)));
    faults.add(new MailboxGreylists(Duration.ofSeconds(5), Duration.ofSeconds(15)));
    faults.add(new StateDeleted(schedule.any(Kind.ESCALATION), MOMENT));
    faults.add(new StateDeleted(schedule.any(Kind.NOTIFICATION), MOMENT));
    if (SmallDisk.canBeMounted()) {
      faults.add(new StateDiskFull(schedule.any(Kind.ESCALATION), Duration.ofSeconds(10)));
      faults.add(new StateDiskFull(schedule.any(Kind.NOTIFICATION), Duration.ofSeconds(10)));
      faults.add(new BrokerDiskFull(Duration.ofSeconds(10)));
    }
    if (WallClock.FAKETIME.isThere()) {
      for (var kind : Kind.values()) {
        faults.add(new ClockStepped(schedule.any(kind), WRONG_BY, Duration.ofSeconds(15)));
      }
      faults.add(
          new ClockStepped(
              schedule.any(Kind.ESCALATION), WRONG_BY.negated(), Duration.ofSeconds(15)));
      faults.add(
          new ClockStepped(
              schedule.any(Kind.NOTIFICATION), WRONG_BY.negated(), Duration.ofSeconds(15)));
    }
    faults.add(new RollingRestart(MOMENT));
    Collections.shuffle(faults, schedule.random);
    return faults;
  }

  private Instance any(Kind kind) {
    var instances = Instance.of(kind);
    return instances.get(random.nextInt(instances.size()));
  }

  private int broker() {
    return random.nextInt(LocalCluster.BROKERS);
  }
}
