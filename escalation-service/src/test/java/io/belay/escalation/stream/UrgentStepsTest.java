package io.belay.escalation.stream;

import static io.belay.escalation.stream.ReportedCase.aCase;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.contract.UrgentFollowUps;
import io.belay.escalation.domain.progress.Step;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Urgent follow-ups overtake what waits to be read in case-progress. */
class UrgentStepsTest {
  @TempDir Path dir;

  private Bank bank;

  @BeforeEach
  void open() {
    bank = new Bank(dir);
  }

  @AfterEach
  void close() {
    bank.close();
  }

  @Test
  void anUrgentFollowUpStandsInBothTopicsAndSaysSo() {
    bank.opens(aCase("C-1").category("unauthorised-transaction"));

    var urgent = bank.urgentFollowUps();
    assertThat(urgent).isNotEmpty();
    var twins =
        bank.records().stream().filter(record -> UrgentSteps.isOne(record.value())).toList();
    assertThat(urgent).extracting(TestRecord::value).isEqualTo(values(twins));
    assertThat(urgent)
        .allSatisfy(
            record -> assertThat(record.key()).isEqualTo(record.value().customerId()).isNotNull());
    assertThat(twins).allMatch(UrgentStepsTest::isMarked);
  }

  @Test
  void whatIsNotUrgentStandsInTheProgressAlone() {
    bank.opens(aCase("C-1").category("withdrawal-delayed"));

    assertThat(bank.urgentFollowUps()).isEmpty();
    assertThat(bank.records()).isNotEmpty().noneMatch(UrgentStepsTest::isMarked);
  }

  private static List<Step> values(List<TestRecord<String, Step>> records) {
    return records.stream().map(TestRecord::value).toList();
  }

  private static boolean isMarked(TestRecord<String, Step> record) {
    return record.headers().lastHeader(UrgentFollowUps.HEADER) != null;
  }
}
