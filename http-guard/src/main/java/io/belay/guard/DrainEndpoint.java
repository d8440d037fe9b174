package io.belay.guard;

import java.util.Map;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;

/**
 * {@code POST /actuator/drain}: this instance is going away for good. It says it is not ready,
 * gives its work to the others at once instead of after a time-out, and waits to be stopped.
 */
@WebEndpoint(id = "drain")
public final class DrainEndpoint {
  private final ApplicationContext context;
  private final Runnable giveWorkAway;

  /**
   * @param giveWorkAway returns when others may take it over; called again, it does nothing
   */
  public DrainEndpoint(ApplicationContext context, Runnable giveWorkAway) {
    this.context = context;
    this.giveWorkAway = giveWorkAway;
  }

  /** Drains; answers when it is done. */
  @WriteOperation
  public Map<String, String> drain() {
    AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
    giveWorkAway.run();
    return Map.of("state", "drained");
  }
}
