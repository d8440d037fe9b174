package io.belay.endtoend;

import static io.belay.endtoend.CaseRequest.aCase;
import static io.belay.endtoend.Expected.recorded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.local.operate.OperatorCommand;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an operator reads of the running system by {@code ./belay}. */
@ExtendWith(OnePlatform.class)
class OperatorCommandsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Platform platform;

  OperatorCommandsIT(Platform platform) {
    this.platform = platform;
  }

  @Test
  void explainTellsClocksTiersAndEveryStepOfACase() {
    try (var bank = platform.bank()) {
      var caseId = bank.opens(aCase("explained-1").category("feature-question"));
      bank.reports("explained-1", "AGENT_REPLIED", Map.of());
      bank.reports("explained-1", "RESOLVED", Map.of("outcome", "REFUNDED"));
      bank.reports("explained-1", "CLOSED", Map.of());
      bank.expects(recorded("explained-1", "CLOSED"));

      // the steps are read from a store that follows the topic
      await("the last step in the answer")
          .pollInSameThread()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(explain(caseId, "--token", platform.token()))
                      .startsWith("0 case " + caseId + ": ")
                      .contains("feature-question", "clocks", "first-response", "time at each tier")
                      .contains("CaseAccepted", "CaseClosed"));
      assertThat(explain(caseId)).startsWith("1 ").contains("a token is needed");
      assertThat(explain("nobody", "--token", platform.token()))
          .startsWith("1 ")
          .contains("there is no case 'nobody'");
    }
  }

  /** The exit code and what was said. */
  private String explain(String caseId, String... more) {
    var said = new ByteArrayOutputStream();
    var out = new PrintStream(said, true, StandardCharsets.UTF_8);
    var args =
        Stream.concat(
            Stream.of("explain", caseId, "--escalation", platform.escalationUrl()),
            Stream.of(more));
    return OperatorCommand.run(out, out, args.toArray(String[]::new))
        + " "
        + said.toString(StandardCharsets.UTF_8);
  }
}
