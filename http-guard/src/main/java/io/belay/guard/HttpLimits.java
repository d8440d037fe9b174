package io.belay.guard;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much of a service one client, or all of them, can hold.
 *
 * @param headWithin from the opening of a connection, or the first byte of a request, to the last
 *     byte of its headers; 100 ms to 5 min
 * @param keepAlive from an answer to the first byte of the next request; longer than the clients
 *     and the load balancers in front keep a connection, so that it is they who close it; 100 ms to
 *     1 h
 * @param bodySilence that a client sends nothing of a request's body while it is waited for, and
 *     while none of its answer waits for it; 100 ms to 1 h
 * @param unreadAnswer that a client takes nothing of an answer of which a piece waits for it; 100
 *     ms to 1 h
 * @param connections open at once, all clients together; 1 to 1,000,000
 * @param requestsPerSecond of one caller, known by its token; 1 to 1,000,000
 */
public record HttpLimits(
    @DefaultValue("20s") Duration headWithin,
    @DefaultValue("75s") Duration keepAlive,
    @DefaultValue("60s") Duration bodySilence,
    @DefaultValue("60s") Duration unreadAnswer,
    @DefaultValue("10000") int connections,
    @DefaultValue("5000") int requestsPerSecond) {
  private static final Duration SHORTEST = Duration.ofMillis(100);

  public HttpLimits {
    require(
        isWithin(headWithin, Duration.ofMinutes(5)),
        "Expected headers within 100 ms to 5 min, but it is " + headWithin);
    require(
        isWithin(keepAlive, Duration.ofHours(1)),
        "Expected a connection to be kept for 100 ms to 1 h, but it is " + keepAlive);
    require(
        isWithin(bodySilence, Duration.ofHours(1)),
        "Expected a silence in a body of 100 ms to 1 h, but it is " + bodySilence);
    require(
        isWithin(unreadAnswer, Duration.ofHours(1)),
        "Expected an answer to be read within 100 ms to 1 h, but it is " + unreadAnswer);
    require(
        connections >= 1 && connections <= 1_000_000,
        "Expected 1 to 1,000,000 connections, but it is " + connections);
    require(
        requestsPerSecond >= 1 && requestsPerSecond <= 1_000_000,
        "Expected 1 to 1,000,000 requests a second, but it is " + requestsPerSecond);
  }

  /** 20 s, 75 s, 60 s, 60 s, 10,000 and 5,000. */
  public static HttpLimits standard() {
    var minute = Duration.ofSeconds(60);
    return new HttpLimits(
        Duration.ofSeconds(20), Duration.ofSeconds(75), minute, minute, 10_000, 5_000);
  }

  private static boolean isWithin(Duration length, Duration longest) {
    return length.compareTo(SHORTEST) >= 0 && length.compareTo(longest) <= 0;
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
