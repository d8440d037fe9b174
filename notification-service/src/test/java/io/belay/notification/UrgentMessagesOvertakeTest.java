package io.belay.notification;

import static io.belay.notification.FollowUps.contact;
import static io.belay.notification.FollowUps.followUp;
import static io.belay.notification.WholeService.LONG_ENOUGH;
import static io.belay.notification.WholeService.RATE_PER_SECOND;
import static io.belay.notification.WholeService.SENDER_RATE_PER_SECOND;
import static io.belay.notification.WholeService.WINDOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.contract.Topics;
import io.belay.events.CaseProgress;
import io.belay.events.CustomerContact;
import io.belay.events.FollowUpDue;
import io.belay.events.MessageClass;
import io.belay.local.inbox.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A routine backlog flows at the pace of gateway and sender, each SMS of a text counted, and urgent
 * messages overtake it. Of 50,000 with {@code -Dlanes.backlog=50000}; the figures go to {@code
 * target/lanes.md}.
 */
@ExtendWith(OneService.class)
class UrgentMessagesOvertakeTest {
  private static final int BACKLOG = Integer.getInteger("lanes.backlog", 1_500);

  /** So many are waited for, or the next test would find them before its own. */
  private static final int DRAINED = 10_000;

  private static final int WAIT_TO_BE_READ = 8_000;
  private static final int AT_ONCE = 20;
  private static final int BURSTS = BACKLOG > DRAINED ? 10 : 2;
  private static final Duration OVERTAKES_WITHIN = Duration.ofSeconds(2);

  private final Map<String, Instant> decidedAt = new ConcurrentHashMap<>();
  private final Map<String, Message> receivedBy = new ConcurrentHashMap<>();
  private final WholeService service;

  UrgentMessagesOvertakeTest(WholeService service) {
    this.service = service;
  }

  @Test
  void urgentMessagesOvertakeABacklogOfRoutineOnesAtTheGatewaysPace() throws IOException {
    long before = service.topics().endOf(Topics.DELIVERIES_SMS_ROUTINE);
    try (var arrivals =
        service
            .smsCentre()
            .inbox()
            .onArrival(m -> receivedBy.putIfAbsent(m.to().replace("+", ""), m))) {
      // the first of all asks the registry and loads what it needs
      tell("8613900000000", MessageClass.URGENT);
      awaitReceived("861390", 1);
      for (int each = 0; each < BACKLOG; each++) {
        tell("861370%07d".formatted(each), MessageClass.ROUTINE);
      }
      service.topics().flush();
      Awaitility.await()
          .atMost(LONG_ENOUGH.plusMillis(10L * BACKLOG))
          .until(() -> service.topics().endOf(Topics.DELIVERIES_SMS_ROUTINE) - before >= BACKLOG);
      for (int burst = 0; burst < BURSTS; burst++) {
        for (int each = 0; each < AT_ONCE; each++) {
          tell("861380%07d".formatted(burst * AT_ONCE + each), MessageClass.URGENT);
        }
        service.topics().flush();
        awaitReceived("861380", (burst + 1) * AT_ONCE);
      }
      assertThat(received("861370")).as("still waiting").hasSizeLessThan(BACKLOG);
      if (BACKLOG <= DRAINED) {
        awaitReceived("861370", BACKLOG);
      }
    }
    assertThat(receivedBy.values()).allMatch(message -> message.parts() == 2);
    var delays = delaysOf("861380");
    int busiest = busiestSecond(receivedBy.values());
    report(delays, busiest);
    assertThat(percentile(delays, 99)).isLessThan(OVERTAKES_WITHIN);
    assertThat(busiest)
        .as("of one sender, whose limit is below the gateway's")
        .isLessThanOrEqualTo(SENDER_RATE_PER_SECOND + WINDOW);
  }

