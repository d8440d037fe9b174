package io.belay.notification.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.contract.Topics;
import io.belay.events.DeliveryOutcome;
import io.belay.notification.NotificationMetrics;
import io.belay.notification.Samples;
import io.belay.notification.channel.ChannelRoutes.Way;
import io.belay.notification.domain.AttemptRef;
import io.belay.notification.domain.Channel;
import io.belay.notification.domain.FollowUp;
import io.belay.notification.domain.Lane;
import io.belay.notification.domain.MessageClass;
import io.belay.notification.domain.Outbox;
import io.belay.notification.domain.OutboxEffect;
import io.belay.notification.domain.OutboxInput;
import io.belay.notification.domain.OutboxInput.ContactTold;
import io.belay.notification.domain.OutboxInput.FollowUpArrived;
import io.belay.notification.domain.OutboxInput.OutcomeReported;
import io.belay.notification.domain.OutboxInput.WokenUp;
import io.belay.notification.domain.OutboxPolicy;
import io.belay.notification.domain.OutboxPolicy.ClassPolicy;
import io.belay.notification.domain.OutboxRules;
import io.belay.notification.domain.Outgoing.Delivery;
import io.belay.notification.domain.Rendered;
import io.belay.notification.domain.Result;
import io.belay.notification.domain.RouteCondition.Tolerance;
import io.belay.notification.domain.SendResult;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Outboxes and a dispatcher whose gateway cannot keep up with what a dispatcher may keep. */
class BacklogTest {
  private static final TopicPartition PARTITION =
      new TopicPartition(Topics.DELIVERIES_SMS_ROUTINE, 0);
  private static final Duration SEND_WITHIN = Duration.ofMillis(500);
  private static final int RATE = 50;
  private static final int MESSAGES = 100;
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

  private final OutboxPolicy policy = policy();
  private final Map<String, Outbox> outboxes = new HashMap<>();
  private final Map<String, Delivery> deliveries = new ConcurrentHashMap<>();
  private final List<OutboxEffect.Report> reports = new ArrayList<>();
  private final List<String> sent = new CopyOnWriteArrayList<>();
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final MockProducer<String, Object> records =
      new MockProducer<>(true, null, new StringSerializer(), (topic, value) -> new byte[0]);
  private volatile boolean isUp = true;
  private int read;
  private int expired;

  @BeforeEach
  void assign() {
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.schedulePollTask(() -> consumer.rebalance(List.of(PARTITION)));
  }

  @Test
  void whatWaitsLongerForASlowGatewayThanADispatcherMayKeepItIsSentOnceAllTheSame() {
    var routes = routes();
    try (var dispatcher = new Dispatcher(PARTITION.topic(), Lane.ROUTINE, routes, room())) {
      dispatcher.start();
      arrive();
      awaitAllSent();
    }
    assertThat(expired).as("given back").isPositive();
  }

  @Test
  void whatWaitsWhileTheGatewayIsAwayIsSentOnceWhenItIsBack() {
    isUp = false;
    var routes = routes();
    try (var dispatcher = new Dispatcher(PARTITION.topic(), Lane.ROUTINE, routes, room())) {
      dispatcher.start();
      arrive();
      await(() -> expired >= 3 * MESSAGES);
      isUp = true;
      awaitAllSent();
    }
  }

  private void awaitAllSent() {
    await(() -> outboxes.values().stream().noneMatch(outbox -> outbox.openMessages() > 0));
    assertThat(sent).hasSize(MESSAGES).doesNotHaveDuplicates();
    assertThat(reports)
        .extracting(report -> report.result() + " " + report.reason())
        .containsOnly("ACCEPTED no-receipt");
  }

  private void arrive() {
    for (int each = 0; each < MESSAGES; each++) {
      var customer = "C-" + each;
      decide(customer, new ContactTold(Samples.contact(Samples.PHONE, null, null, Set.of())));
      decide(customer, new FollowUpArrived(followUp(customer)));
    }
  }

  private void await(BooleanSupplier isSo) {
    Awaitility.await()
        .atMost(LONG_ENOUGH)
        .pollInterval(Duration.ofMillis(10))
        .until(
            () -> {
              outboxesGoOn();
              return isSo.getAsBoolean();
            });
  }

