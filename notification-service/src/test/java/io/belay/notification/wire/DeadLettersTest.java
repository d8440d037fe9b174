package io.belay.notification.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.contract.DeadLetterHeaders;
import io.belay.contract.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
  @Test
  void ofWhatNobodyCanWriteAgainItSaysTheSize() {
    var read =
        new ConsumerRecord<>(
            Topics.CASE_PROGRESS, 0, 7, "C-1".getBytes(UTF_8), new byte[1_048_000]);

    var letter = DeadLetters.of(read, new IllegalArgumentException("?"));

    assertThat(letter.record().value()).isNull();
    assertThat(letter.record().headers().lastHeader(DeadLetterHeaders.REASON).value())
        .isEqualTo("too-large".getBytes(UTF_8));
  }
}