  /** They are of one customer, so all come by one partition, and the urgent one last. */
  @Test
  void urgentFollowUpsOvertakeRoutineOnesThatWaitToBeRead() {
    var customerId = "C-" + UUID.randomUUID();
    var phone = "8613300000000";
    service
        .topics()
        .write(
            Topics.CUSTOMER_CONTACTS,
            customerId,
            CustomerContact.newBuilder(contact(customerId, "+" + phone, null))
                .setOptOuts(List.of("ROUTINE"))
                .build());
    long end = service.topics().endOf(Topics.DELIVERY_OUTCOMES) + WAIT_TO_BE_READ;
    try (var arrivals =
        service
            .smsCentre()
            .inbox()
            .onArrival(m -> receivedBy.putIfAbsent(m.to().replace("+", ""), m))) {
      for (int each = 0; each < WAIT_TO_BE_READ; each++) {
        service
            .topics()
            .sendFollowUp(followUp(UUID.randomUUID().toString(), customerId, MessageClass.ROUTINE));
      }
      service
          .topics()
          .sendFollowUp(followUp(UUID.randomUUID().toString(), customerId, MessageClass.URGENT));
      service.topics().flush();
      long waited = end - service.topics().endOf(Topics.DELIVERY_OUTCOMES);
      assertThat(waited).as("routine ones that waited by then").isGreaterThan(WAIT_TO_BE_READ / 4);
      awaitReceived(phone, 1);
      long wait = end - service.topics().endOf(Topics.DELIVERY_OUTCOMES);
      assertThat(wait).as("of %d that waited, wait still", waited).isGreaterThan(waited / 2);
    }
    Awaitility.await()
        .atMost(LONG_ENOUGH)
        .until(() -> service.topics().endOf(Topics.DELIVERY_OUTCOMES) >= end);
  }

  /** A customer of their own, by this number. */
  private void tell(String digits, MessageClass messageClass) {
    var caseId = UUID.randomUUID().toString();
    var customerId = "C-" + caseId;
    service
        .topics()
        .send(Topics.CUSTOMER_CONTACTS, customerId, contact(customerId, "+" + digits, null));
    decidedAt.put(digits, Instant.now());
    service.topics().sendFollowUp(ofTwoSms(followUp(caseId, customerId, messageClass)));
  }

  private static CaseProgress ofTwoSms(CaseProgress step) {
    var due =
        FollowUpDue.newBuilder((FollowUpDue) step.getPayload())
            .setCategoryNames(Map.of("zh-CN", "提现延迟，款项已扣除但未到达收款银行卡"))
            .build();
    return CaseProgress.newBuilder(step).setPayload(due).build();
  }

  private void awaitReceived(String prefix, int count) {
    service.topics().flush();
    Awaitility.await()
        .atMost(LONG_ENOUGH)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> received(prefix).size() == count);
  }

  private List<String> received(String prefix) {
    return receivedBy.keySet().stream().filter(digits -> digits.startsWith(prefix)).toList();
  }

  /** From each decision to the gateway, the shortest first. */
  private List<Duration> delaysOf(String prefix) {
    return received(prefix).stream()
        .map(
            digits ->
                Duration.between(
                    Objects.requireNonNull(decidedAt.get(digits)),
                    Objects.requireNonNull(receivedBy.get(digits)).receivedAt()))
        .sorted()
        .toList();
  }

  private static Duration percentile(List<Duration> sorted, int percent) {
    return sorted.get((int) Math.ceil(sorted.size() * percent / 100.0) - 1);
  }

  /** SMS received in the second that had most of them. */
  private static int busiestSecond(Collection<Message> received) {
    var sorted = received.stream().sorted(Comparator.comparing(Message::receivedAt)).toList();
    int most = 0;
    int within = 0;
    int from = 0;
    for (var message : sorted) {
      within += message.parts();
      while (!sorted.get(from).receivedAt().isAfter(message.receivedAt().minusSeconds(1))) {
        within -= sorted.get(from).parts();
        from++;
      }
      most = Math.max(most, within);
    }
    return most;
  }

  private static void report(List<Duration> delays, int busiest) throws IOException {
    Files.writeString(
        Path.of("target", "lanes.md"),
        """
        Backlog of %,d routine messages, gateway %d SMS a second, sender %d a second, window %d.
        %d urgent ones, %d at once, from decision to gateway: p50 %d ms, p99 %d ms, longest %d ms.
        Busiest second of the whole time: %d SMS.
        """
            .formatted(
                BACKLOG,
                RATE_PER_SECOND,
                SENDER_RATE_PER_SECOND,
                WINDOW,
                delays.size(),
                AT_ONCE,
                percentile(delays, 50).toMillis(),
                percentile(delays, 99).toMillis(),
                delays.getLast().toMillis(),
                busiest));
  }
}
