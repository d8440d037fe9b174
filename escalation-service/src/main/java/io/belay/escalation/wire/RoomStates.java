package io.belay.escalation.wire;

import io.belay.escalation.domain.duplicate.First;
import io.belay.escalation.domain.duplicate.First.Duplicate;
import io.belay.escalation.domain.incident.Incident;
import io.belay.escalation.domain.incident.Incident.Round;
import io.belay.escalation.domain.incident.Incident.Standing;
import io.belay.escalation.state.StoredDuplicate;
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
    Fingerprinted.alsoReads(StoredFirst.getDecoder(), "stored-first-1.avsc");
    Fingerprinted.alsoReads(StoredFirst.getDecoder(), "stored-first-2.avsc");
  }

  private RoomStates() {}

  public static byte[] write(First first) {
    return Fingerprinted.write(
        StoredFirst.getEncoder(),
        new StoredFirst(
            first.caseId(),
            first.openedAt(),
            first.over(),
            first.duplicates().stream().map(RoomStates::stored).toList(),
            first.priority()));
  }

  private static StoredDuplicate stored(Duplicate duplicate) {
    return new StoredDuplicate(
        duplicate.caseId(), duplicate.openedAt(), duplicate.left(), duplicate.priority());
  }

  private static Duplicate duplicate(StoredDuplicate stored) {
    return new Duplicate(
        stored.getCaseId(), stored.getOpenedAt(), stored.getLeft(), stored.getPriority());
  }

  public static First first(byte[] bytes) {
    var stored = Fingerprinted.read(StoredFirst.getDecoder(), bytes);
    return new First(
        stored.getCaseId(),
        stored.getOpenedAt(),
        stored.getOver(),
        stored.getDuplicates().stream().map(RoomStates::duplicate).toList(),
        stored.getPriority());
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
