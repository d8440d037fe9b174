package io.belay.endtoend;

import static io.belay.endtoend.CaseRequest.aCase;
import static io.belay.endtoend.Expected.breached;
import static io.belay.endtoend.Expected.promoted;
import static io.belay.endtoend.Expected.recorded;
import static io.belay.endtoend.Expected.warned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.local.inbox.Message;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a bank and its customers see when nothing fails. */
@ExtendWith(OnePlatform.class)
class OrdinaryDayIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Platform platform;

  OrdinaryDayIT(Platform platform) {
    this.platform = platform;
  }

  @Test
  void aCaseAnsweredInTimeStaysWhereItIs() {
    try (Bank bank = platform.bank()) {
      bank.opens(aCase("answered-1").category("feature-question"));
      bank.reports("answered-1", "AGENT_REPLIED", Map.of());
      bank.reports("answered-1", "RESOLVED", Map.of("outcome", "DECLINED"));
      bank.reports("answered-1", "CLOSED", Map.of());
      bank.expects(recorded("answered-1", "CLOSED"));
      bank.opens(aCase("neglected-1").category("feature-question"));
      bank.expects(
          warned("neglected-1", "first-response"),
          breached("neglected-1", "first-response"),
          promoted("neglected-1", "front-line", "senior"));
      bank.expects(recorded("answered-1", "CLOSED")).andNothingElse();
      bank.reports("neglected-1", "CLOSED", Map.of());
    }
  }

  @Test
  void aCustomerReadsInTheirOwnLanguageThatTheCaseIsOpen() {
    try (Bank bank = platform.bank()) {
      bank.opens(aCase("told-1").category("account-locked").toldBySms("zh-CN", "+8613800139001"));
      bank.opens(
          aCase("told-2").category("account-locked").toldByMail("en", "told-2@mail.example"));
      Message sms = firstTo("+8613800139001");
      Message mail = firstTo("told-2@mail.example");
      assertThat(sms.channel()).isEqualTo("SMS");
      assertThat(sms.encoding()).isEqualTo("UCS-2");
      assertThat(sms.text()).contains("账户被锁定");
      assertThat(mail.channel()).isEqualTo("EMAIL");
      assertThat(mail.text()).containsIgnoringCase("account locked");
      bank.reports("told-1", "CLOSED", Map.of());
      bank.reports("told-2", "CLOSED", Map.of());
      bank.expects(recorded("told-1", "CLOSED"), recorded("told-2", "CLOSED"));
    }
  }

  private Message firstTo(String address) {
    return await("a message to " + address)
        .atMost(PATIENCE)
        .until(() -> to(address), messages -> !messages.isEmpty())
        .getFirst();
  }

  private List<Message> to(String address) {
    String digits = address.replace("+", "");
    return platform.inbox().messages().stream()
        .filter(message -> message.to().replace("+", "").equals(digits))
        .toList();
  }
}
