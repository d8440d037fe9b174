package io.belay.notification.channel.email;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Notifications as different servers write them. */
class BounceReportTest {

  @ParameterizedTest
  @CsvSource({
    "delayed-and-tried-on, ENROUTE, 4.4.1",
    "given-up-after-days, EXPIRED, 4.4.7",
    "mailbox-full-for-now, EXPIRED, 4.2.2",
    "no-such-user, UNDELIVERED, 5.1.1",
    "refused-by-the-next-server, REJECTED, 5.7.1",
    "a-vague-status-beside-an-exact-one, REJECTED, 5.7.1",
    "no-status-but-what-was-said, UNDELIVERED, 5.0.0",
    "no-status-at-all, EXPIRED,",
    "in-chinese-and-global, UNDELIVERED, 5.1.10"
  })
  void onlyWhatSaysThatTheAddressDoesNotExistIsUndelivered(
      String sample, String state, String status) {
    assertThat(read(sample)).hasValue(new BounceReport(state, status));
  }

  @Test
  void whatIsNoNotificationIsNone() {
    assertThat(read("read-receipt")).isEmpty();
  }

  private static Optional<BounceReport> read(String sample) {
    var file = "/bounces/" + sample + ".eml";
    try (var mail = BounceReportTest.class.getResourceAsStream(file)) {
      if (mail == null) {
        throw new AssertionError("Expected a sample " + file);
      }
      var text = new String(mail.readAllBytes(), UTF_8);
      return BounceReport.read(text.replace("\n", "\r\n").getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
