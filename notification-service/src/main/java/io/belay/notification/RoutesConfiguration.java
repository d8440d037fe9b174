package io.belay.notification;

import io.belay.notification.channel.ChannelRoutes;
import io.belay.notification.channel.ChannelRoutes.Way;
import io.belay.notification.channel.DispatchReports;
import io.belay.notification.channel.RoutePace;
import io.belay.notification.channel.email.BounceDoor;
import io.belay.notification.channel.email.EmailRoute;
import io.belay.notification.channel.http.GatewayCallbacks;
import io.belay.notification.channel.http.HttpGatewayRoute;
import io.belay.notification.channel.sms.SmsRoute;
import io.belay.notification.domain.Channel;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The routes of each channel. */
@Configuration(proxyBeanMethods = false)
class RoutesConfiguration {

  @Bean
  ChannelRoutes smsRoutes(
      NotificationProperties properties,
      DispatchReports reports,
      NotificationMetrics metrics,
      InstantSource clock) {
    var ways = new ArrayList<Way>();
    for (var sms : properties.smsCentres()) {
      var settings = RouteSettings.of(sms);
      var pace = new RoutePace(settings.window(), settings.ratePerSecond());
      var route = new SmsRoute(settings, pace, reports, metrics, clock);
      ways.add(new Way(route, pace, sms.weight()));
    }
    properties
        .httpGateways()
        .forEach(
            (name, settings) -> {
              var pace = new RoutePace(settings.window(), settings.ratePerSecond());
              ways.add(
                  new Way(new HttpGatewayRoute(name, settings, pace), pace, settings.weight()));
            });
    return routes(Channel.SMS, ways, properties, clock);
  }

  @Bean
  ChannelRoutes emailRoutes(NotificationProperties properties, InstantSource clock) {
    var ways = new ArrayList<Way>();
    var bounces = properties.email().bounces();
    var addresses = bounces == null ? null : RouteSettings.of(bounces);
    for (var email : properties.mailServers()) {
      var settings = RouteSettings.of(email, properties.bankNames(), addresses);
      var pace = new RoutePace(settings.server().connections(), settings.ratePerSecond());
      ways.add(new Way(new EmailRoute(settings, clock), pace, email.weight()));
    }
    return routes(Channel.EMAIL, ways, properties, clock);
  }

  @Bean
  GatewayCallbacks gatewayCallbacks(
      NotificationProperties properties,
      DispatchReports reports,
      NotificationMetrics metrics,
      InstantSource clock) {
    return new GatewayCallbacks(properties.httpGateways(), reports, metrics, clock);
  }

  /** Open where bounces have addresses. */
  @Bean
  @ConditionalOnProperty("belay.email.bounces.domain")
  BounceDoor bounceDoor(
      NotificationProperties properties,
      DispatchReports reports,
      NotificationMetrics metrics,
      InstantSource clock) {
    var bounces = Objects.requireNonNull(properties.email().bounces());
    return new BounceDoor(
        bounces.host(), bounces.port(), RouteSettings.of(bounces), reports, metrics, clock);
  }

  private static ChannelRoutes routes(
      Channel channel, List<Way> ways, NotificationProperties properties, InstantSource clock) {
    return new ChannelRoutes(
        channel, ways, properties.dispatch().tolerance(), clock, properties.senderPaces());
  }
}
