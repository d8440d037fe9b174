package io.belay.notification.web.page;

import io.belay.contract.TrackingToken;
import io.belay.local.LocalKeys;
import io.belay.notification.NotificationProperties;
import io.belay.notification.OwnServerThreads;
import io.belay.notification.Samples;
import io.belay.notification.domain.track.TrackedStory;
import io.belay.notification.rendering.CheckCodes;
import io.belay.notification.rendering.PageTexts;
import io.belay.notification.rendering.TemplateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/**
 * The pages on a real web server, with cases in memory. Started once for all tests. Not a
 * component: tests that scan the whole service do not find it.
 */
@EnableAutoConfiguration
@EnableConfigurationProperties(NotificationProperties.class)
@ComponentScan("io.belay.notification.web.page")
@ComponentScan(
    basePackages = "io.belay.notification.web",
    useDefaultFilters = false,
    includeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*\\.WebSecurity"))
public class PageServer {
  static final byte[] SECRET = new byte[32];
  static final Instant NOW = Samples.NOON.plus(Duration.ofMinutes(30));
  static final TrackingToken.Keys KEYS =
      new TrackingToken.Keys(Map.of("k1", Base64.getEncoder().encodeToString(SECRET)), "k1");

  private static final class Shared {
    private static final ConfigurableApplicationContext CONTEXT = start(PageServer.class);
  }

  static ConfigurableApplicationContext start(Class<?>... beans) {
    try {
      var key = Files.createTempFile("public", ".pem");
      return new SpringApplicationBuilder(beans)
          .sources(OwnServerThreads.class)
          .run(
              "--server.port=0",
              "--belay.tracking.keys.k1=" + Base64.getEncoder().encodeToString(SECRET),
              "--belay.tracking.active-key=k1",
              "--belay.page.per-address-per-minute=100000",
              "--belay.page.checks-per-minute=100000",
              "--management.endpoint.health.group.readiness.include=readinessState",
              "--spring.security.oauth2.resourceserver.jwt.public-key-location="
                  + new LocalKeys().writePublicKey(key).toUri());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static CasesInMemory cases() {
    return Shared.CONTEXT.getBean(CasesInMemory.class);
  }

  static PageTexts texts() {
    return Shared.CONTEXT.getBean(PageTexts.class);
  }

  static int port() {
    return Shared.CONTEXT.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  static String url() {
    return "http://127.0.0.1:" + port();
  }

  /** A case of its own, at noon, and the story that goes on with it. */
  static TrackedStory opened() {
    return TrackedStory.opened(UUID.randomUUID().toString());
  }

  /** A link to the case of a story, good for a day. */
  static String token(TrackedStory story) {
    var identity = story.seen().identity();
    return KEYS.sign(
        new TrackingToken(identity.caseId(), identity.customerId(), NOW.plus(Duration.ofDays(1))));
  }

  @Bean
  InstantSource clock() {
    return InstantSource.fixed(NOW);
  }

  @Bean
  CasesInMemory casesInMemory() {
    return new CasesInMemory();
  }

  @Bean
  PageTexts pageTexts(NotificationProperties properties) {
    return new PageTexts(
        TemplateFiles.from(properties.messages().location()), properties.bankNames(), "en");
  }

  @Bean
  TrackDesk trackDesk(
      CasesInMemory cases,
      PageTexts texts,
      InstantSource clock,
      NotificationProperties properties) {
    return new TrackDesk(KEYS, cases, cases, texts, clock, limits(properties));
  }

  @Bean
  TrackStreams trackStreams(
      TrackDesk desk, CasesInMemory cases, NotificationProperties properties) {
    return new TrackStreams(desk, cases, limits(properties));
  }

  @Bean
  VerifyDesk verifyDesk(CasesInMemory cases, NotificationProperties properties) {
    return new VerifyDesk(cases, List.of(new CheckCodes(SECRET)), limits(properties));
  }

  private static PageLimits limits(NotificationProperties properties) {
    return properties.page().limits();
  }
}
