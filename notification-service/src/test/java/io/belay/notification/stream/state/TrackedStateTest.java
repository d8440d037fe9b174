package io.belay.notification.stream.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.notification.Samples;
import io.belay.notification.domain.Channel;
import io.belay.notification.domain.IssuedCode;
import io.belay.notification.domain.track.CustomerRequest;
import io.belay.notification.domain.track.News;
import io.belay.notification.domain.track.News.Status;
import io.belay.notification.domain.track.TrackedCase;
import io.belay.notification.domain.track.TrackedStory;
import java.time.ZoneId;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class TrackedStateTest {
  /** A case as release 0.1 wrote it. */
  private static final String CASE_VERSION_1 =
      "AQAkMDE5NWIyYzQtN2QxZS03MDAwLTgwMDAtM2ZhMjljMWI0NGQyAAZDLTEwMDEAAAGh+NPqAAAAAAAAAAAL"
          + "ABJ3aXRoZHJhd2FsLWRlbGF5ZWQBAAJDTgAAAAMAEndpdGhkcmF3YWwtZGVsYXllZAAAAAIAAmVuABJkZWxh"
          + "eWVkIHdpdGhkcmF3YWwABXpoLUNOAAzmj5DnjrDlu7bov58ACmZyb250LWxpbmUAAAACAAJlbgAOb3VyIGZy"
          + "b250IGxpbmUABXpoLUNOAAzkuIDnur/lrqLmnI0ACFBBSURfT1VUAAAAAgACZW4AG1RoZSB3aXRoZHJhd2Fs"
          + "IHdhcyBwYWlkIG91dAAFemgtQ04AD+aPkOeOsOW3suWIsOi0pgAIUkVTT0xWRUQACmZyb250LWxpbmUBAAbm"
          + "nY7lt6UBAAVPVEhFUgEAAAGh+NPqAAEACFBBSURfT1VUAAAAAgAKcmVzb2x1dGlvbgAAAaH9+kYAAA5maXJz"
          + "dC1yZXNwb25zZQAAAaH5CtiAAQAAAaH40+oAAAEAAAAEAAAABQAAAAAAAAABAAABofjT6gAABk9QRU5FRAAA"
          + "AAAAAAAABQAAAaH40+oAAAhBU1NJR05FRAEABuadjuW3pQAAAAAAAAAGAAABofjT6gAAB1JFRlVTRUQBAAlj"
          + "b29sLWRvd24AAAAAAAAACAAAAaH40+oAAAdERUNJREVEAQAIUEFJRF9PVVQAAAAAAAAACgAAAaH40+oAAAVS"
          + "QVRFRAEAATQBAAABofjT6gA=";

  /** A code as release 0.1 wrote it. */
  private static final String CODE_VERSION_1 =
      "AQAJSzdRTS0zWFBBAAhwcm9ncmVzcwADU01TAAABofjT6gAADUFzaWEvU2hhbmdoYWkABDBhMWI=";

  @Test
  void whatACustomerSeesReadsAsItWasWritten() {
    var serde = StateSerde.trackedCases();
    var bytes = serde.serializer().serialize("", seen());
    assertThat(serde.deserializer().deserialize("", bytes)).isEqualTo(seen());
  }

  @Test
  void whenACaseClosesByItselfReadsAsItWasWritten() {
    var serde = StateSerde.trackedCases();
    assertThat(serde.deserializer().deserialize("", serde.serializer().serialize("", waiting())))
        .isEqualTo(waiting());
  }

  static TrackedCase waiting() {
    return TrackedStory.opened()
        .happened("WAITING_STARTED", Status.WAITING, null)
        .step("e-c", new News.Closes("auto-close-waiting-on-customer", Samples.NOON))
        .seen();
  }

  @Test
  void bytesOfReleasedVersionsStillRead() {
    assertThat(
            StateSerde.trackedCases()
                .deserializer()
                .deserialize("", Base64.getDecoder().decode(CASE_VERSION_1)))
        .isEqualTo(seen());
    assertThat(
            StateSerde.issuedCodes()
                .deserializer()
                .deserialize("", Base64.getDecoder().decode(CODE_VERSION_1)))
        .isEqualTo(code());
  }

  private static TrackedCase seen() {
    return TrackedStory.opened()
        .happened("ASSIGNED", Status.OPEN, "李工")
        .step(
            CustomerRequest.EVENT_PREFIX + "escalate:5",
            new News.Refused("ESCALATION_REQUESTED", "cool-down", Samples.NOON))
        .decided("PAID_OUT")
        .step("e-r", new News.Happened("RATED", null, "OTHER", Samples.NOON, "李工", null, 4))
        .step("e-s", new News.Settled(Samples.NOON))
        .seen();
  }

  static IssuedCode code() {
    return new IssuedCode(
        "K7QM-3XPA", "progress", Channel.SMS, Samples.NOON, ZoneId.of("Asia/Shanghai"), "0a1b");
  }
}
