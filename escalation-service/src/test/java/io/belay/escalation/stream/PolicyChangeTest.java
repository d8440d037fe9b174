package io.belay.escalation.stream;

import static io.belay.escalation.stream.Expected.met;
import static io.belay.escalation.stream.Expected.rejected;
import static io.belay.escalation.stream.ReportedCase.aCase;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.policy.PolicyRef;
import io.belay.escalation.domain.progress.Progress.Reason;
import io.belay.escalation.pack.PackFile;
import io.belay.escalation.pack.PackLibrary;
import io.belay.escalation.pack.PackReader;
import io.belay.escalation.pack.PackReading;
import io.belay.events.AgentReplied;
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
      publishSecond(bank.library);

      bank.reports("C-1", new PolicyChanged("small", "third"));
      bank.expects(rejected("C-1", Reason.PACK_UNKNOWN)).andNothingElse();
      bank.reports("C-1", new PolicyChanged("small", "second"));
      bank.reports("C-1", new AgentReplied());

      bank.expects(met("C-1", "first-response")).andNothingElse();
      assertThat(bank.stored("C-1").orElseThrow().identity().policy()).isEqualTo(SECOND);
    }
  }

  private static void publishSecond(PackLibrary library) throws IOException {
    try (var in =
        Objects.requireNonNull(
            PolicyChangeTest.class.getClassLoader().getResourceAsStream("packs/small.yaml"))) {
      var yaml =
          new String(in.readAllBytes(), UTF_8)
              .replaceFirst("(?m)^version: .*$", "version: second")
              .getBytes(UTF_8);
      var read = (PackReading.Read) new PackReader().read(yaml, "second.yaml");
      assertThat(library.add(new PackFile(SECOND, yaml), read.pack()))
          .isEqualTo(PackLibrary.Addition.ADDED);
    }
  }
}
