package io.belay.endtoend;

import static io.belay.endtoend.CaseRequest.aCase;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.contract.Topics;
import io.belay.events.CaseAccepted;
import io.belay.events.CaseClosed;
import io.belay.events.CaseProgress;
import io.belay.events.ClockBreached;
import io.belay.events.ClockStarted;
import io.belay.events.ClockWarned;
import io.belay.events.Delivery;
import io.belay.events.DeliveryOutcome;
import io.belay.events.DeliveryResult;
import io.belay.events.EventRejected;
import io.belay.events.FollowUpDue;
import io.belay.events.TierPromoted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Clocks run out while the escalation process is killed, and later the notification process: what
 * was decided, and what customers heard, is as if nothing had happened.
 */
@ExtendWith(OnePlatform.class)
class EscalationKilledIT {
  private static final int CASES = 60;
  private static final List<String> LADDER =
      List.of("front-line", "senior", "specialist", "complaints-office");
  private static final Set<String> STARTS_AT_SPECIALIST =
      Set.of("unauthorised-transaction", "suspected-scam-call");
  private static final Set<String> STARTS_AT_SENIOR =
      Set.of("refund-refused", "wrong-debit", "complaint-agent", "complaint-service", "dispute");
  private static final List<String> CATEGORIES =
      List.of(
          "unauthorised-transaction",
          "account-locked",
          "login-failure",
          "payment-failed",
          "funds-not-arrived",
          "top-up-problem",
          "withdrawal-delayed",
          "refund-missing",
          "refund-refused",
          "wrong-debit",
          "limit-problem",
          "card-binding",
          "feature-question",
          "complaint-agent",
          "complaint-service",
          "dispute",
          "suspected-scam-call",
          "other");

  private final Platform platform;
  private final Map<String, String> categoryByCase = new TreeMap<>();

  EscalationKilledIT(Platform platform) {
    this.platform = platform;
  }

  @Test
  void everyCaseClimbsEachRungOnceAndEveryMessageArrivesOrIsCountedUnknown() {
    long messagesBefore = platform.inbox().count();
    try (Bank bank = platform.bank()) {
      for (int i = 0; i < CASES; i++) {
        opens(bank, i);
      }
      bank.awaits("the first promotions", all -> count(all, TierPromoted.class) >= 5);
      platform.killEscalation();
      reportsToAll(bank, "NOTE", Map.of("text", "The customer called again"));
      platform.startEscalation();
      platform.killAndStartNotification();

      bank.awaits("every case at the top", all -> casesAtTheTop(bank, all) == CASES);
      reportsToAll(bank, "RESOLVED", Map.of("outcome", "REFUNDED"));
      reportsToAll(bank, "CLOSED", Map.of());
      bank.awaits(
          "every case closed", all -> count(ofThisBank(bank, all), CaseClosed.class) == CASES);

      List<CaseProgress> progress = ofThisBank(bank, bank.progress());
      var byCase = progress.stream().collect(groupingBy(CaseProgress::getCaseId));
      byCase.forEach(this::climbedEachRungOnceAndInOrder);
      byCase.forEach(EscalationKilledIT::sequenceHasNoGap);
      byCase.forEach(EscalationKilledIT::noPromiseBrokeTwice);
      byCase.forEach(EscalationKilledIT::nothingFiredBeforeItWasDue);
      everyAcknowledgedEventHasProgress(bank, progress);
      everyMessageArrivedOrIsUnknown(progress, messagesBefore);
    }
  }

  private void opens(Bank bank, int i) {
    String category = CATEGORIES.get(i % CATEGORIES.size());
    CaseRequest request = aCase("killed-" + i).category(category);
    boolean chinese = i % 3 == 0;
    String locale = chinese ? "zh-CN" : "en";
    request =
        i % 2 == 0
            ? request.toldBySms(locale, "+86138001%05d".formatted(i))
            : request.toldByMail(locale, "killed-" + i + "@customer.example");
    categoryByCase.put(bank.opens(request), category);
  }

  private void reportsToAll(Bank bank, String type, Map<String, Object> fields) {
    for (int i = 0; i < CASES; i++) {
      bank.reports("killed-" + i, type, fields);
    }
  }

  private static List<CaseProgress> ofThisBank(Bank bank, List<CaseProgress> all) {
    Set<String> own = new HashSet<>(bank.caseIds());
    return all.stream().filter(p -> own.contains(p.getCaseId())).toList();
  }

  private static long count(List<CaseProgress> progress, Class<?> payload) {
    return progress.stream().filter(p -> payload.isInstance(p.getPayload())).count();
  }

  private static long casesAtTheTop(Bank bank, List<CaseProgress> all) {
    return ofThisBank(bank, all).stream()
        .filter(
            p ->
                p.getPayload() instanceof TierPromoted promoted
                    && promoted.getTo().equals("complaints-office"))
        .map(CaseProgress::getCaseId)
        .distinct()
        .count();
  }

  private void climbedEachRungOnceAndInOrder(String caseId, List<CaseProgress> steps) {
    var rungs = new ArrayList<String>();
    for (CaseProgress step : steps) {
      if (step.getPayload() instanceof CaseAccepted) {
        rungs.add(String.valueOf(step.getTier()));
      } else if (step.getPayload() instanceof TierPromoted promoted) {
        assertThat(promoted.getFrom()).isEqualTo(rungs.getLast());
        rungs.add(promoted.getTo());
      }
    }
    String category = categoryByCase.get(caseId);
    int start =
        STARTS_AT_SPECIALIST.contains(category) ? 2 : STARTS_AT_SENIOR.contains(category) ? 1 : 0;
    assertThat(rungs)
        .as("rungs of case %s, %s", caseId, category)
        .isEqualTo(LADDER.subList(start, LADDER.size()));
  }

