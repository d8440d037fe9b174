package io.belay.local.operate;

import static io.belay.local.operate.SecuredBroker.belay;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.contract.Topics;
import io.belay.local.LocalBroker;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
  void aTopicThatIsMissingGetsAsManyPartitionsAsTheOthersHave() throws Exception {
    try (var broker = LocalBroker.start(dir);
        var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(Topics.CASE_EVENTS, 3, (short) 1))).all().get();
      await().untilAsserted(() -> assertThat(partitions(admin, Topics.CASE_EVENTS)).isEqualTo(3));
      var applied =
          List.of(
              "kafka",
              "apply",
              "--topics-only",
              "--replicas",
              "1",
              "--bootstrap",
              broker.bootstrapServers());

      assertThat(belay(2, with(applied, "--partitions", "24")))
          .contains("--partitions 3", "found 24");
      assertThat(admin.listTopics().names().get()).containsExactly(Topics.CASE_EVENTS);

      belay(0, with(applied));
      await()
          .untilAsserted(
              () -> assertThat(partitions(admin, Topics.FOLLOW_UPS_URGENT)).isEqualTo(3));
      assertThat(partitions(admin, Topics.POLICY_PACKS)).isEqualTo(1);
      belay(0, with(applied, "--partitions", "3"));

      admin.createPartitions(Map.of(Topics.CASE_PROGRESS, NewPartitions.increaseTo(5))).all().get();
      await().untilAsserted(() -> assertThat(partitions(admin, Topics.CASE_PROGRESS)).isEqualTo(5));
      assertThat(belay(1, with(applied))).contains("case-progress=5", "case-events=3");
    }
  }

  private static String[] with(List<String> command, String... more) {
    return Stream.concat(command.stream(), Stream.of(more)).toArray(String[]::new);
  }

  private static int partitions(Admin admin, String topic) throws Exception {
    return admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
        .mapToInt(described -> described.partitions().size())
        .sum();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "explain C-1 --escalation localhost:8082",
        "explain C-1 --escalation 127.0.0.1:8082",
        "drain 127.0.0.1:9082",
        "contact erase C-1 --intake intake",
        "pack list --registry ftp://127.0.0.1:8080"
      })
  void whatIsNoUrlIsMisuseAndSaidInOneLine(String command) {
    assertThat(belay(2, command.split(" ", -1))).contains("http://").hasLineCount(1);
  }

  /** A dry run that is not known to be one would do it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "contact erase C-1 --dry-run",
        "kafka apply --dry-run",
        "pack activate wallet@1 --dry-run",
        "pack list --by li",
        "pack migrate wallet@1 wallet@2 --out file",
        "drain http://127.0.0.1:1 --dry-run",
        "dlt list --dry-run",
        "dlt replay case-events --topics-only",
        "explain C-1 --since 2026-11-01T00:00:00Z",
        "evidence verify file --out file",
        "evidence C-1 --rate 50"
      })
  void aFlagThatACommandDoesNotKnowHoldsItBack(String command) {
    assertThat(belay(2, elsewhere(command)))
        .contains("' takes no --", "./belay --help")
        .hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "contact erase C-1 C-2",
        "kafka apply now",
        "pack activate wallet@1 wallet@2",
        "pack list all",
        "pack migrate wallet@1 wallet@2 wallet@3",
        "drain http://127.0.0.1:1 http://127.0.0.1:2",
        "dlt list case-events",
        "dlt replay case-events case-progress",
        "explain C-1 C-2",
        "evidence verify file another",
        "evidence C-1 C-2"
      })
  void aWordTooManyHoldsACommandBack(String command) {
    assertThat(belay(2, elsewhere(command)))
        .contains("expected nothing after '", "./belay --help")
        .hasLineCount(1);
  }

  @Test
  void aFlagIsNoValueOfAnother() {
    assertThat(belay(2, elsewhere("contact erase C-1 --key --dry-run")))
        .contains("--key needs a value")
        .hasLineCount(1);
  }

  /** Where nobody is: what is not held back fails with another code. */
  private static String[] elsewhere(String command) {
    return (command
            + " --bootstrap 127.0.0.1:1 --intake http://127.0.0.1:1"
            + " --escalation http://127.0.0.1:1 --registry http://127.0.0.1:1")
        .split(" ", -1);
  }

  @Test
  void rightsAreThoseOfTheProjectWhereverItIsCalledFrom() {
    assertThat(Path.of("deploy/kafka/acls.yaml")).doesNotExist();
    assertThat(belay(1, "kafka", "apply", "--bootstrap", "nowhere")).contains("nowhere");
    assertThat(belay(2, "kafka", "apply", "--acls", dir.resolve("none.yaml").toString()))
        .contains("none.yaml", "--acls FILE")
        .hasLineCount(1);
  }

  @Test
  void whoeverGetsNoAnswerReadsWhichFlagSaysWhere() {
    assertThat(belay(1, "explain", "C-1", "--escalation", "http://127.0.0.1:1"))
        .contains("no answer from http://127.0.0.1:1; --escalation URL");
    assertThat(belay(1, "contact", "erase", "C-1", "--intake", "http://127.0.0.1:1"))
        .contains("no answer from http://127.0.0.1:1; --intake URL");
  }

  @Test
  void anAddressThatIsNoneIsSaidInOneLine() {
    assertThat(belay(1, "dlt", "list", "--bootstrap", "nowhere"))
        .contains("nowhere")
        .hasLineCount(1);
    assertThat(belay(1, "kafka", "apply", "--topics-only", "--bootstrap", "nowhere"))
        .contains("nowhere")
        .hasLineCount(1);
  }

  @Test
  void aBlankInAnIdIsNoPlusSignInAPath() {
    assertThat(ServiceCall.segment("C 1001+/é")).isEqualTo("C%201001%2B%2F%C3%A9");
  }
}
