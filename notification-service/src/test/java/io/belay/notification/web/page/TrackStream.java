package io.belay.notification.web.page;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;

/** The news of a case as a browser gets them: server-sent events. */
final class TrackStream {
  private static final ParameterizedTypeReference<ServerSentEvent<Map<String, Object>>> EVENT =
      new ParameterizedTypeReference<>() {};

  private TrackStream() {}

  /** As taken up again after this event; null: anew. */
  static Flux<ServerSentEvent<Map<String, Object>>> of(
      WebTestClient client, String token, @Nullable String lastEventId) {
    return client
        .get()
        .uri("/v1/track/{token}/stream", token)
        .accept(MediaType.TEXT_EVENT_STREAM)
        .headers(
            headers -> {
              if (lastEventId != null) {
                headers.set("Last-Event-ID", lastEventId);
              }
            })
        .exchange()
        .expectStatus()
        .isOk()
        .returnResult(EVENT)
        .getResponseBody()
        .filter(event -> event.id() != null);
  }
}
