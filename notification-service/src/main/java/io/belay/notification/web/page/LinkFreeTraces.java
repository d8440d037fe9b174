package io.belay.notification.web.page;

import io.micrometer.common.KeyValue;
import org.springframework.http.server.reactive.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.stereotype.Component;

/**
 * What traces know of a request: the pattern of its path. The path itself may hold a link's token.
 */
@Component
class LinkFreeTraces extends DefaultServerRequestObservationConvention {
  private static final String KEY = "http.url";

  @Override
  protected KeyValue httpUrl(ServerRequestObservationContext context) {
    var pattern = context.getPathPattern();
    return KeyValue.of(KEY, pattern == null ? KeyValue.NONE_VALUE : pattern);
  }
}
