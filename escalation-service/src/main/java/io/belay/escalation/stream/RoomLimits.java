package io.belay.escalation.stream;

import java.time.Duration;

/**
 * How fast rooms tell the members of incidents, so that no transaction grows with their number.
 *
 * @param interval between two ticks; 10 ms to 10 s
 * @param mostEventsPerTick events of one partition's rooms in one tick, a tenth of it while events
 *     wait for long; 1 to 10,000
 * @param unknownIncidentWait how long members wait for the opening of their incident; then they are
 *     released. 1 s to 7 days
 */
public record RoomLimits(Duration interval, int mostEventsPerTick, Duration unknownIncidentWait) {
  /** Events that wait for longer have others before them. */
  static final Duration BEHIND = Duration.ofMillis(250);

  /** What is left of a tick then: members are told in any case, and a room ends. */
  static final int SHARE_WHILE_BEHIND = 10;

  public RoomLimits {
    require(
        interval.toMillis() >= 10 && interval.compareTo(Duration.ofSeconds(10)) <= 0,
        "Expected rooms to tick every 10 ms to 10 s, but it is " + interval);
    require(
        mostEventsPerTick >= 1 && mostEventsPerTick <= 10_000,
        "Expected 1 to 10,000 events of rooms a tick, but it is " + mostEventsPerTick);
    require(
        unknownIncidentWait.toSeconds() >= 1
            && unknownIncidentWait.compareTo(Duration.ofDays(7)) <= 0,
        "Expected members to wait 1 s to 7 days for their incident, but it is "
            + unknownIncidentWait);
  }

  /** Every 100 ms, 250 events; 15 minutes for an incident nobody opened. */
  public static RoomLimits standard() {
    return new RoomLimits(Duration.ofMillis(100), 250, Duration.ofMinutes(15));
  }

  /** How many events a tick of rooms may report, if those of others wait so long. */
  int mostEventsWhile(Duration othersWait) {
    return othersWait.compareTo(BEHIND) > 0
        ? Math.max(1, mostEventsPerTick / SHARE_WHILE_BEHIND)
        : mostEventsPerTick;
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
