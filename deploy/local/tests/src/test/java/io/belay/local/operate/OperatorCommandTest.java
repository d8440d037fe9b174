package io.belay.local.operate;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.local.LocalBroker;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorCommandTest {
  @TempDir Path dir;

  @Test
  void topicsAloneNeedNoFileOfRights() throws Exception {
    try (var broker = LocalBroker.start(dir)) {
      var err = new ByteArrayOutputStream();
      int code =
          OperatorCommand.run(
              System.out,
              new PrintStream(err, true, StandardCharsets.UTF_8),
              "kafka",
              "apply",
              "--topics-only",
              "--acls",
              dir.resolve("nowhere.yaml").toString(),
              "--bootstrap",
              broker.bootstrapServers(),
              "--partitions",
              "1",
              "--replicas",
              "1");

      assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
      assertThat(code).isZero();
    }
  }

  @Test
  void aBlankInAnIdIsNoPlusSignInAPath() {
    assertThat(ServiceCall.segment("C 1001+/é")).isEqualTo("C%201001%2B%2F%C3%A9");
  }
}
