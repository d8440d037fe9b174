package io.belay.escalation.web;

import io.belay.escalation.domain.policy.PolicyRef;
import io.belay.escalation.pack.PackLibrary;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Which packs there are and which of them new cases get. */
@RestController
class PolicyController {
  private final PackLibrary packs;

  PolicyController(PackLibrary packs) {
    this.packs = packs;
  }

  /**
   * The published packs.
   *
   * @param active market → pack@version; {@code *} stands for markets without their own
   */
  record PoliciesView(List<PackView> packs, Map<String, String> active) {}

  /** A published version. */
  record PackView(String pack, String version, String sha256) {}

  /** Published versions and activations. */
  @GetMapping("/v1/policies")
  PoliciesView policies() {
    var active = new TreeMap<String, String>();
    packs
        .activations()
        .forEach((String market, PolicyRef ref) -> active.put(market, ref.toString()));
    return new PoliciesView(
        packs.files().stream()
            .map(file -> new PackView(file.ref().pack(), file.ref().version(), file.sha256()))
            .toList(),
        active);
  }
}
