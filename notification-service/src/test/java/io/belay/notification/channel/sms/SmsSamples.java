package io.belay.notification.channel.sms;

import io.belay.notification.domain.Senders;
import java.time.Duration;
import java.util.Map;

/** SMS centres as tests set them. */
public final class SmsSamples {
  public static final ReceiptIds AS_IS =
      new ReceiptIds(GatewayIds.AS_IS, ReceiptIds.Place.TLV_OR_TEXT);

  private SmsSamples() {}

  public static SmsSettings settings(int port) {
    return settings(port, 10, AS_IS);
  }

  public static SmsSettings settings(int port, int window, ReceiptIds ids) {
    return settings("smsc", port, window, ids);
  }

  public static SmsSettings settings(String route, int port, int window, ReceiptIds ids) {
    return settings(route, port, window, ids, 1);
  }

  public static SmsSettings settings(
      String route, int port, int window, ReceiptIds ids, int sessions) {
    return new SmsSettings(
        route,
        new CentreSettings(
            "127.0.0.1",
            port,
            "belay",
            "belay",
            "",
            Duration.ofSeconds(window == 1 ? 10 : 3),
            Duration.ofMillis(200),
            Duration.ofMillis(50),
            Duration.ofMillis(500),
            sessions),
        new Senders("Belay", Map.of("SG", "6591234567")),
        ids,
        window,
        1_000,
        Duration.ofMillis(100),
        6,
        Duration.ofHours(1),
        Duration.ofHours(24));
  }
}
