package io.belay.endtoend;

import static io.belay.endtoend.CaseRequest.aCase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.belay.contract.Topics;
import io.belay.local.FreePort;
import io.belay.local.LocalKeys;
import io.belay.local.LocalRegistry;
import io.belay.local.ServiceProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/** The twin of {@link WireBytesIT} on a broker from its publisher's image, where Docker runs. */
class ContainerWireBytesIT {
  private static final String IMAGE = "apache/kafka:4.2.0";

  @Test
  void aCaseEventHasTheSameBytesOnABrokerInAContainer(@TempDir Path directory) throws Exception {
    assumeTrue(
        DockerClientFactory.instance().isDockerAvailable(), "no Docker engine on this machine");
    try (var broker = new KafkaContainer(IMAGE)) {
      broker.start();
      createTopics(broker.getBootstrapServers());
      var keys = new LocalKeys();
      Path publicKey = keys.writePublicKey(directory.resolve("bank.pem"));
      try (LocalRegistry registry = LocalRegistry.start(directory, broker.getBootstrapServers());
          ServiceProcess intake =
              ServiceProcess.start(
                  "intake-service",
                  "intake-in-container-test",
                  directory,
                  FreePort.any(),
                  256,
                  Map.of(
                      "spring.kafka.bootstrap-servers", broker.getBootstrapServers(),
                      "belay.registry.url", registry.url(),
                      "spring.security.oauth2.resourceserver.jwt.public-key-location",
                          "file:" + publicKey));
          var caseEvents = new TopicLog(broker.getBootstrapServers(), Topics.CASE_EVENTS)) {
        intake.awaitReady(Duration.ofSeconds(90));
        var client = new IntakeClient(intake.url(), keys.token("end-to-end-tests", "cases:write"));
        IntakeClient.Answer answer = client.opens(aCase("container-1"));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        WireFormat.isPinned(
            WireFormat.openingOf(answer.field("caseId"), caseEvents),
            new RecordReader(registry.url()));
      }
    }
  }

  private static void createTopics(String bootstrapServers) throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin
          .createTopics(
              Topics.all().stream()
                  .map(topic -> new NewTopic(topic.name(), 1, (short) 1).configs(topic.settings()))
                  .toList())
          .all()
          .get();
    }
  }
}
