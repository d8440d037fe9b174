package io.belay.notification.web.hop;

import io.belay.guard.Peers;
import io.belay.notification.stream.PageReads.StoreMovingException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.streams.state.HostInfo;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Mono;

/** Asks another instance, under a seal. */
final class Hop {
  private final HopSeal seal;
  private final Peers peers;

  Hop(HopSeal seal, Peers peers) {
    this.seal = seal;
    this.peers = peers;
  }

  /** Makes what was asked for of an answer. */
  interface Reading<T> {
    T of(byte[] body, HttpHeaders headers);
  }

  /** What that instance answers; empty: it knows that there is nothing. */
  <T> Mono<Optional<T>> ask(HostInfo instance, String path, String key, Reading<T> reading) {
    URI uri =
        UriComponentsBuilder.newInstance()
            .scheme(peers.scheme())
            .host(instance.host())
            .port(instance.port())
            .path(path)
            .path("/")
            // whatever is in a customer's id stays in this segment
            .path(UriUtils.encode(key, StandardCharsets.UTF_8))
            .build(true)
            .toUri();
    return peers
        .client()
        .get()
        .uri(uri)
        .header(HopSeal.HEADER, seal.of(uri.getRawPath()))
        .exchangeToMono(
            answer -> {
              if (answer.statusCode().equals(HttpStatus.OK)) {
                var headers = answer.headers().asHttpHeaders();
                return answer
                    .bodyToMono(byte[].class)
                    .map(body -> Optional.of(reading.of(body, headers)));
              }
              return answer.statusCode().equals(HttpStatus.NO_CONTENT)
                  ? answer.releaseBody().thenReturn(Optional.<T>empty())
                  : answer.releaseBody().then(Mono.error(new StoreMovingException(null)));
            });
  }
}
