package io.belay.notification.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.notification.Samples;
import java.time.Instant;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class WaitingSinceTest {
  @Test
  void whatWasWrittenIsReadAndWhatNobodyCanReadIsNothing() {
    var headers = new RecordHeaders();
    assertThat(WaitingSince.read(headers)).isEmpty();
    WaitingSince.write(headers, Samples.NOON);
    assertThat(WaitingSince.read(headers)).contains(Samples.NOON);
    assertThat(
            WaitingSince.read(
                new RecordHeaders().add("belay-waiting-since", "noon".getBytes(UTF_8))))
        .isEmpty();
    var beforeAllTimes = new RecordHeaders();
    WaitingSince.write(beforeAllTimes, Instant.ofEpochMilli(Long.MIN_VALUE));
    assertThat(WaitingSince.read(beforeAllTimes)).as("no time to reckon with").isEmpty();
  }
}
