package io.belay.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.contract.Topics.Topic;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The topics as they are to be created. */
class TopicsTest {
  private static final Map<String, Map<String, String>> SETTINGS =
      Topics.all().stream().collect(Collectors.toMap(Topic::name, Topic::settings));

  @Test
  void everyNamedTopicIsCreatedWithItsDeadLettersBesideIt() throws IllegalAccessException {
    for (String name : names()) {
      assertThat(SETTINGS).containsKeys(name, name + "-dlt");
    }
    assertThat(SETTINGS).hasSize(2 * names().size());
  }

  @Test
  void everyTopicHasASchema() throws IllegalAccessException {
    assertThat(names())
        .allSatisfy(
            name -> assertThat(ContractSchemas.BY_FILE).containsKey(ContractSchemas.fileOf(name)));
    assertThat(names().stream().map(ContractSchemas::fileOf))
        .containsAll(ContractSchemas.BY_FILE.keySet());
  }

  @Test
  void caseEventsCarryTheTimeOfTheirAppend() {
    assertThat(settingsOf(Topics.CASE_EVENTS))
        .containsEntry("message.timestamp.type", "LogAppendTime");
  }

  @Test
  void freeTextGoesAfterNinetyDaysAtTheLatest() {
    assertThat(settingsOf(Topics.CASE_TEXTS)).containsEntry("cleanup.policy", "compact,delete");
    assertThat(retentionOf(Topics.CASE_TEXTS)).isLessThanOrEqualTo(Duration.ofDays(90));
  }

  @Test
  void anErasedContactIsGoneFromTheLogWithinADay() {
    Map<String, String> contacts = settingsOf(Topics.CUSTOMER_CONTACTS);
    assertThat(contacts).containsEntry("cleanup.policy", "compact");
    assertThat(Long.parseLong(contacts.get("max.compaction.lag.ms")))
        .isLessThanOrEqualTo(Duration.ofHours(24).toMillis());
  }

  @Test
  void addressesAndGatewayIdsStayAWeekAtMost() {
    for (String name :
        List.of(
            Topics.DELIVERIES_SMS_URGENT,
            Topics.DELIVERIES_SMS_ROUTINE,
            Topics.DELIVERIES_EMAIL_URGENT,
            Topics.DELIVERIES_EMAIL_ROUTINE,
            Topics.DELIVERY_RECEIPTS)) {
      var segment = Duration.ofMillis(Long.parseLong(settingsOf(name).get("segment.ms")));
      assertThat(retentionOf(name).plus(segment)).isLessThanOrEqualTo(Duration.ofDays(7));
    }
  }

  @Test
  void deadLettersGoAfterAWeekWhateverTheirTopicKeeps() {
    assertThat(SETTINGS.keySet())
        .filteredOn(name -> name.endsWith("-dlt"))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(retentionOf(name)).isEqualTo(Duration.ofDays(7)));
  }

  @Test
  void packsAreNeverForgotten() {
    assertThat(settingsOf(Topics.POLICY_PACKS)).isEqualTo(Map.of("cleanup.policy", "compact"));
  }

  private static Duration retentionOf(String topic) {
    return Duration.ofMillis(Long.parseLong(settingsOf(topic).get("retention.ms")));
  }

  private static Map<String, String> settingsOf(String topic) {
    return Objects.requireNonNull(SETTINGS.get(topic), topic);
  }

  private static List<String> names() throws IllegalAccessException {
    var names = new ArrayList<String>();
    for (var field : Topics.class.getFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
        names.add((String) field.get(null));
      }
    }
    return names;
  }
}
