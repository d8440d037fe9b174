package io.belay.escalation.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.duplicate.First;
import io.belay.escalation.domain.duplicate.First.Duplicate;
import io.belay.escalation.domain.duplicate.Sighting;
import io.belay.escalation.domain.duplicate.Sighting.Stand;
import io.belay.escalation.domain.incident.Incident;
import io.belay.escalation.domain.incident.Incident.Round;
import io.belay.escalation.domain.incident.Incident.Standing;
import io.belay.escalation.domain.incident.IncidentNews;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What rooms keep and hear, as bytes. */
class RoomStatesTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00.123Z");
  private static final First FIRST =
      new First("C-1", NOON, true, List.of(new Duplicate("C-2", NOON, false, "P1")), "P3");
  private static final Incident INCIDENT =
      new Incident(
          Standing.IN_WORK,
          "senior",
          NOON,
          7,
          20_000,
          Set.of("senior", "specialist"),
          new Round(Round.Kind.ESCALATED, "senior", NOON, 6, "C-250"));
  private static final String FIRST_BYTES_OF_RELEASE_1 =
      "c301521444870c5554b506432d31f6a99f8dbf6801";
  private static final String FIRST_BYTES_OF_RELEASE_2 =
      "c301f87995c1aa42224706432d31f6a99f8dbf68010206432d32f6a99f8dbf680000";
  private static final String FIRST_BYTES =
      "c301d18df2f598e3425906432d31f6a99f8dbf68010206432d32f6a99f8dbf680002045031" + "0002045033";
  private static final String SIGHTING_BYTES_OF_RELEASE_2 =
      "c3012d221de9e935538206432d31f6a99f8dbf6880d098f70102f8a99f8dbf6802105245" + "46554e4445440e";
  private static final String INCIDENT_BYTES =
      "c3019b1cf268c2f23caf02020c73656e696f72f6a99f8dbf680ec0b802040c73656e69"
          + "6f72147370656369616c6973740002000c73656e696f72f6a99f8dbf680c020a432d32"
          + "3530";
  private static final List<IncidentNews> NEWS =
      List.of(
          new IncidentNews.Stands("senior", null, true, NOON, 7),
          new IncidentNews.Stands("senior", "resolved", false, NOON, 8),
          new IncidentNews.Gone(),
          new IncidentNews.Joined("C-1", NOON, 3),
          new IncidentNews.Linked("C-1", NOON),
          new IncidentNews.Left("C-1"),
          new IncidentNews.Needs("senior", NOON));

  @Test
  void whatRoomsKeepComesBackAsItWas() {
    var unknown = new Incident(Standing.UNKNOWN, null, NOON, 0, 1, Set.of(), null);

    assertThat(RoomStates.first(RoomStates.write(FIRST))).isEqualTo(FIRST);
    assertThat(RoomStates.incident(RoomStates.write(INCIDENT))).isEqualTo(INCIDENT);
    assertThat(RoomStates.incident(RoomStates.write(unknown))).isEqualTo(unknown);
  }

  @Test
  void whatRoomsHearComesBackAsItWas() {
    var seen =
        new Sighting(
            "C-1", NOON, Duration.ofDays(3), Stand.OVER, NOON.plusMillis(1), "REFUNDED", 7, "P2");
    try (var sightings = RoomNews.sightings();
        var news = RoomNews.incidentNews()) {
      assertThat(
              sightings
                  .deserializer()
                  .deserialize("t", sightings.serializer().serialize("t", seen)))
          .isEqualTo(seen);
      for (var each : NEWS) {
        assertThat(news.deserializer().deserialize("t", news.serializer().serialize("t", each)))
            .isEqualTo(each);
      }
    }
    assertThat(NEWS.stream().map(Object::getClass).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(IncidentNews.class.getPermittedSubclasses());
  }

  @Test
  void bytesOfThisReleaseAreReadByLaterOnes() {
    assertThat(hex(RoomStates.write(FIRST)) + " " + hex(RoomStates.write(INCIDENT)))
        .as("a changed record keeps the schema of these bytes")
        .isEqualTo(FIRST_BYTES + " " + INCIDENT_BYTES);
    assertThat(RoomStates.first(bytes(FIRST_BYTES))).isEqualTo(FIRST);
    assertThat(RoomStates.first(bytes(FIRST_BYTES_OF_RELEASE_1)))
        .isEqualTo(new First("C-1", NOON, true, null));
    assertThat(RoomStates.first(bytes(FIRST_BYTES_OF_RELEASE_2)))
        .isEqualTo(
            new First("C-1", NOON, true, List.of(new Duplicate("C-2", NOON, false, null)), null));
    assertThat(RoomStates.incident(bytes(INCIDENT_BYTES))).isEqualTo(INCIDENT);
  }

  @Test
  void whatAnEarlierReleaseToldTheRoomIsHeard() {
    try (var sightings = RoomNews.sightings()) {
      assertThat(sightings.deserializer().deserialize("t", bytes(SIGHTING_BYTES_OF_RELEASE_2)))
          .isEqualTo(
              new Sighting(
                  "C-1",
                  NOON,
                  Duration.ofDays(3),
                  Stand.OVER,
                  NOON.plusMillis(1),
                  "REFUNDED",
                  7,
                  null));
    }
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
