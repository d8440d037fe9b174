package io.belay.escalation;

import io.belay.escalation.domain.clock.ClockKind;
import io.belay.escalation.domain.lifecycle.Causes;
import io.belay.escalation.domain.policy.PolicyPack;
import io.belay.escalation.domain.policy.PolicyRef;
import io.belay.escalation.pack.PackLibrary;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Puts the counters there whose tags stand in packs, at zero and before anything is counted: one
 * that begins with a one shows no increase. Part of {@link EscalationMetrics}.
 */
final class PackFigures {
  /** Why a case climbs. */
  static final List<String> CLIMBS =
      List.of(
          Causes.CLOCK_BREACHED,
          Causes.CLOCK_WARNED,
          Causes.CUSTOMER_REQUEST,
          Causes.AGENT_REQUEST,
          Causes.REOPENED,
          Causes.LOW_RATING,
          Causes.AMOUNT,
          Causes.HAND_OVERS,
          Causes.CONTACT_MISSED,
          Causes.ASSIGNED,
          Causes.MEMBERS);

  /** Clocks and tiers of all packs; those beyond begin with what is counted first. */
  static final int MOST = 500;

  private final Counters counters;
  private final PackLibrary library;
  private final Set<PolicyRef> known = new HashSet<>();
  private final Set<String> named = new HashSet<>();

  PackFigures(Counters counters, PackLibrary library) {
    this.counters = counters;
    this.library = library;
  }

  /** Looks for packs that are new. */
  synchronized void refresh() {
    for (var file : library.files()) {
      if (known.add(file.ref())) {
        library.pack(file.ref()).ifPresent(this::add);
      }
    }
  }

  private void add(PolicyPack pack) {
    for (var rule : pack.clocks()) {
      if (isNew(rule.kind() + rule.name())) {
        addClock(rule.name(), rule.kind());
      }
    }
    for (var tier : pack.ladder().tiers()) {
      if (isNew(tier.name())) {
        CLIMBS.forEach(
            cause -> counters.of("belay_promotions", "cause", cause, "tier", tier.name()));
      }
    }
  }

  private boolean isNew(String name) {
    return named.size() < MOST && named.add(name);
  }

  private void addClock(String name, ClockKind clockKind) {
    var kind = clockKind.name().toLowerCase(Locale.ROOT);
    counters.of("belay_clock_warnings", "clock", name, "kind", kind);
    counters.of("belay_clock_breaches", "clock", name, "kind", kind);
    for (var late : List.of("false", "true")) {
      counters.of("belay_clock_met", "clock", name, "kind", kind, "late", late);
    }
  }
}
