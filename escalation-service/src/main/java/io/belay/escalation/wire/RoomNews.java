package io.belay.escalation.wire;

import io.belay.escalation.domain.duplicate.Sighting;
import io.belay.escalation.domain.incident.IncidentNews;
import io.belay.escalation.state.StoredGone;
import io.belay.escalation.state.StoredIncidentNews;
import io.belay.escalation.state.StoredJoined;
import io.belay.escalation.state.StoredLeft;
import io.belay.escalation.state.StoredLinkedCase;
import io.belay.escalation.state.StoredNeeds;
import io.belay.escalation.state.StoredSighting;
import io.belay.escalation.state.StoredStand;
import io.belay.escalation.state.StoredStands;
import java.time.Duration;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * What rooms hear, as it stands on the internal topics that lead to them. Safe for any number of
 * threads.
 */
public final class RoomNews {
  static {
    TrustedStates.trust();
    Fingerprinted.alsoReads(StoredSighting.getDecoder(), "stored-sighting-1.avsc");
    Fingerprinted.alsoReads(StoredSighting.getDecoder(), "stored-sighting-2.avsc");
  }

  private RoomNews() {}

  /** What the room of a matter hears. */
  public static Serde<Sighting> sightings() {
    return Serdes.serdeFrom(
        (topic, seen) -> Fingerprinted.write(StoredSighting.getEncoder(), stored(seen)),
        (topic, bytes) -> sighting(Fingerprinted.read(StoredSighting.getDecoder(), bytes)));
  }

  /** What the room of an incident hears. */
  public static Serde<IncidentNews> incidentNews() {
    return Serdes.serdeFrom(
        (topic, news) ->
            Fingerprinted.write(
                StoredIncidentNews.getEncoder(), new StoredIncidentNews(stored(news))),
        (topic, bytes) -> news(Fingerprinted.read(StoredIncidentNews.getDecoder(), bytes)));
  }

  private static StoredSighting stored(Sighting seen) {
    return new StoredSighting(
        seen.caseId(),
        seen.openedAt(),
        seen.window().toMillis(),
        StoredStand.valueOf(seen.stand().name()),
        seen.at(),
        seen.outcome(),
        seen.sequence(),
        seen.priority());
  }

  private static Sighting sighting(StoredSighting stored) {
    return new Sighting(
        stored.getCaseId(),
        stored.getOpenedAt(),
        Duration.ofMillis(stored.getWindowMillis()),
        Sighting.Stand.valueOf(stored.getStand().name()),
        stored.getAt(),
        stored.getOutcome(),
        stored.getSequence(),
        stored.getPriority());
  }

  private static Object stored(IncidentNews news) {
    return switch (news) {
      case IncidentNews.Stands s ->
          new StoredStands(s.tier(), s.cause(), s.climbed(), s.at(), s.sequence());
      case IncidentNews.Gone g -> new StoredGone();
      case IncidentNews.Joined j -> new StoredJoined(j.caseId(), j.at(), j.sequence());
      case IncidentNews.Linked l -> new StoredLinkedCase(l.caseId(), l.at());
      case IncidentNews.Left l -> new StoredLeft(l.caseId());
      case IncidentNews.Needs n -> new StoredNeeds(n.tier(), n.at());
    };
  }

  private static IncidentNews news(StoredIncidentNews stored) {
    return switch (stored.getNews()) {
      case StoredStands s ->
          new IncidentNews.Stands(
              s.getTier(), s.getCause(), s.getClimbed(), s.getAt(), s.getSequence());
      case StoredGone g -> new IncidentNews.Gone();
      case StoredJoined j -> new IncidentNews.Joined(j.getCaseId(), j.getAt(), j.getSequence());
      case StoredLinkedCase l -> new IncidentNews.Linked(l.getCaseId(), l.getAt());
      case StoredLeft l -> new IncidentNews.Left(l.getCaseId());
      case StoredNeeds n -> new IncidentNews.Needs(n.getTier(), n.getAt());
      default ->
          throw new IllegalStateException("Expected news of an incident, but found " + stored);
    };
  }
}
