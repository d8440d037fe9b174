package io.belay.notification;

import io.belay.contract.TrackingToken;
import io.belay.guard.Peers;
import io.belay.notification.rendering.CheckCodes;
import io.belay.notification.rendering.PageTexts;
import io.belay.notification.rendering.TemplateFiles;
import io.belay.notification.stream.CaseChanges;
import io.belay.notification.stream.CustomerRequests;
import io.belay.notification.stream.NotificationStream;
import io.belay.notification.stream.PageReads;
import io.belay.notification.web.hop.HopSeal;
import io.belay.notification.web.hop.RoutedReads;
import io.belay.notification.web.page.CaseReads;
import io.belay.notification.web.page.CodeReads;
import io.belay.notification.web.page.CustomerVoice;
import io.belay.notification.web.page.TrackDesk;
import io.belay.notification.web.page.TrackStreams;
import io.belay.notification.web.page.VerifyDesk;
import java.time.InstantSource;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.HostInfo;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Puts the pages together that customers open. */
@Configuration(proxyBeanMethods = false)
class PageConfiguration {

  @Bean
  PageReads pageReads(
      NotificationStream stream, KafkaProperties kafka, NotificationProperties properties) {
    var self =
        NotificationConfiguration.streamsSettings(kafka, properties)
            .get(StreamsConfig.APPLICATION_SERVER_CONFIG);
    return stream.reads(HostInfo.buildFromEndpoint(String.valueOf(self)));
  }

  @Bean
  HopSeal hopSeal(NotificationProperties properties, InstantSource clock) {
    return new HopSeal(properties.tracking().secrets(), clock);
  }

  @Bean
  Peers peers(@Value("${server.ssl.bundle:}") String bundle, SslBundles bundles) {
    return bundle.isEmpty() ? Peers.plain() : Peers.over(bundles.getBundle(bundle));
  }

  @Bean
  RoutedReads routedReads(
      PageReads reads,
      CaseChanges changes,
      NotificationProperties properties,
      HopSeal seal,
      Peers peers,
      InstantSource clock) {
    return new RoutedReads(
        reads, changes, properties.places(), seal, peers, properties.page().answerWithin(), clock);
  }

  @Bean
  CustomerVoice customerVoice(Producer<String, Object> reportProducer) {
    var requests = new CustomerRequests(reportProducer);
    return (eventId, caseId, customerId, request, at) ->
        Mono.defer(() -> Mono.fromFuture(requests.tell(eventId, caseId, customerId, request, at)))
            .subscribeOn(Schedulers.boundedElastic());
  }

  @Bean
  PageTexts pageTexts(NotificationProperties properties) {
    return new PageTexts(
        TemplateFiles.from(properties.messages().location()),
        properties.bankNames(),
        properties.defaultLocale());
  }

  @Bean
  TrackDesk trackDesk(
      NotificationProperties properties,
      CaseReads reads,
      CustomerVoice voice,
      PageTexts texts,
      InstantSource clock) {
    var tracking = properties.tracking();
    return new TrackDesk(
        new TrackingToken.Keys(tracking.keys(), tracking.activeKey()),
        reads,
        voice,
        texts,
        clock,
        properties.page().limits());
  }

  @Bean
  TrackStreams trackStreams(
      TrackDesk desk,
      CaseReads reads,
      NotificationProperties properties,
      NotificationMetrics metrics) {
    var streams = new TrackStreams(desk, reads, properties.page().limits());
    metrics.watchPages(streams::open);
    return streams;
  }

  @Bean
  VerifyDesk verifyDesk(NotificationProperties properties, CodeReads reads) {
    return new VerifyDesk(
        reads,
        properties.tracking().secrets().stream().map(CheckCodes::new).toList(),
        properties.page().limits());
  }
}
