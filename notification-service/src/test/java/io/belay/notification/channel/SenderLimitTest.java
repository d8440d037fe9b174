package io.belay.notification.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.contract.Topics;
import io.belay.notification.NotificationMetrics;
import io.belay.notification.Samples;
import io.belay.notification.channel.ChannelRoutes.Way;
import io.belay.notification.channel.SenderPaces.Limit;
import io.belay.notification.domain.AttemptRef;
import io.belay.notification.domain.Channel;
import io.belay.notification.domain.Lane;
import io.belay.notification.domain.MessageClass;
import io.belay.notification.domain.Outgoing.Delivery;
import io.belay.notification.domain.Rendered;
import io.belay.notification.domain.RouteCondition.Tolerance;
import io.belay.notification.domain.SendResult;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.Thread.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A bulk under one sender in one market, and others beside it, on one route. */
class SenderLimitTest {
  private static final String TOPIC = Topics.DELIVERIES_SMS_ROUTINE;
  private static final int SENDER_RATE = 50;
  private static final int ROUTE_RATE = 100;
  private static final int BULK = 75;
  private static final int OTHERS = 60;
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(20);

  /** What a late wake-up catches up with. */
  private static final int SLACK = 3;

  private final List<Sent> sent = new CopyOnWriteArrayList<>();

  private int partsOfEach = 1;

  /** When something was sent to which market. */
  private record Sent(String market, long nanos) {}

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void theLimitsOfTheSenderAndOfTheRouteHoldThroughoutAndOthersPassTheBulk(int parts) {
    partsOfEach = parts;
    var way = new Way(new Recording(), new RoutePace(200, ROUTE_RATE * parts), 100);
    var routes =
        routes(
            way,
            new SenderPaces(
                List.of(
                    new Limit("Belay", "CN", SENDER_RATE * parts),
                    new Limit("Belay", null, 50_000))));
    try (var dispatcher = new Dispatcher(TOPIC, Lane.ROUTINE, routes, room())) {
      dispatcher.start();
      Awaitility.await().atMost(LONG_ENOUGH).until(() -> sent.size() == BULK + OTHERS);
    }
    assertThat(most(Duration.ofMillis(500), any -> true))
        .as("of the route in half a second, all of the same parts")
        .isLessThanOrEqualTo(ROUTE_RATE / 2 + SLACK);
    assertThat(most(Duration.ofMillis(500), each -> each.market().equals("CN")))
        .as("of the sender in half a second")
        .isLessThanOrEqualTo(SENDER_RATE / 2 + SLACK);
    assertThat(last("SG")).as("others do not wait for the bulk").isLessThan(last("CN"));
  }

  @Test
  void anUrgentSendGoesBeforeTheBulkOfItsSender() throws InterruptedException {
    var senders = new SenderPaces(List.of(new Limit("Belay", "CN", 20)));
    var begun = new CopyOnWriteArrayList<String>();
    for (int i = 0; i < 20; i++) {
      Thread.startVirtualThread(() -> begin(senders, Lane.ROUTINE, begun));
    }
    Awaitility.await().until(() -> !begun.isEmpty());
    begin(senders, Lane.URGENT, begun);
    assertThat(begun.indexOf("URGENT")).isLessThan(10);
  }

  @Test
  void anUrgentSendGoesBeforeARoutineOneOfItsSenderThatWaitsAtTheRouteAlready()
      throws InterruptedException {
    var way = new Way(new Recording(), new RoutePace(1, 1_000_000), 100);
    var routes = routes(way, new SenderPaces(List.of(new Limit("Belay", "CN", 50_000))));
    assertThat(routes.begin(way, delivery("SG1"), Lane.ROUTINE, () -> true)).isTrue();
    var begun = new CopyOnWriteArrayList<Lane>();
    var routine = beginsApart(routes, way, Lane.ROUTINE, begun);
    var urgent = beginsApart(routes, way, Lane.URGENT, begun);
    assertThat(begun).as("the route has one place, and it is taken").isEmpty();

    way.pace().ended();
    Awaitility.await().atMost(LONG_ENOUGH).until(() -> !begun.isEmpty());
    assertThat(begun).containsExactly(Lane.URGENT);
    way.pace().ended();
    assertThat(routine.join(LONG_ENOUGH) && urgent.join(LONG_ENOUGH)).isTrue();
    assertThat(begun).containsExactly(Lane.URGENT, Lane.ROUTINE);
  }

