package io.belay.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.guard.HttpLimits;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class IntakePropertiesTests {
  @Configuration
  @EnableConfigurationProperties(IntakeProperties.class)
  static class Settings {}

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withUserConfiguration(Settings.class)
          .withPropertyValues(
              "belay.registry.url=http://127.0.0.1:8080",
              "belay.tracking.keys.k1=" + Platform.SECRET,
              "belay.tracking.active-key=k1",
              "belay.tracking.base-url=http://127.0.0.1:8083/track");

  @Test
  void defaultsAreThoseOfTheDocs() {
    runner.run(
        context -> {
          var properties = context.getBean(IntakeProperties.class);
          assertThat(properties.acknowledgeWithin()).isEqualTo(Duration.ofSeconds(4));
          assertThat(properties.requestsInFlight()).isEqualTo(512);
          assertThat(properties.requestWithin()).isEqualTo(Duration.ofSeconds(30));
          assertThat(properties.http()).isEqualTo(HttpLimits.standard());
          assertThat(properties.streamWindowLines()).isEqualTo(512);
          assertThat(properties.streamLineBytes()).isEqualTo(1_048_576);
          assertThat(properties.tracking().validFor()).isEqualTo(Duration.ofDays(30));
          assertThat(properties.bankEvents())
              .isEqualTo(new IntakeProperties.BankEventsDoor(true, 500, Duration.ofSeconds(1)));
        });
  }

  @Test
  void eachKeyIsRead() {
    runner
        .withPropertyValues(
            "belay.acknowledge-within=2s",
            "belay.requests-in-flight=7",
            "belay.request-within=9s",
            "belay.http.connections=6",
            "belay.stream-window-lines=8",
            "belay.stream-line-bytes=2048",
            "belay.tracking.valid-for=2d",
            "belay.bank-events.enabled=false",
            "belay.bank-events.batch-records=9",
            "belay.bank-events.retry-after=20ms")
        .run(
            context -> {
              var properties = context.getBean(IntakeProperties.class);
              assertThat(properties.acknowledgeWithin()).isEqualTo(Duration.ofSeconds(2));
              assertThat(properties.requestsInFlight()).isEqualTo(7);
              assertThat(properties.requestWithin()).isEqualTo(Duration.ofSeconds(9));
              assertThat(properties.http().connections()).isEqualTo(6);
              assertThat(properties.streamWindowLines()).isEqualTo(8);
              assertThat(properties.streamLineBytes()).isEqualTo(2_048);
              assertThat(properties.tracking().validFor()).isEqualTo(Duration.ofDays(2));
              assertThat(properties.registry().url()).isEqualTo("http://127.0.0.1:8080");
              assertThat(properties.bankEvents())
                  .isEqualTo(new IntakeProperties.BankEventsDoor(false, 9, Duration.ofMillis(20)));
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "belay.acknowledge-within=4501ms",
        "belay.acknowledge-within=99ms",
        "belay.requests-in-flight=0",
        "belay.requests-in-flight=100001",
        "belay.request-within=4s",
        "belay.http.connections=0",
        "belay.stream-window-lines=0",
        "belay.stream-window-lines=4097",
        "belay.stream-line-bytes=1023",
        "belay.stream-line-bytes=1048577",
        "belay.registry.url=127.0.0.1:8080",
        "belay.tracking.active-key=",
        "belay.tracking.base-url=http://127.0.0.1:8083/track/",
        "belay.tracking.valid-for=59m",
        "belay.tracking.valid-for=401d",
        "belay.bank-events.batch-records=0",
        "belay.bank-events.retry-after=61s",
        "belay.colour=red"
      })
  void whatIsOutOfBoundsOrUnknownIsRefused(String setting) {
    runner.withPropertyValues(setting).run(context -> assertThat(context).hasFailed());
  }
}
