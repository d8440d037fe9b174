package io.belay.local.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.belay.contract.Topics;
import io.belay.local.BrokerAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real broker over TLS, with users and rights from {@code deploy/kafka/acls.yaml}. */
class KafkaAccessTest {
  /** As docs/architecture.md says who writes what; operators besides, for replays. */
  private static final Map<String, Set<String>> WRITERS =
      Map.ofEntries(
          Map.entry(Topics.BANK_EVENTS, Set.of("bank-system")),
          Map.entry(Topics.CASE_EVENTS, Set.of("intake", "notification", "escalation")),
          Map.entry(Topics.CASE_PROGRESS, Set.of("escalation")),
          Map.entry(Topics.FOLLOW_UPS_URGENT, Set.of("escalation")),
          Map.entry(Topics.CASE_TEXTS, Set.of("intake")),
          Map.entry(Topics.CUSTOMER_CONTACTS, Set.of("intake", "data-protection")),
          Map.entry(Topics.DELIVERIES_SMS_URGENT, Set.of("notification")),
          Map.entry(Topics.DELIVERIES_SMS_ROUTINE, Set.of("notification")),
          Map.entry(Topics.DELIVERIES_EMAIL_URGENT, Set.of("notification")),
          Map.entry(Topics.DELIVERIES_EMAIL_ROUTINE, Set.of("notification")),
          Map.entry(Topics.DELIVERY_RECEIPTS, Set.of("notification")),
          Map.entry(Topics.DELIVERY_OUTCOMES, Set.of("notification")),
          Map.entry(Topics.POLICY_PACKS, Set.of("escalation")));

  private final SecuredBroker broker = SecuredBroker.shared();

  @TempDir Path directory;

  @Test
  void theCommandMakesTopicsUsersAndRights() {
    assertThat(broker.firstApplied())
        .contains("topic case-events created")
        .contains("user bank-system set")
        .contains("given User:bank-system WRITE TOPIC LITERAL bank-events");
  }

  @Test
  void aTopicIsWrittenByItsWritersAndNobodyElse() {
    var writers = new TreeMap<String, Set<String>>();
    for (var user : SecuredBroker.USERS) {
      for (var topic : writable(user)) {
        writers.computeIfAbsent(topic, any -> new TreeSet<>()).add(user);
      }
    }

    WRITERS.forEach(
        (topic, expected) -> {
          var all = new TreeSet<>(expected);
          var found = writers.getOrDefault(topic, Set.of());
          all.addAll(
              found.contains(SecuredBroker.OPERATOR) ? Set.of(SecuredBroker.OPERATOR) : Set.of());
          assertThat(found).as(topic).isEqualTo(all);
        });
    assertThat(writable("bank-system")).containsExactly(Topics.BANK_EVENTS);
  }

  @Test
  void deadLettersAndContactsAreReadByThoseWhoMust() {
    writeOneRecordToEachTopic();
    var readableByUser = new ConcurrentHashMap<String, Set<String>>();
    try (var users = Executors.newVirtualThreadPerTaskExecutor()) {
      SecuredBroker.USERS.forEach(
          user -> users.execute(() -> readableByUser.put(user, readable(user))));
    }
    for (var user : SecuredBroker.USERS) {
      var readable = readableByUser.getOrDefault(user, Set.of());
      assertThat(readableByUser).containsKey(user);
      if (user.equals(SecuredBroker.OPERATOR)) {
        assertThat(readable)
            .containsAll(
                Topics.all().stream()
                    .map(Topics.Topic::name)
                    .filter(topic -> topic.endsWith("-dlt"))
                    .toList());
      } else {
        assertThat(readable)
            .as(user)
            .filteredOn(topic -> topic.endsWith("-dlt"))
            .containsExactlyElementsOf(
                user.equals("data-protection")
                    ? List.of(Topics.deadLettersOf(Topics.CUSTOMER_CONTACTS))
                    : List.of());
      }
      assertThat(readable.contains(Topics.CUSTOMER_CONTACTS))
          .as(user + " reads contacts")
          .isEqualTo(Set.of("notification", "data-protection").contains(user));
      assertThat(readable).as(user).doesNotContain(Topics.CASE_TEXTS);
    }
    assertThat(readable("bank-system"))
        .containsExactlyInAnyOrder(Topics.CASE_PROGRESS, Topics.DELIVERY_OUTCOMES);
  }

  @Test
  void nobodyMakesTopicsOrGrantsRightsButTheAdministrator() {
    for (var user : SecuredBroker.USERS) {
      try (var admin = Admin.create(client(user))) {
        assertThatThrownBy(
                () ->
                    admin
                        .describeAcls(org.apache.kafka.common.acl.AclBindingFilter.ANY)
                        .values()
                        .get())
            .as(user)
            .hasCauseInstanceOf(AuthorizationException.class);
        assertThatThrownBy(() -> admin.deleteTopics(List.of(Topics.CASE_EVENTS)).all().get())
            .as(user)
            .isInstanceOf(ExecutionException.class);
      }
    }
  }

