package io.belay.escalation.stream;

import static io.belay.escalation.stream.Expected.met;
import static io.belay.escalation.stream.Expected.rejected;
import static io.belay.escalation.stream.ReportedCase.aCase;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.lifecycle.Links.LinkedCase;
import io.belay.escalation.domain.policy.PolicyRef;
import io.belay.escalation.domain.progress.Progress.Reason;
import io.belay.escalation.pack.PackFile;
import io.belay.escalation.pack.PackLibrary;
import io.belay.escalation.pack.PackReader;
import io.belay.escalation.pack.PackReading;
import io.belay.events.AgentReplied;
import io.belay.events.Linked;
import io.belay.events.Noted;
import io.belay.events.PolicyChanged;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A case comes under another published version through the real topology. */
class PolicyChangeTest {
  private static final PolicyRef SECOND = new PolicyRef("small", "second");

  @TempDir Path dir;

  @Test
  void aCaseGoesOnUnderAVersionThatWasPublishedAndStaysWhereNobodyPublishedIt() throws IOException {
    try (var bank = new Bank(dir)) {
      bank.opens(aCase("C-1").category("withdrawal-delayed"));
      publishSecond(bank.library, "", "");

      bank.reports("C-1", new PolicyChanged("small", "third"));
      bank.expects(rejected("C-1", Reason.PACK_UNKNOWN)).andNothingElse();
      bank.reports("C-1", new PolicyChanged("small", "second"));
      bank.reports("C-1", new AgentReplied());

      bank.expects(met("C-1", "first-response")).andNothingElse();
      assertThat(bank.stored("C-1").orElseThrow().identity().policy()).isEqualTo(SECOND);
    }
  }

  @Test
  void aCaseWhoseCategoryStandsForAnIncidentInItsNewVersionGetsMembers() throws IOException {
    try (var bank = new Bank(dir)) {
      bank.opens(aCase("C-1").category("withdrawal-delayed"));
      bank.opens(aCase("C-2").category("other"));
      publishSecond(bank.library, "(names: .*提现延迟.*front-line)", "$1, incident: true");
      bank.reports("C-1", new PolicyChanged("small", "second"));

      bank.reports("C-2", new Linked("C-1", null, null));
      bank.reports("C-2", new Noted());

      assertThat(bank.stored("C-2").orElseThrow().links().incident())
          .isNotNull()
          .matches(incident -> incident.incidentId().equals("C-1"));
    }
  }

  @Test
  void aFirstThatComesUnderAVersionWithoutDuplicatesLetsItsOwnGoOn() throws IOException {
    try (var bank = new Bank(dir)) {
      bank.opens(aCase("C-1").about("W-1"));
      bank.opens(aCase("C-2").about("W-1"));
      assertThat(bank.stored("C-2").orElseThrow().openClocks()).isEmpty();
      publishSecond(bank.library, "duplicates: .*", "");

      bank.reports("C-1", new PolicyChanged("small", "second"));

      assertThat(bank.stored("C-2").orElseThrow().openClocks()).isNotEmpty();
    }
  }

  @Test
  void aCaseIsComparedWithOthersWhileItsVersionHasDuplicates() throws IOException {
    try (var bank = new Bank(dir)) {
      bank.opens(aCase("C-1").about("W-1"));
      var first = bank.stored("C-1").orElseThrow().identity().policy();
      publishSecond(bank.library, "duplicates: .*", "");
      bank.reports("C-1", new PolicyChanged("small", "second"));

      bank.opens(aCase("C-2").about("W-1"));
      assertThat(bank.stored("C-2").orElseThrow().links().cases()).isEmpty();

      bank.reports("C-1", new PolicyChanged(first.pack(), first.version()));
      assertThat(bank.stored("C-1").orElseThrow().links().cases())
          .extracting(LinkedCase::caseId)
          .containsExactly("C-2");
    }
  }

  /** The first version with another text in the place of that. */
  private static void publishSecond(PackLibrary library, String text, String replacement)
      throws IOException {
    try (var in =
        Objects.requireNonNull(
            PolicyChangeTest.class.getClassLoader().getResourceAsStream("packs/small.yaml"))) {
      var yaml =
          new String(in.readAllBytes(), UTF_8)
              .replaceFirst("(?m)^version: .*$", "version: second")
              .replaceFirst(text, replacement)
              .getBytes(UTF_8);
      var read = (PackReading.Read) new PackReader().read(yaml, "second.yaml");
      assertThat(library.add(new PackFile(SECOND, yaml), read.pack()))
          .isEqualTo(PackLibrary.Addition.ADDED);
    }
  }
}
