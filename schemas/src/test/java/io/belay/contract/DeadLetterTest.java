package io.belay.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class DeadLetterTest {
  private static final byte[] KEY = "C-1".getBytes(UTF_8);

  private static ConsumerRecord<byte[], byte[]> read(byte[] key, int valueBytes) {
    return new ConsumerRecord<>(Topics.BANK_EVENTS, 3, 17, key, new byte[valueBytes]);
  }

  private static DeadLetter letter(ConsumerRecord<byte[], byte[]> read) {
    return DeadLetter.of(read, "unreadable", "SerializationException");
  }

  private static Map<String, String> headersOf(DeadLetter letter) {
    var headers = new LinkedHashMap<String, String>();
    letter
        .record()
        .headers()
        .forEach(each -> headers.put(each.key(), new String(each.value(), UTF_8)));
    return headers;
  }

  @Test
  void itHasTheBytesAndHeadersOfItsRecordAndSaysWhereItStood() {
    var read =
        read(
            KEY,
            DeadLetter.MOST_BYTES - KEY.length - "trace".length() - 1 - DeadLetter.LENGTHS_BYTES);
    read.headers().add("trace", new byte[] {'t'});

    var letter = letter(read);

    assertThat(letter.reason()).isEqualTo("unreadable");
    assertThat(letter.record().topic()).isEqualTo("bank-events-dlt");
    assertThat(letter.record().key()).isEqualTo(KEY);
    assertThat(letter.record().value()).isEqualTo(read.value());
    assertThat(headersOf(letter))
        .containsExactly(
            Map.entry("trace", "t"),
            Map.entry(DeadLetterHeaders.CLASS, "SerializationException"),
            Map.entry(DeadLetterHeaders.TOPIC, "bank-events"),
            Map.entry(DeadLetterHeaders.PARTITION, "3"),
            Map.entry(DeadLetterHeaders.OFFSET, "17"),
            Map.entry(DeadLetterHeaders.REASON, "unreadable"));
  }

  @Test
  void ofARecordThatIsAByteTooLargeItSaysTheSizeAlone() {
    var letter = letter(read(KEY, DeadLetter.MOST_BYTES - KEY.length + 1));

    assertThat(letter.reason()).isEqualTo("too-large");
    assertThat(letter.record().key()).isEqualTo(KEY);
    assertThat(letter.record().value()).isNull();
    assertThat(headersOf(letter))
        .containsEntry(DeadLetterHeaders.REASON, "too-large")
        .containsEntry(DeadLetterHeaders.VALUE_BYTES, "999998")
        .containsEntry(DeadLetterHeaders.OFFSET, "17");
  }

  @Test
  void headersAndKeyCountAndAreLeftOutToo() {
    var manyHeaders = read(KEY, 5);
    for (int i = 0; i < 100_000; i++) {
      manyHeaders.headers().add("", new byte[0]);
    }
    assertThat(letter(manyHeaders).reason()).isEqualTo("too-large");
    assertThat(headersOf(letter(manyHeaders)))
        .hasSize(6)
        .containsEntry(DeadLetterHeaders.VALUE_BYTES, "5");

    var longKey = letter(read(new byte[DeadLetter.MOST_BYTES], 5));
    assertThat(longKey.reason()).isEqualTo("too-large");
    assertThat(longKey.record().key()).isNull();
  }

  @Test
  void aRecordWithoutKeyAndValueHasOne() {
    var letter = letter(new ConsumerRecord<>(Topics.CASE_PROGRESS, 0, 0, null, null));

    assertThat(letter.reason()).isEqualTo("unreadable");
    assertThat(letter.record().key()).isNull();
    assertThat(letter.record().value()).isNull();
  }
}
