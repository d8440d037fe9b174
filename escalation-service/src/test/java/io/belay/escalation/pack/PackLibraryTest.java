package io.belay.escalation.pack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.escalation.domain.policy.FollowUps;
import io.belay.escalation.domain.policy.Ladder;
import io.belay.escalation.domain.policy.PolicyPack;
import io.belay.escalation.domain.policy.PolicyPack.CaseRules;
import io.belay.escalation.domain.policy.PolicyPack.Categories;
import io.belay.escalation.domain.policy.PolicyPack.Category;
import io.belay.escalation.domain.policy.PolicyPack.CustomerRequests;
import io.belay.escalation.domain.policy.PolicyPack.OnReclassification;
import io.belay.escalation.domain.policy.PolicyRef;
import io.belay.escalation.domain.policy.Triggers;
import io.belay.escalation.pack.PackLibrary.Addition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PackLibraryTest {
  private static final PolicyRef FIRST = new PolicyRef("wallet", "1");
  private static final PolicyRef SECOND = new PolicyRef("wallet", "2");

  private final PackLibrary library = new PackLibrary();

  @Test
  void aVersionIsFoundByItsName() {
    assertThat(library.add(file(FIRST, "a"), pack(FIRST))).isEqualTo(Addition.ADDED);

    assertThat(library.pack(FIRST)).contains(pack(FIRST));
    assertThat(library.pack(SECOND)).isEmpty();
  }

  @Test
  void theSameVersionWithTheSameBytesIsNothingNew() {
    library.add(file(FIRST, "a"), pack(FIRST));

    assertThat(library.add(file(FIRST, "a"), pack(FIRST))).isEqualTo(Addition.KNOWN);
  }

  @Test
  void theSameVersionWithOtherBytesIsRefusedAndTheFirstStays() {
    library.add(file(FIRST, "a"), pack(FIRST));

    assertThat(library.add(file(FIRST, "b"), pack(FIRST))).isEqualTo(Addition.REFUSED);
    assertThat(library.file(FIRST)).map(PackFile::bytes).contains("a".getBytes(UTF_8));
  }

  @Test
  void aFileAndAPackOfDifferentVersionsAreAMistakeOfTheCaller() {
    assertThatThrownBy(() -> library.add(file(FIRST, "a"), pack(SECOND)))
        .hasMessage("Expected the file of wallet@2, but it is of wallet@1");
  }

  @Test
  void aMarketWithoutItsOwnPackGetsTheOneForAnyMarket() {
    library.add(file(FIRST, "a"), pack(FIRST));
    library.add(file(SECOND, "b"), pack(SECOND));
    library.activate(PackLibrary.ANY_MARKET, FIRST);
    library.activate("HK", SECOND);

    assertThat(library.activeFor("HK")).contains(pack(SECOND));
    assertThat(library.activeFor("CN")).contains(pack(FIRST));
    assertThat(library.activeFor(null)).contains(pack(FIRST));
  }

  @Test
  void aBranchThatIsClosedOnOtherDaysHasAPackOfItsOwn() {
    library.add(file(FIRST, "a"), pack(FIRST));
    library.add(file(SECOND, "b"), pack(SECOND));
    library.activate("GB", FIRST);
    library.activate("GB/GB-SCT-01", SECOND);

    assertThat(library.activeFor("GB", "GB-SCT-01")).contains(pack(SECOND));
    assertThat(library.activeFor("GB", "GB-ENG-01")).contains(pack(FIRST));
    assertThat(library.activeFor("GB", null)).contains(pack(FIRST));
    assertThat(library.activeFor("IE", "GB-SCT-01")).as("of another market").isEmpty();
    assertThat(library.activeFor(null, "GB-SCT-01")).isEmpty();
  }

  @Test
  void aBranchWhoseVersionIsNotThereYetHasNone() {
    library.add(file(FIRST, "a"), pack(FIRST));
    library.activate("GB", FIRST);
    library.activate("GB/GB-SCT-01", SECOND);

    assertThat(library.activeFor("GB", "GB-SCT-01")).as("no other decides for it").isEmpty();
  }

  @Test
  void noPackIsActiveBeforeSomebodyActivatesOne() {
    library.add(file(FIRST, "a"), pack(FIRST));

    assertThat(library.activeFor("CN")).isEmpty();
  }

  @Test
  void anActivationMayComeBeforeItsVersion() {
    library.activate(PackLibrary.ANY_MARKET, FIRST);
    assertThat(library.activeFor("CN")).isEmpty();

    library.add(file(FIRST, "a"), pack(FIRST));
    assertThat(library.activeFor("CN")).contains(pack(FIRST));
  }

  @Test
  void theHashIsThatOfTheBytes() {
    assertThat(file(FIRST, "abc").sha256())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  private static PackFile file(PolicyRef ref, String content) {
    return new PackFile(ref, content.getBytes(UTF_8));
  }

  private static PolicyPack pack(PolicyRef ref) {
    var other = new Category("other", Map.of("en", "other"), "P3", "front-line", false);
    var ladder = List.of(new Ladder.Tier("front-line", Map.of("en", "us"), "front-line"));
    var rules =
        new CaseRules(
            Map.of(),
            new CustomerRequests(false, Duration.ZERO, Duration.ZERO),
            Triggers.NONE,
            OnReclassification.RETROACTIVE,
            new FollowUps(Set.of()),
            Duration.ofHours(1));
    return new PolicyPack(
        ref,
        new Categories(Map.of("other", other), "other", Map.of()),
        new Ladder(ladder),
        List.of(),
        rules,
        Map.of());
  }
}