  private void outboxesGoOn() {
    var history = records.history();
    for (; read < history.size(); read++) {
      if (history.get(read).value() instanceof DeliveryOutcome outcome) {
        expired += outcome.getResult().name().equals("EXPIRED") ? 1 : 0;
        decide(outcome.getCustomerId(), reported(outcome));
      }
    }
    for (var customer : List.copyOf(outboxes.keySet())) {
      var wakeAt = outboxOf(customer).wakeAt(policy, Instant.now());
      if (wakeAt != null && !wakeAt.isAfter(Instant.now())) {
        decide(customer, new WokenUp());
      }
    }
  }

  private void decide(String customer, OutboxInput input) {
    var decision = OutboxRules.decide(outboxOf(customer), input, policy, Instant.now());
    outboxes.put(customer, decision.next());
    for (var effect : decision.effects()) {
      if (effect instanceof OutboxEffect.Send send) {
        handOver(customer, send);
      } else if (effect instanceof OutboxEffect.Report report) {
        reports.add(report);
      }
    }
  }

  private Outbox outboxOf(String customer) {
    return outboxes.getOrDefault(customer, Outbox.EMPTY);
  }

  private void handOver(String customer, OutboxEffect.Send send) {
    var followUp = send.followUp();
    var ref = new AttemptRef(customer, followUp.caseId(), followUp.messageId(), send.attempt());
    deliveries.put(
        ref.id(),
        new Delivery(
            ref,
            followUp.messageType(),
            followUp.messageClass(),
            send.channel(),
            send.address(),
            followUp.market(),
            new Rendered("en", "Your case", ref.id(), null, "t1", "K7QM-3XPA"),
            followUp.decidedAt(),
            send.notAfter()));
    int offset = deliveries.size() - 1;
    consumer.schedulePollTask(
        () ->
            consumer.addRecord(
                new ConsumerRecord<>(
                    PARTITION.topic(), 0, offset, new byte[0], ref.id().getBytes(UTF_8))));
  }

  private static OutcomeReported reported(DeliveryOutcome outcome) {
    var attemptId = Objects.requireNonNull(outcome.getAttemptId());
    return new OutcomeReported(
        outcome.getMessageId(),
        Integer.parseInt(attemptId.substring(attemptId.lastIndexOf('/') + 1)),
        Result.valueOf(outcome.getResult().name()),
        outcome.getReason(),
        outcome.getRetryable(),
        outcome.getRoute());
  }

  private static FollowUp followUp(String customer) {
    return new FollowUp(
        customer,
        "case-of-" + customer,
        1,
        Instant.now(),
        "progress",
        MessageClass.ROUTINE,
        "CN",
        null,
        Samples.facts());
  }

  /** A routine message may be kept for half a second; its receipt is not waited for. */
  private static OutboxPolicy policy() {
    var usual = Samples.policy();
    var byClass = new HashMap<>(usual.byClass());
    for (var messageClass : MessageClass.values()) {
      var as = Objects.requireNonNull(usual.byClass().get(messageClass));
      byClass.put(
          messageClass,
          new ClassPolicy(
              as.validFor(),
              SEND_WITHIN,
              SEND_WITHIN,
              Duration.ofMillis(1),
              as.changesChannel(),
              as.doubt()));
    }
    return new OutboxPolicy(
        usual.texts(),
        usual.channels(),
        usual.bounceReasons(),
        usual.contactWait(),
        usual.erasure(),
        usual.openMessages(),
        usual.keptMessages(),
        usual.retries(),
        byClass,
        usual.validAtLeast(),
        usual.places(),
        usual.courtesies());
  }

  private ChannelRoutes routes() {
    return new ChannelRoutes(
        Channel.SMS,
        List.of(new Way(new Recording(), new RoutePace(5, RATE), 100)),
        new Tolerance(Duration.ofSeconds(2), Duration.ofSeconds(30)),
        InstantSource.system());
  }

  private DispatchRoom room() {
    return new DispatchRoom(
        () -> consumer,
        () -> (topic, bytes) -> Objects.requireNonNull(deliveries.get(new String(bytes, UTF_8))),
        new DispatchReports(
            records,
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer())),
        new NotificationMetrics(new SimpleMeterRegistry()),
        InstantSource.system());
  }

  private final class Recording implements Route {
    @Override
    public String name() {
      return "recording";
    }

    @Override
    public boolean isUp() {
      return isUp;
    }

    @Override
    public SendResult send(Delivery delivery) {
      sent.add(delivery.ref().messageId());
      return new SendResult.Accepted(List.of());
    }

    @Override
    public void start() {}

    @Override
    public void close() {}
  }
}
