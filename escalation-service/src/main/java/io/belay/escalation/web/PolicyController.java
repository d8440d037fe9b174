package io.belay.escalation.web;

import io.belay.escalation.domain.policy.ClockRule;
import io.belay.escalation.domain.policy.HolidayReach;
import io.belay.escalation.domain.policy.PolicyPack;
import io.belay.escalation.domain.policy.PolicyRef;
import io.belay.escalation.pack.PackFile;
import io.belay.escalation.pack.PackLibrary;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Which packs there are and which of them new cases get. */
@RestController
class PolicyController {
  private final PackLibrary packs;
  private final InstantSource clock;

  PolicyController(PackLibrary packs, InstantSource clock) {
    this.packs = packs;
    this.clock = clock;
  }

  /**
   * The published packs.
   *
   * @param active market → pack@version; {@code *} stands for markets without their own
   */
  record PoliciesView(List<PackView> packs, Map<String, String> active) {}

  /**
   * A published version.
   *
   * @param calendarDaysLeft days until its first list of holidays ends, negative once it has; null:
   *     it has none
   * @param clocks in the pack's order
   */
  record PackView(
      String pack,
      String version,
      String sha256,
      @Nullable Long calendarDaysLeft,
      List<RuleView> clocks) {
    static PackView of(PackFile file, Optional<PolicyPack> pack, Instant now) {
      var daysLeft =
          pack.map(found -> HolidayReach.daysLeft(found, now)).orElse(OptionalLong.empty());
      return new PackView(
          file.ref().pack(),
          file.ref().version(),
          file.sha256(),
          daysLeft.isPresent() ? daysLeft.getAsLong() : null,
          pack.stream().flatMap(found -> found.clocks().stream()).map(RuleView::of).toList());
    }
  }

  /**
   * A clock of a pack.
   *
   * @param kind internal or statutory
   * @param source the act and its article; null: a promise of the bank's own
   */
  record RuleView(String clock, String kind, @Nullable String source) {
    static RuleView of(ClockRule rule) {
      var statute = rule.statute();
      return new RuleView(
          rule.name(), CaseView.lower(rule.kind()), statute == null ? null : statute.source());
    }
  }

  /** Published versions and activations. */
  @GetMapping("/v1/policies")
  PoliciesView policies() {
    var active = new TreeMap<String, String>();
    packs
        .activations()
        .forEach((String market, PolicyRef ref) -> active.put(market, ref.toString()));
    return new PoliciesView(
        packs.files().stream()
            .map(file -> PackView.of(file, packs.pack(file.ref()), clock.instant()))
            .toList(),
        active);
  }
}
