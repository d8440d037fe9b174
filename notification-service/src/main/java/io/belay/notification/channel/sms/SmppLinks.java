package io.belay.notification.channel.sms;

import io.belay.notification.NotificationMetrics;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All sessions of a route with its centre. Sends take turns on those that are bound; receipts are
 * heard on each.
 */
final class SmppLinks implements AutoCloseable {
  private final List<SmppLink> links;
  private final AtomicInteger turn = new AtomicInteger();

  SmppLinks(
      String route, CentreSettings settings, SmsReceipts receipts, NotificationMetrics metrics) {
    links =
        IntStream.range(0, settings.sessions())
            .mapToObj(number -> new SmppLink(route, settings, receipts, metrics))
            .toList();
  }

  void start() {
    links.forEach(SmppLink::start);
  }

  /** The session whose turn it is; null while none is bound. */
  SmppLink.@Nullable Bound bound() {
    int next = turn.getAndIncrement();
    for (int i = 0; i < links.size(); i++) {
      var bound = links.get(Math.floorMod(next + i, links.size())).bound();
      if (bound != null) {
        return bound;
      }
    }
    return null;
  }

  @Override
  public void close() {
    links.forEach(SmppLink::close);
  }
}
