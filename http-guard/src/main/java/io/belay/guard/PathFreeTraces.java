package io.belay.guard;

import io.micrometer.common.KeyValue;
import org.springframework.http.server.reactive.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;

/**
 * What traces know of a request: the pattern of its path, as the metrics do, and {@code UNKNOWN} or
 * {@code NOT_FOUND} where it met no route. The path itself holds a customer's id, or the token of a
 * customer's page.
 */
public final class PathFreeTraces extends DefaultServerRequestObservationConvention {
  private static final String KEY = "http.url";

  @Override
  protected KeyValue httpUrl(ServerRequestObservationContext context) {
    return KeyValue.of(KEY, uri(context).getValue());
  }
}