  private static void sequenceHasNoGap(String caseId, List<CaseProgress> steps) {
    assertThat(steps)
        .as("sequence of case %s", caseId)
        .extracting(CaseProgress::getSequence)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, steps.size()).boxed().toList());
  }

  private static void noPromiseBrokeTwice(String caseId, List<CaseProgress> steps) {
    var broken = new ArrayList<String>();
    for (CaseProgress step : steps) {
      if (step.getPayload() instanceof ClockBreached breached) {
        broken.add(breached.getClock() + " due " + breached.getDueAt());
      } else if (step.getPayload() instanceof ClockWarned warned) {
        broken.add(warned.getClock() + " warned " + warned.getWarning() + " " + warned.getDueAt());
      }
    }
    assertThat(broken).as("case %s", caseId).isNotEmpty().doesNotHaveDuplicates();
    assertThat(steps)
        .as("case %s", caseId)
        .filteredOn(step -> step.getPayload() instanceof ClockStarted)
        .extracting(step -> ((ClockStarted) step.getPayload()).getClock())
        .contains("first-response", "next-update", "resolution");
  }

  private static void nothingFiredBeforeItWasDue(String caseId, List<CaseProgress> steps) {
    for (CaseProgress step : steps) {
      if (step.getPayload() instanceof ClockBreached breached) {
        assertThat(breached.getFiredAt()).as(caseId).isAfterOrEqualTo(breached.getDueAt());
      }
    }
  }

  private static void everyAcknowledgedEventHasProgress(Bank bank, List<CaseProgress> progress) {
    var causes = progress.stream().map(CaseProgress::getCausedBy).toList();
    var lost = new ArrayList<>(bank.acknowledgedEventIds());
    lost.removeAll(causes);
    assertThat(lost).as("acknowledged events without progress").isEmpty();
    assertThat(count(progress, CaseAccepted.class)).isEqualTo(CASES);
    assertThat(count(progress, EventRejected.class)).isZero();
  }

  private void everyMessageArrivedOrIsUnknown(List<CaseProgress> progress, long messagesBefore) {
    Set<String> cases = Set.copyOf(categoryByCase.keySet());
    long owed = count(progress, FollowUpDue.class);
    RecordReader reader = platform.recordReader();
    Map<String, DeliveryOutcome> ends = new TreeMap<>();
    try (var outcomeLog = new TopicLog(platform.bootstrapServers(), Topics.DELIVERY_OUTCOMES)) {
      await("the last outcome of each message")
          .pollInSameThread()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> {
                ends.putAll(lastOutcomes(outcomeLog, reader, cases));
                assertThat(ends).hasSize((int) owed);
              });
    }
    Map<String, String> codes = codeByMessage(reader, cases);
    assertThat(codes.keySet()).isEqualTo(ends.keySet());
    List<String> texts =
        platform.inbox().after(messagesBefore).stream().map(m -> m.text()).toList();
    ends.forEach(
        (messageId, end) -> {
          String code = codes.getOrDefault(messageId, "no code");
          long copies = texts.stream().filter(text -> text.contains(code)).count();
          if (end.getResult() == DeliveryResult.UNKNOWN) {
            assertThat(copies).as("copies of unknown message %s", messageId).isBetween(0L, 1L);
          } else {
            // an e-mail has no receipt: that the server took it is all there is to know
            assertThat(end.getResult())
                .as("last outcome of message %s", messageId)
                .isEqualTo(
                    "EMAIL".equals(end.getChannel())
                        ? DeliveryResult.ACCEPTED
                        : DeliveryResult.DELIVERED);
            assertThat(copies).as("copies of message %s", messageId).isEqualTo(1);
          }
        });
  }

  private static Map<String, DeliveryOutcome> lastOutcomes(
      TopicLog log, RecordReader reader, Set<String> cases) {
    return log.read().stream()
        .filter(record -> !PrivacyIT.UNREADABLE.equals(record.key()))
        .map(record -> reader.read(record.value(), DeliveryOutcome.class))
        .filter(outcome -> cases.contains(outcome.getCaseId()) && outcome.getLast())
        .collect(toMap(DeliveryOutcome::getMessageId, identity(), (first, later) -> later));
  }

  private Map<String, String> codeByMessage(RecordReader reader, Set<String> cases) {
    var codes = new TreeMap<String, String>();
    for (String topic :
        List.of(
            Topics.DELIVERIES_SMS_URGENT,
            Topics.DELIVERIES_SMS_ROUTINE,
            Topics.DELIVERIES_EMAIL_URGENT,
            Topics.DELIVERIES_EMAIL_ROUTINE)) {
      try (var log = new TopicLog(platform.bootstrapServers(), topic)) {
        for (var record : log.readAll()) {
          if (PrivacyIT.UNREADABLE.equals(record.key())) {
            continue;
          }
          Delivery delivery = reader.read(record.value(), Delivery.class);
          if (cases.contains(delivery.getCaseId())) {
            codes.put(delivery.getMessageId(), delivery.getCode());
          }
        }
      }
    }
    return codes;
  }
}
