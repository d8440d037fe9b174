package io.belay.intake.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.intake.domain.Actor;
import io.belay.intake.domain.CaseEvent;
import io.belay.intake.domain.CaseEventChecks;
import io.belay.intake.domain.Checked;
import io.belay.intake.domain.Happening;
import io.belay.intake.domain.Masking;
import io.belay.intake.domain.Submission;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordsTests {
  private static final Instant AT = Instant.parse("2026-11-22T08:00:00.123Z");
  private static final Actor AGENT = new Actor(Actor.Kind.AGENT, "A-17", "李工", "sh");

  private static CaseEvent event(Happening happening) {
    return new CaseEvent(
        "e-1",
        "0192f3c4-5d6e-7a8b-9c0d-1e2f3a4b5c6d",
        "C-1",
        AT,
        "core",
        "kafka:bank-events",
        AGENT,
        happening);
  }

  static Stream<Happening> happenings() {
    return Stream.of(
        new Happening.Opened(
            "dispute",
            Happening.Channel.SOCIAL,
            "P1",
            new Happening.Transaction("R-1", "1.50", "EUR", AT),
            "phone",
            List.of("a", "b"),
            AGENT,
            "DE",
            "DE-1",
            "X-1",
            true),
        new Happening.Assigned("senior", "q", AGENT),
        new Happening.AgentReplied(),
        new Happening.CustomerReplied(),
        new Happening.WaitingStarted(Happening.WaitingOn.OTHER_BANK, "id-document"),
        new Happening.WaitingEnded(),
        new Happening.EscalationRequested(true),
        new Happening.Deescalated("front-line"),
        new Happening.Reclassified("dispute", "P3", "2", "reset"),
        new Happening.MilestoneReached("ACCOUNT_FROZEN"),
        new Happening.ExtensionGranted("final", "B-1"),
        new Happening.ComplaintRaised(true, "A-17", "sh"),
        new Happening.Resolved("REFUNDED"),
        new Happening.Reopened(),
        new Happening.Closed(),
        new Happening.Rated(4),
        new Happening.ContactMissed(false, 3),
        new Happening.Linked(null, "I-1"),
        new Happening.Noted());
  }

  /** Out to Avro, in by the bank's door and the checks: nothing of an event is lost on the way. */
  @ParameterizedTest
  @MethodSource("happenings")
  void anEventComesBackAsItWas(Happening happening) {
    var written = Records.caseEvent(event(happening));
    Deserializer<?> deserializer = (topic, bytes) -> written;
    var read = new BankRecordReader(deserializer).read(new byte[] {0});
    assertThat(read).isInstanceOf(BankRecord.Legible.class);
    var checked =
        new CaseEventChecks(new Masking(secret -> {}))
            .bankEvent(((BankRecord.Legible) read).tree(), "kafka:bank-events", AT);
    assertThat(checked)
        .isInstanceOfSatisfying(
            Checked.Fit.class,
            fit -> assertThat(((Submission) fit.value()).event()).isEqualTo(event(happening)));
  }

  @Test
  void everyHappeningIsTried() {
    assertThat(happenings().map(Object::getClass).distinct())
        .hasSize(Happening.class.getPermittedSubclasses().length);
  }

  @Test
  void aRegistryThatIsAwayIsNoReasonToRefuse() {
    Deserializer<?> away =
        (topic, bytes) -> {
          throw new IllegalStateException(
              new RuntimeException(new java.net.ConnectException("refused")));
        };
    org.assertj.core.api.Assertions.assertThatExceptionOfType(RegistryAwayException.class)
        .isThrownBy(() -> new BankRecordReader(away).read(new byte[] {0}));
  }

  @Test
  void bytesThatEndTooEarlyAreUnreadable() {
    Deserializer<?> cut =
        (topic, bytes) -> {
          throw new java.io.UncheckedIOException(new java.io.EOFException());
        };
    assertThat(new BankRecordReader(cut).read(new byte[] {0}))
        .isEqualTo(new BankRecord.Illegible("unreadable", "UncheckedIOException"));
    assertThat(new BankRecordReader(cut).read(null))
        .isEqualTo(new BankRecord.Illegible("unreadable", "NoValue"));
  }
}
