package io.belay.benchmarks.door;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import io.belay.guard.RememberedTokens;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Takes {@code POST /v1/cases} with a valid token, writes the body as it is to a topic with the
 * settings of intake's producer, and answers 201 when all in-sync replicas have it. Tokens are
 * checked, and remembered, by what intake checks them with.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class BareDoor {

  /** Settings come as Spring's command line arguments. */
  public static void main(String[] args) {
    SpringApplication.run(BareDoor.class, args);
  }

  @Bean
  Producer<String, byte[]> producer(@Value("${bare.bootstrap-servers}") String bootstrapServers) {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "acks",
            "all",
            "enable.idempotence",
            true,
            "linger.ms",
            8,
            "compression.type",
            "lz4"),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  @Bean
  RouterFunction<ServerResponse> routes(
      Producer<String, byte[]> producer, @Value("${bare.topic}") String topic) {
    return route()
        .POST(
            "/v1/cases",
            request ->
                request
                    .bodyToMono(byte[].class)
                    .flatMap(body -> acknowledged(producer, topic, body))
                    .then(ServerResponse.status(HttpStatus.CREATED).build()))
        .build();
  }

  @Bean
  SecurityWebFilterChain tokens(ServerHttpSecurity http, ReactiveJwtDecoder tokens) {
    var remembered = new RememberedTokens(tokens, InstantSource.system());
    return http.csrf(ServerHttpSecurity.CsrfSpec::disable)
        .authorizeExchange(all -> all.anyExchange().hasAuthority("SCOPE_cases:write"))
        .oauth2ResourceServer(server -> server.jwt(jwt -> jwt.jwtDecoder(remembered)))
        // sessions cost two changes of thread a request, and intake has none
        .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
        .requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
        .logout(ServerHttpSecurity.LogoutSpec::disable)
        .build();
  }

  private static Mono<Void> acknowledged(
      Producer<String, byte[]> producer, String topic, byte[] body) {
    return Mono.create(
        sink -> {
          var unused =
              producer.send(
                  new ProducerRecord<>(topic, UUID.randomUUID().toString(), body),
                  (metadata, failure) -> {
                    if (failure == null) {
                      sink.success();
                    } else {
                      sink.error(failure);
                    }
                  });
        });
  }
}
