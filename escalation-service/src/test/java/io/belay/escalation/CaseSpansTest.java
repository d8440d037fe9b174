package io.belay.escalation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.belay.contract.TraceParent;
import io.micrometer.tracing.Tracer;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

class CaseSpansTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN = "00f067aa0ba902b7";

  private final LoggerContext logs = new LoggerContext();
  private final StructuredLogEncoder ecs = new StructuredLogEncoder();

  @Test
  void aLineThatIsLoggedAboutACaseNamesItAndItsTraceAsEcsCallsThem() throws IOException {
    logs.setMDCAdapter(MDC.getMDCAdapter());
    logs.putObject(Environment.class.getName(), settingsOfTheService());
    ecs.setContext(logs);
    ecs.setFormat("ecs");
    ecs.start();
    var parent = TraceParent.parse("00-%s-%s-00".formatted(TRACE, SPAN));

    try (var span = new CaseSpans(Tracer.NOOP).within(parent, "decide event", "C-17")) {
      assertThat(span.context()).isEqualTo(parent);
      assertThat(line())
          .contains("\"trace.id\":\"" + TRACE + "\"")
          .contains("\"span.id\":\"" + SPAN + "\"")
          .contains("\"case\":{\"id\":\"C-17\"}");
    }
    assertThat(line()).contains("a line").doesNotContain(TRACE, SPAN, "C-17");
  }

  private String line() {
    var event =
        new LoggingEvent("", logs.getLogger("any"), Level.INFO, "a line", null, new Object[0]);
    return new String(ecs.encode(event), UTF_8);
  }

  private static StandardEnvironment settingsOfTheService() throws IOException {
    var settings = new StandardEnvironment();
    new YamlPropertySourceLoader()
        .load("service", new ClassPathResource("application.yaml"))
        .forEach(settings.getPropertySources()::addLast);
    return settings;
  }
}
