package io.belay.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class HttpLimitsTest {

  private static HttpLimits bound(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("belay.http", HttpLimits.class);
  }

  @Test
  void nothingSaidMeansTheStandard() {
    assertThat(bound(Map.of())).isEqualTo(HttpLimits.standard());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "head-within=99ms",
        "head-within=6m",
        "keep-alive=99ms",
        "keep-alive=61m",
        "body-silence=0s",
        "body-silence=2h",
        "unread-answer=99ms",
        "unread-answer=61m",
        "connections=0",
        "connections=1000001",
        "requests-per-second=0"
      })
  void whatIsOutOfBoundsIsRefused(String setting) {
    var parts = setting.split("=", 2);
    assertThatThrownBy(() -> bound(Map.of("belay.http." + parts[0], parts[1])))
        .isInstanceOf(BindException.class)
        .rootCause()
        .hasMessageStartingWith("Expected ");
  }
}
