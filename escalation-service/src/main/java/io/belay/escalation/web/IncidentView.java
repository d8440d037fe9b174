package io.belay.escalation.web;

import io.belay.escalation.domain.incident.Incident;
import io.belay.escalation.domain.incident.Incident.Round;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An incident as its room knows it; how its case stands is told by the case of the same id.
 *
 * @param state unknown (nobody has opened it), in-work or over
 * @param tier that has it
 * @param since when the state began
 * @param members cases that belong to it
 * @param telling what is on its way to the members; null: nothing
 */
record IncidentView(
    String incidentId,
    String state,
    @Nullable String tier,
    Instant since,
    long members,
    @Nullable RoundView telling) {

  /**
   * News on its way to the members.
   *
   * @param what escalated or released
   * @param detail the tier, or the cause of the release
   */
  record RoundView(String what, String detail, Instant at) {
    static RoundView of(Round round) {
      return new RoundView(wordOf(round.kind()), round.detail(), round.at());
    }
  }

  static IncidentView of(String incidentId, Incident incident) {
    return new IncidentView(
        incidentId,
        wordOf(incident.standing()),
        incident.tier(),
        incident.since(),
        incident.members(),
        incident.round() == null ? null : RoundView.of(incident.round()));
  }

  private static String wordOf(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
