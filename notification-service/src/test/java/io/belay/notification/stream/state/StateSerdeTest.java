package io.belay.notification.stream.state;

import static io.belay.notification.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.notification.Samples;
import io.belay.notification.domain.Attempt;
import io.belay.notification.domain.CaseNews;
import io.belay.notification.domain.Channel;
import io.belay.notification.domain.Duties;
import io.belay.notification.domain.DutyChange;
import io.belay.notification.domain.Gist;
import io.belay.notification.domain.Message;
import io.belay.notification.domain.MessageClass;
import io.belay.notification.domain.Outbox;
import io.belay.notification.domain.OutboxInput;
import io.belay.notification.domain.OutboxRules;
import io.belay.notification.domain.QuietHours;
import io.belay.notification.domain.Result;
import io.belay.notification.domain.Stage;
import io.belay.notification.domain.Suppression;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  /** The same as the next release wrote it: contacts in two layers. */
  private static final String VERSION_2 =
      "AgEAAAGh+NL/oAEABFdhbmcBAA4rODYxMzgwMDEzODAwMAEAEHdhbmdAZXhhbXBsZS5jb20BAAJlbgEA"
          + "DUFzaWEvU2hhbmdoYWkAAAACAANTTVMABUVNQUlMAAAAAQAHUk9VVElORQEABTIyOjAwAAUwNzozMAAA"
          + "AAAAAAEAJDAxOTViMmM0LTdkMWUtNzAwMC04MDAwLTNmYTI5YzFiNDRkMgAAAAAAAAAIAAAAAgAmMDE5"
          + "NWIyYzQtN2QxZS03MDAwLTgwMDAtM2ZhMjljMWI0NGQyLzcAJDAxOTViMmM0LTdkMWUtNzAwMC04MDAw"
          + "LTNmYTI5YzFiNDRkMgAIcHJvZ3Jlc3MAB1JPVVRJTkUAAAGh+NPmGAAAAaH9+kYAAAAAAAUAClNVUFBS"
          + "RVNTRUQBAAlvcHRlZC1vdXQAAAABofjT6gAAJjAxOTViMmM0LTdkMWUtNzAwMC04MDAwLTNmYTI5YzFi"
          + "NDRkMi84ACQwMTk1YjJjNC03ZDFlLTcwMDAtODAwMC0zZmEyOWMxYjQ0ZDIACHByb2dyZXNzAAlTVEFU"
          + "VVRPUlkAAAGh+NPmGAAAAaIIRv4AAAAAAQAAAAEAA1NNUwAAAaH40+oAAQAIQUNDRVBURUQAAAEABHNt"
          + "c2MAAAAABAAGQy0xMDAxACQwMTk1YjJjNC03ZDFlLTcwMDAtODAwMC0zZmEyOWMxYjQ0ZDIAAAAAAAAA"
          + "CAAAAaH40+YYAAhwcm9ncmVzcwAJU1RBVFVUT1JZAQACQ04AAAABofgvHoAAEndpdGhkcmF3YWwtZGVs"
          + "YXllZAAAAAIABXpoLUNOAAzmj5DnjrDlu7bov58AAmVuABJkZWxheWVkIHdpdGhkcmF3YWwACnNwZWNp"
          + "YWxpc3QAAAACAAV6aC1DTgAJ5LiT5a6257uEAAJlbgAPb3VyIHNwZWNpYWxpc3RzAQACTGkBAAABofmv"
          + "pAABAAhNRVJDSEFOVAEACFJFRlVOREVEAAAAAgAFemgtQ04ACeW3sumAgOasvgACZW4ACHJlZnVuZGVk"
          + "AQALbmV4dC11cGRhdGUBAA5XMjAyNjExMTktNzc4MQEABjE5OS4wMAEAA0NOWQAAAaH5QccA";

  @Test
  void anOutboxReadsAsItWasWritten() {
    var serde = StateSerde.outboxes();
    for (var outbox : List.of(sample(), withCourtesy(sample()), withDutiesEnded(sample()))) {
      var bytes = serde.serializer().serialize("", outbox);
      assertThat(serde.deserializer().deserialize("", bytes)).isEqualTo(outbox);
    }
  }

  /** With all that came with caps, digests, bounces and duties. */
  static Outbox withCourtesy(Outbox outbox) {
    var followUp = Samples.followUp(9, MessageClass.ROUTINE);
    var told = new Gist.Telling(followUp.messageId(), Samples.CASE, "progress");
    var digest =
        new Message(
            followUp.messageId() + "/digest",
            Samples.CASE,
            "digest",
            MessageClass.ROUTINE,
            NOON,
            NOON.plusSeconds(9),
            new Gist("00ff", "I-1", List.of(told)),
            List.of(),
            new Stage.Finished(Result.ACCEPTED, null, Channel.EMAIL, NOON, followUp));
    return new Outbox(
        outbox.contacts(),
        outbox.lastSequences(),
        List.of(outbox.messages().getFirst(), outbox.messages().getLast(), digest),
        List.of(NOON.minusSeconds(1), NOON),
        List.of(new Suppression(Channel.EMAIL, Samples.EMAIL, NOON, "smtp-550")),
        new Duties(Map.of(Samples.CASE, List.of("final-response", "refund")), null));
  }

  /** With all that, and no duty any more. */
  static Outbox withDutiesEnded(Outbox outbox) {
    var known = withCourtesy(outbox);
    return new Outbox(
        known.contacts(),
        known.lastSequences(),
        known.messages(),
        known.sends(),
        known.suppressions(),
        new Duties(Map.of(), NOON));
  }

  @Test
  void bytesOfReleasedVersionsStillRead() {
    for (var released : List.of(VERSION_1, VERSION_2)) {
      var bytes = Base64.getDecoder().decode(released);
      var read = StateSerde.outboxes().deserializer().deserialize("", bytes);
      assertThat(read).isEqualTo(asKnownThen(sample()));
    }
  }

  @Test
  void bytesOfAReleaseThatDidNotKeepWhenDutiesEndedStillRead() throws IOException {
    var read = StateSerde.outboxes().deserializer().deserialize("", pinned("outbox-3"));
    assertThat(read).isEqualTo(withCourtesy(sample()));
  }

  /** Without the gists and versions of texts that older releases did not keep. */
  private static Outbox asKnownThen(Outbox outbox) {
    var messages = outbox.messages().stream().map(StateSerdeTest::asKnownThen).toList();
    return new Outbox(
        outbox.contacts(), outbox.lastSequences(), messages, List.of(), List.of(), Duties.NONE);
  }

  private static Message asKnownThen(Message message) {
    return new Message(
        message.messageId(),
        message.caseId(),
        message.messageType(),
        message.messageClass(),
        message.decidedAt(),
        message.notAfter(),
        Gist.UNKNOWN,
        message.attempts().stream().map(StateSerdeTest::asKnownThen).toList(),
        message.stage());
  }

  private static Attempt asKnownThen(Attempt attempt) {
    return new Attempt(
        attempt.number(),
        attempt.channel(),
        attempt.startedAt(),
        attempt.result(),
        attempt.reason(),
        attempt.lasting(),
        attempt.route(),
        attempt.partsDelivered(),
        null);
  }

  @Test
  void newsReadAsTheyWereWritten() {
    var duty =
        new DutyChange(Samples.CUSTOMER, Samples.CASE, 3, DutyChange.Kind.RUNS, "final-response");
    var followUp = Samples.followUp(7, MessageClass.STATUTORY);
    var forgotten =
        new DutyChange(Samples.CUSTOMER, Samples.CASE, 9, DutyChange.Kind.FORGOTTEN, "");
    for (CaseNews news : List.of(duty, forgotten, followUp)) {
      var bytes = StateSerde.news().serializer().serialize("", news);
      assertThat(StateSerde.news().deserializer().deserialize("", bytes)).isEqualTo(news);
    }
  }

  @Test
  void anInstanceOfAReleaseBeforeReadsThatACaseIsGoneAsASettlement() {
    var gone = new DutyChange(Samples.CUSTOMER, Samples.CASE, 9, DutyChange.Kind.FORGOTTEN, "");
    var bytes = StateSerde.news().serializer().serialize("", gone);
    assertThat(new String(bytes, StandardCharsets.UTF_8))
        .contains("SETTLED")
        .doesNotContain("FORGOTTEN");
  }

  @Test
  void aFollowUpOfAReleaseThatKnewNoOtherNewsStillReads() {
    var followUp = Samples.followUp(7, MessageClass.ROUTINE);
    var today = StateSerde.news().serializer().serialize("", followUp);
    // version 1 had no kind in front, and neither incident, fields nor digest at the end
    int end = 1 + Integer.BYTES + Integer.BYTES;
    var then = new byte[today.length - 1 - end];
    System.arraycopy(today, 1, then, 0, then.length);
    then[0] = 1;
    assertThat(StateSerde.news().deserializer().deserialize("", then)).isEqualTo(followUp);
  }

  @Test
  void bytesOfANewerReleaseAreRefused() {
    assertThatThrownBy(
            () -> StateSerde.outboxes().deserializer().deserialize("", new byte[] {9, 0, 0}))
        .hasMessageContaining("version 1 to 4, but it is 9");
  }

  /** As they were kept in this file. */
  static byte[] pinned(String file) throws IOException {
    try (var in = StateSerdeTest.class.getResourceAsStream("/state/" + file + ".base64")) {
      var text =
          new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
      return Base64.getMimeDecoder().decode(text);
    }
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
