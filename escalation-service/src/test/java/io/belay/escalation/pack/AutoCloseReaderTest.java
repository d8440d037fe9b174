package io.belay.escalation.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.policy.ClockRule;
import io.belay.escalation.domain.policy.ClockRule.StartsOn;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutoCloseReaderTest {
  private static final String AUTO_CLOSE =
      """
      autoClose:
        waiting-on-customer: {after: 168h, remindBefore: 48h}
        resolved: {after: 72h, remindBefore: 24h}
      """;
  private static final String SOUND =
      SamplePack.with("[warned, resolved]", "[warned, resolved, reminded]") + AUTO_CLOSE;

  @Test
  void eachOccasionHasAClockOfItsOwn() {
    assertThat(SamplePack.read(SOUND))
        .isInstanceOfSatisfying(
            PackReading.Read.class,
            read ->
                assertThat(read.pack().clocks())
                    .endsWith(
                        ClockRule.closing(
                            StartsOn.WAITING_ON_CUSTOMER,
                            Duration.ofHours(168),
                            Duration.ofHours(48)),
                        ClockRule.closing(
                            StartsOn.RESOLVED, Duration.ofHours(72), Duration.ofHours(24))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          resolved, reminded      | resolved                  | add 'reminded' to followUps
          remindBefore: 48h       | remindBefore: 168h        | make 'remindBefore' shorter than 'after'
          after: 168h             | after: 240h               | before its longest wait for the customer, 240h, ends
          , remindBefore: 48h     |                           | Expected the key 'remindBefore'
          after: 168h, remindBef  | after: 7d, remindBef      | 7d
          resolved: {after        | solved: {after            | Unknown key 'solved'
          tier-response:          | auto-close-resolved:      | rename it
          """)
  void aMistakeIsNamed(String part, String replacement, String advice) {
    assertThat(SOUND).contains(part);
    var broken = SOUND.replace(part, replacement == null ? "" : replacement);
    assertThat(SamplePack.problems(broken))
        .extracting(PackProblem::toString)
        .anySatisfy(problem -> assertThat(problem).contains(advice));
  }
}
