package io.belay.notification.stream.state;

import static io.belay.notification.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.notification.Samples;
import io.belay.notification.domain.AttemptRef;
import io.belay.notification.domain.Channel;
import io.belay.notification.domain.DutyChange;
import io.belay.notification.domain.MessageClass;
import io.belay.notification.domain.OutboxInput.PartReported;
import io.belay.notification.domain.ReceiptHalf;
import io.belay.notification.domain.ReceiptJoin.PartResult;
import java.io.IOException;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Of every form of state that this release writes, bytes are kept: whoever changes a form keeps
 * reading them, and adds those of the new one.
 */
class PinnedStateTest {
  private static final AttemptRef ATTEMPT =
      new AttemptRef(Samples.CUSTOMER, Samples.CASE, Samples.CASE + "/7", 2);

  /**
   * One form.
   *
   * @param file whose name ends with the version
   * @param value what the bytes are of
   */
  record Form<T>(String file, Serde<T> serde, T value) {
    T read() throws IOException {
      return serde.deserializer().deserialize("", StateSerdeTest.pinned(file));
    }

    byte[] written() {
      return serde.serializer().serialize("", value);
    }

    @Override
    public String toString() {
      return file;
    }
  }

  static Stream<Form<?>> forms() {
    var duty =
        new DutyChange(Samples.CUSTOMER, Samples.CASE, 3, DutyChange.Kind.RUNS, "final-response");
    return Stream.of(
        new Form<>(
            "outbox-4",
            StateSerde.outboxes(),
            StateSerdeTest.withDutiesEnded(StateSerdeTest.sample())),
        new Form<>("follow-up-2", StateSerde.news(), Samples.followUp(7, MessageClass.STATUTORY)),
        new Form<>("duty-2", StateSerde.news(), duty),
        new Form<>("tracked-case-2", StateSerde.trackedCases(), TrackedStateTest.waiting()),
        new Form<>("code-1", StateSerde.issuedCodes(), TrackedStateTest.code()),
        new Form<>(
            "taken-2",
            StateSerde.receiptHalves(),
            new ReceiptHalf.Taken(ATTEMPT, Channel.SMS, 1, 3, NOON)),
        new Form<>(
            "receipt-2",
            StateSerde.receiptHalves(),
            new ReceiptHalf.Receipt(ReceiptHalf.State.DELIVERED, "DELIVRD", NOON)),
        new Form<>(
            "part-result-1",
            StateSerde.partResults(),
            new PartResult(
                ATTEMPT, new PartReported(ATTEMPT.messageId(), 2, 1, 3, true, "DELIVRD"))));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void bytesThatWereKeptStillRead(Form<?> form) throws IOException {
    assertThat(form.read()).isEqualTo(form.value());
  }

  @ParameterizedTest
  @MethodSource("forms")
  void theFormThatIsWrittenNowIsTheOneThatIsKept(Form<?> form) {
    assertThat(form.file()).endsWith("-" + form.written()[0]);
  }

  @Test
  void halvesOfAReleaseThatDidNotKeepTheChannelWaitAsLongAsAnEmail() throws IOException {
    var read = StateSerde.receiptHalves().deserializer();
    assertThat(read.deserialize("", StateSerdeTest.pinned("taken-1")))
        .isEqualTo(new ReceiptHalf.Taken(ATTEMPT, Channel.EMAIL, 1, 3, NOON));
    assertThat(read.deserialize("", StateSerdeTest.pinned("receipt-1")))
        .isEqualTo(new ReceiptHalf.Receipt(ReceiptHalf.State.DELIVERED, "DELIVRD", NOON));
  }
}
