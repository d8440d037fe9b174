package io.belay.notification.channel.sms;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.notification.NotificationMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How a connection to a centre is made, and made again. */
class SmppConnectionTest {
  private static final Duration FIRST = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofSeconds(15);

  @Test
  void eachPduIsSentAtOnce() throws IOException {
    try (var centre = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var socket =
            new NoDelaySockets(Duration.ofSeconds(5))
                .connected("127.0.0.1", centre.getLocalPort())) {
      assertThat(socket.getTcpNoDelay()).isTrue();
    }
  }

  @Test
  void pausesBeforeTheNextBindDoubleUpToABoundAndAreSpreadByHalf() {
    try (var link = link()) {
      for (int failures = 0; failures < 100; failures++) {
        var doubled = FIRST.multipliedBy(1L << Math.min(failures, 10));
        var whole = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        assertThat(link.pauseAfter(failures)).isBetween(whole.dividedBy(2), whole);
      }
      assertThat(IntStream.range(0, 50).mapToObj(each -> link.pauseAfter(9)).distinct())
          .hasSizeGreaterThan(10);
    }
  }

  @SuppressWarnings("NullAway") // it hears nothing
  private static SmppLink link() {
    return new SmppLink(
        "smsc",
        new CentreSettings("127.0.0.1", 1, "belay", "belay", "", FIRST, FIRST, FIRST, LONGEST, 1),
        null,
        new NotificationMetrics(new SimpleMeterRegistry()));
  }
}
