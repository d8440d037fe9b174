package io.belay.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.FileSystemResource;

/** Each setting stands in the page of settings, or its group in the one that explains the group. */
class SettingsPageTest {
  private static final Path ROOT = Path.of(System.getProperty("belay.root"));

  private static final String PREFIX = "belay.";

  /** Groups with a page of their own. */
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "sms", "channels.md",
          "further-sms", "channels.md",
          "email", "channels.md",
          "further-email", "channels.md",
          "http-gateways", "channels.md",
          "sender-limits", "channels.md",
          "courtesy", "messages.md",
          "outbox.urgent", "messages.md",
          "outbox.routine", "messages.md",
          "outbox.statutory", "messages.md");

  /** Rows of a table that the bank fills in by itself. */
  private static final List<String> TABLES =
      List.of("bank-names", "markets", "tracking.keys", "outbox.valid-at-least");

  @Test
  void everySettingStandsInItsPage() throws IOException {
    var page = read("settings.md");
    assertThat(settings())
        .isNotEmpty()
        .allSatisfy(
            key -> {
              var other = ELSEWHERE.get(key);
              if (other == null) {
                assertThat(page).containsPattern("`belay\\." + key + "(\\.\\{id})?`");
              } else {
                assertThat(page).contains("](" + other + ")");
                assertThat(read(other)).contains(lastWord(key));
              }
            });
  }

  /** Without their prefix; a group or table that is explained as a whole is one. */
  private static Stream<String> settings() {
    var yaml = new YamlPropertiesFactoryBean();
    yaml.setResources(
        new FileSystemResource(
            ROOT.resolve("notification-service/src/main/resources/application.yaml")));
    return Objects.requireNonNull(yaml.getObject()).stringPropertyNames().stream()
        .filter(key -> key.startsWith(PREFIX))
        .map(key -> asExplained(key.substring(PREFIX.length())))
        .distinct();
  }

  private static String asExplained(String key) {
    return Stream.concat(ELSEWHERE.keySet().stream(), TABLES.stream())
        .filter(
            group ->
                key.equals(group) || key.startsWith(group + ".") || key.startsWith(group + "["))
        .findFirst()
        .orElseGet(() -> key.replaceFirst("\\[.*", ""));
  }

  private static String lastWord(String key) {
    return key.substring(key.lastIndexOf('.') + 1);
  }

  private static String read(String page) throws IOException {
    return Files.readString(ROOT.resolve("docs").resolve(page));
  }
}