  @Test
  void aWrongPasswordIsRefused() {
    var settings = client("intake");
    settings.put(
        "sasl.jaas.config",
        String.valueOf(settings.get("sasl.jaas.config")).replace("intake-has", "intake-had"));
    try (var admin = Admin.create(settings)) {
      assertThatThrownBy(() -> admin.listTopics().names().get())
          .hasCauseInstanceOf(SaslAuthenticationException.class);
    }
  }

  @Test
  void whatIsAsItShouldBeIsLeftAloneAndWhatIsNotInTheFileIsTakenAway() throws Exception {
    try (var admin = Admin.create(client(BrokerAccess.ADMIN))) {
      var tooMuch =
          new KafkaAccess(
              Map.of(
                  "intake",
                  new KafkaAccess.Rights(List.of(Topics.POLICY_PACKS), null, null, null, null)));
      admin.createAcls(tooMuch.bindings()).all().get();
    }
    assertThat(broker.apply()).contains("taken User:intake READ TOPIC LITERAL policy-packs");
    assertThat(broker.apply())
        .doesNotContain("given", "taken", "created", "set")
        .contains("as the contract");
  }

  @Test
  void aPasswordThatIsAnotherIsSetAndWorksOnceTheCommandEnds() throws Exception {
    broker.apply();
    try (var admin = Admin.create(client(BrokerAccess.ADMIN))) {
      admin
          .alterUserScramCredentials(
              List.of(
                  new UserScramCredentialUpsertion(
                      "registry",
                      new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 8192),
                      "of-somebody-else")))
          .all()
          .get();
    }
    await().untilAsserted(() -> assertThatThrownBy(() -> logIn("registry")));

    assertThat(broker.apply()).contains("user registry set").doesNotContain("user intake set");
    logIn("registry");
  }

  private void logIn(String user) throws Exception {
    try (var admin = Admin.create(client(user))) {
      admin.describeCluster().clusterId().get();
    }
  }

  @Test
  void aMistakeInTheFileIsSaidInOneLine() throws IOException {
    for (var mistake :
        Map.of(
                "users: {a: {raeds: [case-events]}}", "raeds",
                "users: {a: {reads: [case-event]}}", "'case-event'",
                "users: {a: {}, a: {}}", "duplicate")
            .entrySet()) {
      var file = Files.writeString(directory.resolve("acls.yaml"), mistake.getKey());
      assertThatThrownBy(() -> KafkaAccess.read(file))
          .isInstanceOf(Misused.class)
          .hasMessageContaining(mistake.getValue());
    }
  }

  private Set<String> writable(String user) {
    var writable = new TreeSet<String>();
    try (var producer =
        new KafkaProducer<>(client(user), new ByteArraySerializer(), new ByteArraySerializer())) {
      for (var topic : Topics.all()) {
        try {
          producer.send(new ProducerRecord<>(topic.name(), new byte[] {1}, new byte[] {1})).get();
          writable.add(topic.name());
        } catch (ExecutionException | KafkaException refused) {
          assertThat(refused)
              .satisfiesAnyOf(
                  e -> assertThat(e).isInstanceOf(AuthorizationException.class),
                  e -> assertThat(e).hasCauseInstanceOf(AuthorizationException.class));
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
    }
    return writable;
  }

  /** The topics of which a record comes, where there is one in each. */
  private Set<String> readable(String user) {
    var readable = new TreeSet<String>();
    try (var consumer =
        new KafkaConsumer<>(
            client(user), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      for (var topic : Topics.all()) {
        var partition = new TopicPartition(topic.name(), 0);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        try {
          await()
              .atMost(Duration.ofSeconds(20))
              .until(() -> !consumer.poll(Duration.ofMillis(200)).isEmpty());
          readable.add(topic.name());
        } catch (AuthorizationException refused) {
          assertThat(refused).isNotNull();
        }
      }
    }
    return readable;
  }

  private void writeOneRecordToEachTopic() {
    try (var producer =
        new KafkaProducer<>(
            client(BrokerAccess.ADMIN), new ByteArraySerializer(), new ByteArraySerializer())) {
      for (var topic : Topics.all()) {
        producer.send(new ProducerRecord<>(topic.name(), 0, new byte[] {2}, new byte[] {2})).get();
      }
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<String, Object> client(String user) {
    var client = broker.client(user);
    // what is asked is whether a topic may be written, not whether ids may be had
    client.put("enable.idempotence", false);
    return client;
  }
}
