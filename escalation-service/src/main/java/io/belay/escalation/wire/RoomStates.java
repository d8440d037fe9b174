package io.belay.escalation.wire;

import io.belay.escalation.domain.duplicate.DuplicateRoom.First;
import io.belay.escalation.domain.incident.Incident;
import io.belay.escalation.domain.incident.Incident.Round;
import io.belay.escalation.domain.incident.Incident.Standing;
import io.belay.escalation.state.StoredFirst;
import io.belay.escalation.state.StoredIncident;
import io.belay.escalation.state.StoredIncidentStanding;
import io.belay.escalation.state.StoredRound;
import io.belay.escalation.state.StoredRoundKind;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What rooms keep, as it lies in their stores. Safe for any number of threads. */
public final class RoomStates {
  static {
    TrustedStates.trust();
  }

  private RoomStates() {}

  public static byte[] write(First first) {
    return Fingerprinted.write(
        StoredFirst.getEncoder(), new StoredFirst(first.caseId(), first.openedAt(), first.over()));
  }

  public static First first(byte[] bytes) {
    var stored = Fingerprinted.read(StoredFirst.getDecoder(), bytes);
    return new First(stored.getCaseId(), stored.getOpenedAt(), stored.getOver());
  }

  public static byte[] write(Incident incident) {
    return Fingerprinted.write(
        StoredIncident.getEncoder(),
        new StoredIncident(
            StoredIncidentStanding.valueOf(incident.standing().name()),
            incident.tier(),
            incident.since(),
            incident.sequence(),
            incident.members(),
            incident.asked().stream().sorted().toList(),
            stored(incident.round())));
  }

  public static Incident incident(byte[] bytes) {
    var stored = Fingerprinted.read(StoredIncident.getDecoder(), bytes);
    return new Incident(
        Standing.valueOf(stored.getStanding().name()),
        stored.getTier(),
        stored.getSince(),
        stored.getSequence(),
        stored.getMembers(),
        Set.copyOf(stored.getAsked()),
        round(stored.getRound()));
  }

  private static @Nullable StoredRound stored(@Nullable Round round) {
    return round == null
        ? null
        : new StoredRound(
            StoredRoundKind.valueOf(round.kind().name()),
            round.detail(),
            round.at(),
            round.number(),
            round.after());
  }

  private static @Nullable Round round(@Nullable StoredRound stored) {
    return stored == null
        ? null
        : new Round(
            Round.Kind.valueOf(stored.getKind().name()),
            stored.getDetail(),
            stored.getAt(),
            stored.getNumber(),
            stored.getAfter());
  }
}
