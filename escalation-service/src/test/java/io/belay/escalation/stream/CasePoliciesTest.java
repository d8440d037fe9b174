package io.belay.escalation.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.policy.PolicyPack;
import io.belay.escalation.domain.policy.PolicyRef;
import io.belay.escalation.pack.PackFile;
import io.belay.escalation.pack.PackLibrary;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CasePoliciesTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  @Test
  void whatIsOpenedByABranchWithAPackOfItsOwnRunsUnderThat() {
    var rest = Bank.libraryOf("packs/small.yaml").activeFor(null).orElseThrow();
    var branch = Bank.libraryOf("packs/lives.yaml").activeFor(null).orElseThrow();
    assertThat(branch.ref()).isNotEqualTo(rest.ref());
    var packs = new PackLibrary();
    for (var pack : List.of(rest, branch)) {
      packs.add(new PackFile(pack.ref(), new byte[0]), pack);
    }
    packs.activate("GB", rest.ref());
    packs.activate("GB/GB-SCT-01", branch.ref());
    var policies = new CasePolicies(packs);

    assertThat(refOf(policies, "GB-SCT-01")).isEqualTo(branch.ref());
    assertThat(refOf(policies, "GB-ENG-01")).isEqualTo(rest.ref());
    assertThat(refOf(policies, null)).isEqualTo(rest.ref());
  }

  private static PolicyRef refOf(CasePolicies policies, @Nullable String entity) {
    var opened = new CaseEvent.Opened("other", null, null, null, "GB", entity);
    PolicyPack found =
        policies.of(Optional.empty(), new ReportedEvent("e-1", "C-1", "K-1", NOW, null, opened));
    return found.ref();
  }
}
