package io.belay.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.notification.channel.http.GatewaySettings;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Every key of a channel stands in docs/channels.md with its range and its default. */
class ChannelSettingsInPageTest {
  private static final List<String> UNITS = List.of("d", "h", "min", "s", "ms");
  private static final List<Long> MILLIS = List.of(86_400_000L, 3_600_000L, 60_000L, 1_000L, 1L);

  private final ApplicationContextRunner service =
      new ApplicationContextRunner().withInitializer(new ConfigDataApplicationContextInitializer());

  /** A row of a table: the cells after the key. */
  private record Row(String range, String usual) {}

  @ParameterizedTest
  @CsvSource({
    "belay.sms,io.belay.notification.SmsProperties",
    "belay.email,io.belay.notification.EmailProperties",
    "belay.http-gateways.<route>,io.belay.notification.channel.http.GatewaySettings"
  })
  void everyKeyHasItsRowAndNoRowIsOfAnother(String prefix, Class<?> settings) throws Exception {
    var rows = rows(prefix);
    var keys = new LinkedHashMap<String, RecordComponent>();
    collect("", settings, keys);

    assertThat(rows.keySet()).containsExactlyElementsOf(keys.keySet());
    for (var key : keys.entrySet()) {
      var row = Objects.requireNonNull(rows.get(key.getKey()));
      assertThat(row.range()).as(key.getKey()).contains(bounds(key.getValue()));
      var usual = usual(prefix, key.getKey(), key.getValue());
      if (usual != null) {
        assertThat(row.usual()).as(key.getKey()).isEqualTo(usual);
      } else {
        assertThat(row.usual()).as(key.getKey()).isIn("needed", "none", "those of the JRE");
      }
    }
  }

  private static void collect(String prefix, Class<?> type, Map<String, RecordComponent> keys) {
    for (var component : type.getRecordComponents()) {
      var name = prefix + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
      if (component.getType() != GatewaySettings.Answers.class) {
        keys.put(name, component);
      }
      if (component.getType().isRecord()) {
        collect(name + ".", component.getType(), keys);
      }
    }
  }

  /** What the record bounds, as the page says it. */
  private static String bounds(RecordComponent component) {
    var least = on(component, Min.class);
    var most = on(component, Max.class);
    var shortest = on(component, DurationMin.class);
    var longest = on(component, DurationMax.class);
    var size = on(component, Size.class);
    if (least != null && most != null) {
      return least.value() + " to " + most.value();
    }
    if (shortest != null && longest != null) {
      var from =
          Duration.ofMillis(shortest.millis())
              .plusSeconds(shortest.seconds())
              .plusMinutes(shortest.minutes());
      return said(from)
          + " to "
          + said(Duration.ofMinutes(longest.minutes()).plusDays(longest.days()));
    }
    return size == null ? "" : Integer.toString(size.max());
  }

  private static String said(Duration duration) {
    for (int i = 0; i < UNITS.size(); i++) {
      long unit = MILLIS.get(i);
      if (duration.toMillis() % unit == 0) {
        return duration.toMillis() / unit + " " + UNITS.get(i);
      }
    }
    throw new AssertionError(duration);
  }

  /** Of application.yaml, else of the record; null: neither has one. */
  private @Nullable String usual(String prefix, String key, RecordComponent component) {
    var own = on(component, DefaultValue.class);
    if (own != null && own.value().length > 0) {
      return cell(own.value()[0]);
    }
    var value = new AtomicReference<@Nullable String>();
    service.run(context -> value.set(context.getEnvironment().getProperty(prefix + "." + key)));
    var found = value.get();
    return found == null ? null : cell(found);
  }

  private static String cell(String value) {
    return value.isEmpty() ? "empty" : "`" + value + "`";
  }

  /** The annotations of a record's component are those of its constructor's parameter, too. */
  private static <A extends Annotation> @Nullable A on(RecordComponent component, Class<A> type) {
    var declaring = component.getDeclaringRecord();
    var constructor = declaring.getDeclaredConstructors()[0];
    var names =
        Arrays.stream(declaring.getRecordComponents()).map(RecordComponent::getName).toList();
    var parameter = constructor.getParameters()[names.indexOf(component.getName())];
    return Stream.of(parameter.getAnnotation(type), component.getAnnotation(type))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static Map<String, Row> rows(String prefix) throws IOException {
    var page =
        Files.readAllLines(
            Path.of(System.getProperty("belay.root", "..")).resolve("docs/channels.md"));
    var head = "| key of `" + prefix + "` | what it says | range | default |";
    var rows = new LinkedHashMap<String, Row>();
    page.stream()
        .dropWhile(line -> !line.equals(head))
        .skip(2)
        .takeWhile(line -> line.startsWith("| `"))
        .map(line -> line.split(" \\|", -1))
        .forEach(
            cells ->
                rows.put(
                    cells[0].replaceAll("[|` ]", ""), new Row(cells[2].strip(), cells[3].strip())));
    return rows;
  }
}
