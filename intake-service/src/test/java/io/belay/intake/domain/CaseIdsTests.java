package io.belay.intake.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CaseIdsTests {

  /** Pinned: another id for the same key would open a second case for every retry. */
  @Test
  void idsOfKeysNeverChange() {
    assertThat(CaseIds.ofKey("call-centre", "CC-2026-000123"))
        .isEqualTo("dff6ec62-fdbc-5009-9e7d-3ea1dcf87096");
    assertThat(UUID.fromString(CaseIds.ofKey("a", "b")).version()).isEqualTo(5);
    assertThat(UUID.fromString(CaseIds.ofKey("a", "b")).variant()).isEqualTo(2);
  }

  @Test
  void clientAndKeyDoNotRunTogether() {
    assertThat(CaseIds.ofKey("ab", "c")).isNotEqualTo(CaseIds.ofKey("a", "bc"));
  }

  @Test
  void freshIdsSortByTime() {
    var earlier = UUID.fromString(CaseIds.fresh(Instant.ofEpochMilli(1_795_000_000_000L)));
    var later = UUID.fromString(CaseIds.fresh(Instant.ofEpochMilli(1_795_000_000_001L)));
    assertThat(earlier.version()).isEqualTo(7);
    assertThat(earlier.variant()).isEqualTo(2);
    assertThat(earlier.getMostSignificantBits() >>> 16).isEqualTo(1_795_000_000_000L);
    assertThat(earlier.toString()).isLessThan(later.toString());
  }
}
