package io.belay.notification.stream.state;

import static io.belay.notification.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.notification.Samples;
import io.belay.notification.domain.MessageClass;
import io.belay.notification.domain.Outbox;
import io.belay.notification.domain.OutboxInput;
import io.belay.notification.domain.OutboxRules;
import io.belay.notification.domain.QuietHours;
import io.belay.notification.domain.Result;
import java.time.LocalTime;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StateSerdeTest {
  /** An outbox as release 0.1 wrote it: contact with everything, one finished, one open message. */
  private static final String VERSION_1 =
      "AQEAAAGh+NL/oAEABFdhbmcBAA4rODYxMzgwMDEzODAwMAEAEHdhbmdAZXhhbXBsZS5jb20BAAJlbgEA"
          + "DUFzaWEvU2hhbmdoYWkAAAACAANTTVMABUVNQUlMAAAAAQAHUk9VVElORQEABTIyOjAwAAUwNzozMAAB"
          + "AAABofjS/6AAAAABACQwMTk1YjJjNC03ZDFlLTcwMDAtODAwMC0zZmEyOWMxYjQ0ZDIAAAAAAAAACAAA"
          + "AAIAJjAxOTViMmM0LTdkMWUtNzAwMC04MDAwLTNmYTI5YzFiNDRkMi83ACQwMTk1YjJjNC03ZDFlLTcw"
          + "MDAtODAwMC0zZmEyOWMxYjQ0ZDIACHByb2dyZXNzAAdST1VUSU5FAAABofjT5hgAAAGh/fpGAAAAAAAF"
          + "AApTVVBQUkVTU0VEAQAJb3B0ZWQtb3V0AAAAAaH40+oAACYwMTk1YjJjNC03ZDFlLTcwMDAtODAwMC0z"
          + "ZmEyOWMxYjQ0ZDIvOAAkMDE5NWIyYzQtN2QxZS03MDAwLTgwMDAtM2ZhMjljMWI0NGQyAAhwcm9ncmVz"
          + "cwAJU1RBVFVUT1JZAAABofjT5hgAAAGiCEb+AAAAAAEAAAABAANTTVMAAAGh+NPqAAEACEFDQ0VQVEVE"
          + "AAABAARzbXNjAAAAAAQABkMtMTAwMQAkMDE5NWIyYzQtN2QxZS03MDAwLTgwMDAtM2ZhMjljMWI0NGQy"
          + "AAAAAAAAAAgAAAGh+NPmGAAIcHJvZ3Jlc3MACVNUQVRVVE9SWQEAAkNOAAAAAaH4Lx6AABJ3aXRoZHJh"
          + "d2FsLWRlbGF5ZWQAAAACAAV6aC1DTgAM5o+Q546w5bu26L+fAAJlbgASZGVsYXllZCB3aXRoZHJhd2Fs"
          + "AApzcGVjaWFsaXN0AAAAAgAFemgtQ04ACeS4k+Wutue7hAACZW4AD291ciBzcGVjaWFsaXN0cwEAAkxp"
          + "AQAAAaH5r6QAAQAITUVSQ0hBTlQBAAhSRUZVTkRFRAAAAAIABXpoLUNOAAnlt7LpgIDmrL4AAmVuAAhy"
          + "ZWZ1bmRlZAEAC25leHQtdXBkYXRlAQAOVzIwMjYxMTE5LTc3ODEBAAYxOTkuMDABAANDTlkAAAGh+UHH"
          + "AA==";

  @Test
  void anOutboxReadsAsItWasWritten() {
    var serde = StateSerde.outboxes();
    var bytes = serde.serializer().serialize("", sample());
    assertThat(serde.deserializer().deserialize("", bytes)).isEqualTo(sample());
  }

  @Test
  void bytesOfReleasedVersionsStillRead() {
    var bytes = Base64.getDecoder().decode(VERSION_1);
    assertThat(StateSerde.outboxes().deserializer().deserialize("", bytes)).isEqualTo(sample());
  }

  @Test
  void bytesOfANewerReleaseAreRefused() {
    assertThatThrownBy(
            () -> StateSerde.outboxes().deserializer().deserialize("", new byte[] {9, 0, 0}))
        .hasMessageContaining("version 1 to 2, but it is 9");
  }

  static Outbox sample() {
    var quiet = new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 30));
    var outbox = Outbox.EMPTY;
    for (var input :
        List.of(
            new OutboxInput.ContactTold(
                Samples.contact(Samples.PHONE, Samples.EMAIL, quiet, Set.of("ROUTINE"))),
            new OutboxInput.FollowUpArrived(Samples.followUp(7, MessageClass.ROUTINE)),
            new OutboxInput.FollowUpArrived(Samples.followUp(8, MessageClass.STATUTORY)),
            new OutboxInput.OutcomeReported(
                Samples.CASE + "/8", 1, Result.ACCEPTED, null, false, "smsc"))) {
      outbox = OutboxRules.decide(outbox, input, Samples.policy(), NOON).next();
    }
    return outbox;
  }
}
