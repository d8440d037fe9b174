package io.belay.notification.channel.http;

import io.belay.notification.channel.Route;
import io.belay.notification.channel.RoutePace;
import io.belay.notification.domain.Outgoing.Delivery;
import io.belay.notification.domain.SendResult;
import io.belay.notification.domain.SendResult.Refused;
import io.belay.notification.domain.SendResult.Unknown;
import io.belay.notification.domain.SmsText;
import io.netty.channel.ChannelOption;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Sends text messages to one HTTP gateway. */
public final class HttpGatewayRoute implements Route {
  private static final int LONGEST_ANSWER = 64 * 1024;

  private final String name;
  private final GatewaySettings settings;
  private final RoutePace pace;
  private final GatewayRequest request;
  private final ConnectionProvider connections;
  private final WebClient http;

  public HttpGatewayRoute(String name, GatewaySettings settings, RoutePace pace) {
    this.name = name;
    this.settings = settings;
    this.pace = pace;
    this.request = new GatewayRequest(settings);
    this.connections = ConnectionProvider.create("gateway-" + name, settings.window());
    this.http = client();
  }

  private WebClient client() {
    var client =
        HttpClient.create(connections)
            // the client would send again what a closing connection may have carried already
            .disableRetry(true)
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) settings.connectTimeout().toMillis())
            .responseTimeout(settings.answerTimeout());
    return WebClient.builder()
        .clientConnector(new ReactorClientHttpConnector(client))
        .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(LONGEST_ANSWER))
        .defaultHeaders(headers -> settings.headers().forEach(headers::set))
        .build();
  }

  @Override
  public String name() {
    return name;
  }

  /** There is no session to lose: whether it works shows in each answer. */
  @Override
  public boolean isUp() {
    return true;
  }

  @Override
  public void start() {}

  @Override
  public Optional<String> sender(Delivery delivery) {
    return Optional.of(settings.allSenders().of(delivery.market()));
  }

  @Override
  public int parts(Delivery delivery) {
    return Math.min(SmsText.of(delivery.rendered().text()).parts().size(), settings.mostParts());
  }

  @Override
  public SendResult send(Delivery delivery) {
    if (SmsText.of(delivery.rendered().text()).parts().size() > settings.mostParts()) {
      return new Refused("too-long", false);
    }
    SendResult result;
    try {
      var answer =
          exchange(delivery).block(settings.answerTimeout().plus(settings.connectTimeout()));
      result =
          answer == null
              ? new Unknown("no-answer")
              : answer.meaning(settings.answers(), GatewayRequest.reference(delivery));
    } catch (RuntimeException e) {
      result =
          neverLeft(e) ? new Refused(Refused.ROUTE_DOWN, true) : new Unknown("connection-lost");
    }
    obey(result);
    return result;
  }

  private void obey(SendResult result) {
    switch (result) {
      case SendResult.Accepted accepted -> pace.flows();
      case Refused refused when refused.isThrottled() -> pace.throttled(settings.throttledPause());
      case Refused other -> {}
      case Unknown unknown -> {}
    }
  }

  private Mono<GatewayAnswer> exchange(Delivery delivery) {
    var fields = request.fields(delivery);
    var url = request.url(fields);
    var prepared =
        switch (settings.body()) {
          case QUERY -> http.get().uri(url);
          case FORM ->
              http.post()
                  .uri(url)
                  .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                  .bodyValue(GatewayRequest.encoded(fields));
          case JSON ->
              http.post()
                  .uri(url)
                  .contentType(MediaType.APPLICATION_JSON)
                  .bodyValue(GatewayRequest.json(fields));
        };
    return prepared.exchangeToMono(
        response ->
            response
                .bodyToMono(byte[].class)
                .defaultIfEmpty(new byte[0])
                .map(body -> new GatewayAnswer(response.statusCode().value(), body)));
  }

  /** Whether the failure came before a byte of the request was on its way. */
  private static boolean neverLeft(RuntimeException failure) {
    return failure instanceof WebClientRequestException
        && switch (failure.getCause()) {
          case ConnectException e -> true;
          case UnknownHostException e -> true;
          case SSLHandshakeException e -> true;
          case null, default -> false;
        };
  }

  @Override
  public void close() {
    connections.dispose();
  }
}
