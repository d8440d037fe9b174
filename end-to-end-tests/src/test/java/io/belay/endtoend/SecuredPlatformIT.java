package io.belay.endtoend;

import static io.belay.endtoend.CaseRequest.aCase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.contract.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** With least rights and everything encrypted, all still works; and what was refused is known. */
class SecuredPlatformIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String PHONE = "+8613800139900";

  @Test
  void aCaseGoesAllTheWayWithTheRightsOfTheFileAndNoSecretIsLogged(@TempDir Path directory)
      throws Exception {
    try (var platform = new SecuredPlatform(directory);
        var http = HttpClient.newBuilder().sslContext(platform.certificate().trusting()).build()) {
      awaitReady(http, platform.intakeUrl());
      awaitReady(http, platform.escalationUrl());
      awaitReady(http, platform.notificationUrl());
      var opened =
          post(
              http,
              platform,
              "/v1/cases",
              new JsonMapper()
                  .writeValueAsString(
                      aCase("secured-1")
                          .category("account-locked")
                          .toldBySms("zh-CN", PHONE)
                          .body()));
      assertThat(opened.statusCode()).as(opened.body()).isEqualTo(201);
      var caseId = new JsonMapper().readTree(opened.body()).path("caseId").asString();
      var link = new JsonMapper().readTree(opened.body()).path("trackingUrl").asString();
      var page = platform.notificationUrl() + "/track" + link.substring(link.lastIndexOf('/'));

      await("the message and the promotion")
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(platform.inbox().messages())
                    .anySatisfy(
                        message ->
                            assertThat("+" + message.to().replace("+", "")).isEqualTo(PHONE));
                assertThat(
                        get(http, platform, platform.escalationUrl() + "/v1/cases/" + caseId)
                            .body())
                    .contains("\"tier\":\"senior\"");
                var seen = send(http, HttpRequest.newBuilder(URI.create(page)));
                assertThat(seen.statusCode()).isEqualTo(200);
                assertThat(seen.headers().firstValue("Strict-Transport-Security")).isPresent();
              });

      bankWritesNonsense(platform);
      assertThat(deadLetterOfBank(platform)).isEqualTo("no record");

      var logs = platform.logs();
      assertThat(logs).contains("escalation").doesNotContain("AuthorizationException");
      assertThat(platform.secrets()).noneMatch(logs::contains);
    }
  }

  private static void bankWritesNonsense(SecuredPlatform platform) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            platform.client(SecuredPlatform.BANK_SYSTEM),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(Topics.BANK_EVENTS, 0, "c", "no record")).get();
    }
  }

  private static String deadLetterOfBank(SecuredPlatform platform) {
    try (var consumer =
        new KafkaConsumer<>(
            platform.client(SecuredPlatform.OPERATOR),
            new StringDeserializer(),
            new StringDeserializer())) {
      var topic = Topics.deadLettersOf(Topics.BANK_EVENTS);
      var partitions =
          consumer.partitionsFor(topic).stream()
              .map(each -> new TopicPartition(topic, each.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      List<ConsumerRecord<String, String>> found = new ArrayList<>();
      await("the dead letter")
          .atMost(PATIENCE)
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(200)).forEach(found::add);
                return !found.isEmpty();
              });
      return found.getFirst().value();
    }
  }

  private static void awaitReady(HttpClient http, String url) {
    await(url)
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(
            () ->
                http.send(
                            HttpRequest.newBuilder(URI.create(url + "/actuator/health/readiness"))
                                .build(),
                            BodyHandlers.discarding())
                        .statusCode()
                    == 200);
  }

  private static HttpResponse<String> get(HttpClient http, SecuredPlatform platform, String url)
      throws IOException, InterruptedException {
    return send(
        http,
        HttpRequest.newBuilder(URI.create(url))
            .header("Authorization", "Bearer " + platform.token()));
  }

  private static HttpResponse<String> send(HttpClient http, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> post(
      HttpClient http, SecuredPlatform platform, String path, String json)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(platform.intakeUrl() + path))
            .header("Authorization", "Bearer " + platform.token())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json, StandardCharsets.UTF_8))
            .build(),
        BodyHandlers.ofString());
  }
}
