package io.belay.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.local.DeployedSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.ssl.SslProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** What deploy/ tells this service is what this service understands. */
class DeployedSettingsTest {
  private static final DeployedSettings DEPLOYED = DeployedSettings.of("notification");

  @EnableConfigurationProperties({
    NotificationProperties.class,
    KafkaProperties.class,
    SslProperties.class
  })
  static class Only {}

  static Iterable<Map<String, String>> environments() {
    return java.util.List.of(DEPLOYED.compose(), DEPLOYED.kubernetes());
  }

  @Test
  void everyNameInComposeAndKubernetesIsASetting() {
    assertThat(DEPLOYED.compose()).containsKey("SPRING_KAFKA_BOOTSTRAP_SERVERS");
    assertThat(DEPLOYED.kubernetes()).containsKey("SPRING_KAFKA_BOOTSTRAP_SERVERS");
    assertThat(DEPLOYED.unknown(NotificationProperties.class, getClass().getClassLoader()))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("environments")
  void everyValueIsTaken(Map<String, String> environment) {
    // secrets are files there; what is imported is not here
    var given = new HashMap<String, Object>(environment);
    given.remove("SPRING_CONFIG_IMPORT");
    new ApplicationContextRunner()
        .withInitializer(new ConfigDataApplicationContextInitializer())
        .withInitializer(
            context ->
                context
                    .getEnvironment()
                    .getPropertySources()
                    .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, given)))
        .withUserConfiguration(Only.class)
        .withPropertyValues("belay.tracking.keys.k1=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              var kafka = context.getBean(KafkaProperties.class);
              assertThat(String.join(",", kafka.getBootstrapServers()))
                  .isEqualTo(environment.get("SPRING_KAFKA_BOOTSTRAP_SERVERS"));
              var streams =
                  NotificationConfiguration.streamsSettings(
                      kafka, context.getBean(NotificationProperties.class));
              // not the address it listens on, which is all of them
              assertThat(String.valueOf(streams.get("application.server")))
                  .startsWith("notification")
                  .endsWith(":8083");
              assertThat(streams)
                  .containsEntry("group.instance.id", environment.get("BELAY_INSTANCE_ID"));
              if (environment.containsKey("SERVER_SSL_BUNDLE")) {
                assertThat(kafka.getProperties())
                    .containsEntry("security.protocol", "SASL_SSL")
                    .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
                    .containsEntry("ssl.truststore.type", "PEM");
                var bundles = context.getBean(SslProperties.class).getBundle().getPem();
                var web = Objects.requireNonNull(bundles.get("web"));
                assertThat(web.isReloadOnUpdate()).isTrue();
                assertThat(web.getKeystore().getPrivateKey()).endsWith("tls.key");
                // whatever the broker would give a topic that asks for nothing
                assertThat(kafka.buildStreamsProperties())
                    .containsEntry("replication.factor", 3)
                    .containsEntry("topic.min.insync.replicas", "2");
              }
              assertThat(context.getEnvironment().getProperty("spring.kafka.streams.state-dir"))
                  .isEqualTo("/var/lib/belay");
            });
  }
}