  /** In a thread of its own; returns when that thread waits. */
  private static Thread beginsApart(ChannelRoutes routes, Way way, Lane lane, List<Lane> begun) {
    var thread =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  try {
                    if (routes.begin(way, delivery("CN1"), lane, () -> true)) {
                      begun.add(lane);
                    }
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    Awaitility.await()
        .atMost(LONG_ENOUGH)
        .until(
            () -> thread.getState() == State.WAITING || thread.getState() == State.TIMED_WAITING);
    return thread;
  }

  @Test
  void whoWaitsForASenderWhenTheServiceClosesIsToldSo() throws InterruptedException {
    var way = new Way(new Recording(), new RoutePace(200, ROUTE_RATE), 100);
    var routes = routes(way, new SenderPaces(List.of(new Limit("Belay", "CN", 1))));
    assertThat(routes.begin(way, delivery("CN1"), Lane.ROUTINE, () -> true)).isTrue();
    assertThat(routes.begin(way, delivery("CN2"), Lane.ROUTINE, () -> false)).isFalse();
    assertThat(routes.begin(way, delivery("SG1"), Lane.ROUTINE, () -> false))
        .as("who has no limit waits for the route alone")
        .isTrue();
  }

  private static void begin(SenderPaces senders, Lane lane, List<String> begun) {
    try {
      var pace = senders.of("Belay", "CN").orElseThrow();
      var claim = pace.claim(lane, LONG_ENOUGH).orElseThrow();
      if (claim.use(1)) {
        begun.add(lane.name());
      }
      claim.end();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ChannelRoutes routes(Way way, SenderPaces senders) {
    return new ChannelRoutes(
        Channel.SMS,
        List.of(way),
        new Tolerance(Duration.ofSeconds(2), Duration.ofSeconds(30)),
        InstantSource.system(),
        senders);
  }

  /** The most that were sent within any stretch of this length. */
  private long most(Duration stretch, Predicate<Sent> which) {
    var counted = sent.stream().filter(which).mapToLong(Sent::nanos).sorted().toArray();
    int most = 0;
    for (int from = 0, to = 0; to < counted.length; to++) {
      while (counted[to] - counted[from] > stretch.toNanos()) {
        from++;
      }
      most = Math.max(most, to - from + 1);
    }
    return most;
  }

  private long last(String market) {
    return sent.stream()
        .filter(each -> each.market().equals(market))
        .mapToLong(Sent::nanos)
        .max()
        .orElseThrow();
  }

  /** The bulk stands before the others in the topic. */
  private DispatchRoom room() {
    var partition = new TopicPartition(TOPIC, 0);
    var consumer = new MockConsumer<byte[], byte[]>("earliest");
    consumer.updateBeginningOffsets(Map.of(partition, 0L));
    consumer.schedulePollTask(
        () -> {
          consumer.rebalance(List.of(partition));
          for (int i = 0; i < BULK + OTHERS; i++) {
            var market = i < BULK ? "CN" : "SG";
            consumer.addRecord(
                new ConsumerRecord<>(TOPIC, 0, i, new byte[0], (market + i).getBytes(UTF_8)));
          }
        });
    return new DispatchRoom(
        () -> consumer,
        () -> (topic, bytes) -> delivery(new String(bytes, UTF_8)),
        new DispatchReports(
            new MockProducer<>(true, null, new StringSerializer(), (topic, value) -> new byte[0]),
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer())),
        new NotificationMetrics(new SimpleMeterRegistry()),
        InstantSource.system());
  }

  private static Delivery delivery(String name) {
    return new Delivery(
        new AttemptRef(Samples.CUSTOMER, Samples.CASE, Samples.CASE + "/" + name, 1),
        "progress",
        MessageClass.ROUTINE,
        Channel.SMS,
        Samples.PHONE,
        name.substring(0, 2),
        new Rendered("en", "Your case", name, null, "t1", "K7QM-3XPA"),
        Samples.NOON,
        Instant.now().plusSeconds(60));
  }

  private final class Recording implements Route {
    @Override
    public String name() {
      return "recording";
    }

    @Override
    public boolean isUp() {
      return true;
    }

    @Override
    public Optional<String> sender(Delivery delivery) {
      return Optional.of("Belay");
    }

    @Override
    public int parts(Delivery delivery) {
      return partsOfEach;
    }

    @Override
    public SendResult send(Delivery delivery) {
      sent.add(new Sent(String.valueOf(delivery.market()), System.nanoTime()));
      return new SendResult.Accepted(List.of());
    }

    @Override
    public void start() {}

    @Override
    public void close() {}
  }
}
