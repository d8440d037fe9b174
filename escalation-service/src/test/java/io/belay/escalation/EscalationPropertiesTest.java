package io.belay.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.duetime.TickLimits;
import io.belay.escalation.stream.AuditLimits;
import io.belay.escalation.stream.RoomLimits;
import io.belay.guard.HttpLimits;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class EscalationPropertiesTest {
  @EnableConfigurationProperties(EscalationProperties.class)
  static class Only {}

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withInitializer(new ConfigDataApplicationContextInitializer())
          .withUserConfiguration(Only.class);

  @Test
  void defaults() {
    runner.run(
        context -> {
          var properties = context.getBean(EscalationProperties.class);
          var temporary = System.getProperty("java.io.tmpdir");
          assertThat(properties)
              .isEqualTo(
                  new EscalationProperties(
                      "",
                      "",
                      new EscalationProperties.Registry(URI.create("http://127.0.0.1:8080")),
                      Path.of(temporary, "belay", "escalation"),
                      2,
                      0,
                      new EscalationProperties.Packs(Path.of("deploy/policies"), "wallet"),
                      TickLimits.standard(),
                      RoomLimits.standard(),
                      new EscalationProperties.Reads(Duration.ofSeconds(2), 1000),
                      512,
                      HttpLimits.standard(),
                      AuditLimits.standard()));
          var environment = context.getEnvironment();
          assertThat(environment.getProperty("server.port")).isEqualTo("8082");
          assertThat(environment.getProperty("server.address")).isEqualTo("127.0.0.1");
          assertThat(
                  environment.getProperty("spring.kafka.streams.properties.processing.guarantee"))
              .isEqualTo("exactly_once_v2");
        });
  }

  @Test
  void eachKeyIsRead() {
    runner
        .withPropertyValues(
            "belay.instance-id=escalation-1",
            "belay.advertised-address=10.0.0.1:8082",
            "belay.registry.url=http://registry:8081",
            "belay.state-directory=/var/lib/belay",
            "belay.stream-threads=4",
            "belay.standby-replicas=1",
            "belay.packs.directory=/etc/belay/packs",
            "belay.packs.initial=demo",
            "belay.tick.interval=100ms",
            "belay.tick.max-wake-ups=500",
            "belay.tick.max-time=20ms",
            "belay.tick.grace=2s",
            "belay.tick.outage-after=3s",
            "belay.rooms.interval=200ms",
            "belay.rooms.most-events-per-tick=100",
            "belay.rooms.unknown-incident-wait=1h",
            "belay.reads.hop-timeout=1s",
            "belay.reads.most-steps=50",
            "belay.requests-in-flight=7",
            "belay.http.head-within=3s",
            "belay.http.keep-alive=6s",
            "belay.http.body-silence=4s",
            "belay.http.unread-answer=5s",
            "belay.http.connections=50",
            "belay.http.requests-per-second=60",
            "belay.audit.interval=200ms",
            "belay.audit.overdue-after=1m",
            "belay.audit.wake-ups-per-slice=500",
            "belay.audit.cases-per-slice=50")
        .run(
            context ->
                assertThat(context.getBean(EscalationProperties.class))
                    .isEqualTo(
                        new EscalationProperties(
                            "escalation-1",
                            "10.0.0.1:8082",
                            new EscalationProperties.Registry(URI.create("http://registry:8081")),
                            Path.of("/var/lib/belay"),
                            4,
                            1,
                            new EscalationProperties.Packs(Path.of("/etc/belay/packs"), "demo"),
                            new TickLimits(
                                Duration.ofMillis(100),
                                500,
                                Duration.ofMillis(20),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(3)),
                            new RoomLimits(Duration.ofMillis(200), 100, Duration.ofHours(1)),
                            new EscalationProperties.Reads(Duration.ofSeconds(1), 50),
                            7,
                            new HttpLimits(
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(6),
                                Duration.ofSeconds(4),
                                Duration.ofSeconds(5),
                                50,
                                60),
                            new AuditLimits(
                                Duration.ofMillis(200), Duration.ofMinutes(1), 500, 50))));
  }

  @ParameterizedTest
  @CsvSource({
    "belay.instance-id,two words",
    "belay.advertised-address,no-port",
    "belay.stream-threads,0",
    "belay.stream-threads,65",
    "belay.standby-replicas,4",
    "belay.packs.initial,''",
    "belay.tick.interval,1ms",
    "belay.tick.max-wake-ups,0",
    "belay.tick.grace,2h",
    "belay.tick.outage-after,2h",
    "belay.rooms.interval,1ms",
    "belay.rooms.most-events-per-tick,0",
    "belay.rooms.unknown-incident-wait,8d",
    "belay.reads.hop-timeout,1ms",
    "belay.reads.most-steps,0",
    "belay.requests-in-flight,0",
    "belay.http.connections,0",
    "belay.audit.interval,1ms",
    "belay.audit.overdue-after,2h",
    "belay.audit.wake-ups-per-slice,0",
    "belay.audit.cases-per-slice,0"
  })
  void valuesOutOfBoundsAreRefused(String key, String value) {
    runner.withPropertyValues(key + "=" + value).run(context -> assertThat(context).hasFailed());
  }

  @ParameterizedTest
  @ValueSource(strings = {"belay.tick.intervall", "belay.packs.dir", "belay.unheard-of"})
  void unknownKeysAreRefused(String key) {
    runner.withPropertyValues(key + "=1").run(context -> assertThat(context).hasFailed());
  }
}
