package io.belay.intake;

import io.belay.contract.Topics;
import io.belay.contract.TrustedRecords;
import io.belay.intake.domain.CaseEventChecks;
import io.belay.intake.stream.BankEvents;
import io.belay.intake.stream.RepeatingTransactions;
import io.belay.intake.stream.SchemaIds;
import io.belay.intake.stream.SharedSerializer;
import io.belay.intake.stream.TopicsHealth;
import io.belay.intake.wire.BankRecordReader;
import io.belay.intake.wire.Records;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultAfterRollbackProcessor;
import org.springframework.kafka.support.ProducerListener;
import org.springframework.kafka.support.serializer.DelegatingByTypeSerializer;
import org.springframework.util.backoff.FixedBackOff;

/**
 * Two ways into the topics: single records acknowledged one by one for REST, and transactions for
 * what is taken over from the bank's topic.
 */
@Configuration(proxyBeanMethods = false)
class IntakeKafkaConfiguration {
  private static final String GROUP = "intake-bank-events";

  /** An instance that dies must not hold readers of case-events longer than this. */
  private static final int TRANSACTION_TIMEOUT_MILLIS = 10_000;

  private static final int TRANSACTION_SEND_TIMEOUT_MILLIS = 8_000;
  private static final Duration REGISTRY_RETRY_AFTER = Duration.ofSeconds(1);
  private static final Duration HEALTH_WITHIN = Duration.ofMillis(1_500);
  private static final Duration HEALTH_FRESH = Duration.ofSeconds(1);

  IntakeKafkaConfiguration() {
    TrustedRecords.trust();
  }

  @Bean(destroyMethod = "closeForAll")
  SharedSerializer recordSerializer(KafkaProperties kafka) {
    return new SharedSerializer(serializer(kafka));
  }

  /** The bean's name is the name of the check in readiness. */
  @Bean(initMethod = "start")
  SchemaIds schemas(SharedSerializer recordSerializer) {
    return new SchemaIds(recordSerializer, Records.samples(), REGISTRY_RETRY_AFTER);
  }

  @Bean
  ProducerFactory<String, Object> acknowledgedRecordsFactory(
      KafkaProperties kafka, SharedSerializer recordSerializer) {
    return new DefaultKafkaProducerFactory<>(
        kafka.buildProducerProperties(), new StringSerializer(), recordSerializer, false);
  }

  @Bean
  KafkaTemplate<String, Object> acknowledgedRecords(
      ProducerFactory<String, Object> acknowledgedRecordsFactory) {
    return silent(new KafkaTemplate<>(acknowledgedRecordsFactory));
  }

  @Bean(destroyMethod = "close")
  Admin admin(KafkaProperties kafka) {
    return Admin.create(kafka.buildAdminProperties());
  }

  /** The bean's name is the name of the check in readiness. */
  @Bean
  TopicsHealth topics(Admin admin) {
    return new TopicsHealth(admin, HEALTH_WITHIN, HEALTH_FRESH);
  }

  @Bean
  @ConditionalOnBooleanProperty("belay.bank-events.enabled")
  ConcurrentMessageListenerContainer<byte[], byte[]> bankEvents(
      KafkaProperties kafka,
      IntakeProperties properties,
      CaseEventChecks checks,
      InstantSource clock,
      IntakeMetrics metrics,
      SharedSerializer recordSerializer) {
    var door = properties.bankEvents();
    var producers = transactionalProducers(kafka, recordSerializer);
    var container = new ContainerProperties(Topics.BANK_EVENTS);
    container.setGroupId(GROUP);
    container.setKafkaAwareTransactionManager(new RepeatingTransactions<>(producers));
    container.setMessageListener(
        new BankEvents(
            new BankRecordReader(deserializer(kafka)),
            checks,
            silent(new KafkaTemplate<>(producers)),
            clock,
            metrics));
    var listener =
        new ConcurrentMessageListenerContainer<>(
            bankRecords(kafka, door.batchRecords(), metrics), container);
    // a batch is tried until it stands: what can be wrong with a record is a dead letter already
    listener.setAfterRollbackProcessor(
        new DefaultAfterRollbackProcessor<>(
            new FixedBackOff(door.retryAfter().toMillis(), FixedBackOff.UNLIMITED_ATTEMPTS)));
    // the container as a whole goes on to run when its consumer has given up
    metrics.watchBankEvents(listener::isChildRunning);
    return listener;
  }

  /** What failed to be sent is told to the sender; the usual listener would log the record. */
  private static <K, V> KafkaTemplate<K, V> silent(KafkaTemplate<K, V> template) {
    template.setProducerListener(new ProducerListener<>() {});
    return template;
  }

  private static DefaultKafkaConsumerFactory<byte[], byte[]> bankRecords(
      KafkaProperties kafka, int batchRecords, IntakeMetrics metrics) {
    var settings = kafka.buildConsumerProperties();
    // bytes, so that a dead letter carries them as they were
    settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, batchRecords);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    var factory = new DefaultKafkaConsumerFactory<byte[], byte[]>(settings);
    factory.addListener(metrics.consumers());
    return factory;
  }

  private static DefaultKafkaProducerFactory<Object, Object> transactionalProducers(
      KafkaProperties kafka, SharedSerializer recordSerializer) {
    var settings = kafka.buildProducerProperties();
    settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MILLIS);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, TRANSACTION_SEND_TIMEOUT_MILLIS);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, TRANSACTION_SEND_TIMEOUT_MILLIS);
    var factory =
        new DefaultKafkaProducerFactory<Object, Object>(
            settings,
            byType(Map.of(String.class, new StringSerializer(), byte[].class, bytes())),
            byType(Map.of(SpecificRecord.class, recordSerializer, byte[].class, bytes())));
    // fencing is by the consumer group's generation, so the id need not outlive the process
    factory.setTransactionIdPrefix(GROUP + "-" + UUID.randomUUID() + "-");
    return factory;
  }

  private static Serializer<Object> byType(Map<Class<?>, Serializer<?>> serializers) {
    var byType = new DelegatingByTypeSerializer(serializers, true);
    return byType;
  }

  private static ByteArraySerializer bytes() {
    return new ByteArraySerializer();
  }

  @SuppressWarnings("unchecked") // takes any record: a class named in the settings says no more
  private static Serializer<Object> serializer(KafkaProperties kafka) {
    Serializer<Object> serializer =
        instance(kafka.getProducer().getValueSerializer(), Serializer.class);
    serializer.configure(kafka.buildProducerProperties(), false);
    return serializer;
  }

  private static Deserializer<?> deserializer(KafkaProperties kafka) {
    Deserializer<?> deserializer =
        instance(kafka.getConsumer().getValueDeserializer(), Deserializer.class);
    deserializer.configure(kafka.buildConsumerProperties(), false);
    return deserializer;
  }

  private static <T> T instance(Class<?> named, Class<T> type) {
    return type.cast(Utils.newInstance(named));
  }
}
