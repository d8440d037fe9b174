package io.belay.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.notification.channel.sms.GatewayIds;
import io.belay.notification.domain.Channel;
import io.belay.notification.domain.Courtesy.Cap;
import io.belay.notification.domain.Message;
import io.belay.notification.domain.MessageClass;
import io.belay.notification.domain.Outbox;
import io.belay.notification.domain.OutboxInput;
import io.belay.notification.domain.OutboxPolicy.Erasure;
import io.belay.notification.domain.OutboxRules;
import io.belay.notification.domain.QuietHours;
import io.belay.notification.domain.ReceiptPatience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class NotificationPropertiesTest {
  private static final String SYSTEM_ENVIRONMENT =
      StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
  private static final String TOLD = "sealed-for-the-tests-of-settings-only";
  private static final Pattern GATEWAY =
      Pattern.compile("```yaml\n(belay:\n  http-gateways:.+?)```", Pattern.DOTALL);

  private final ApplicationContextRunner service =
      new ApplicationContextRunner()
          .withInitializer(new ConfigDataApplicationContextInitializer())
          .withUserConfiguration(Bound.class)
          .withPropertyValues(
              "belay.tracking.keys.k1=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
              "belay.tracking.active-key=k1");

  /** The 27 members and the zone of each capital. */
  private static final String MEMBERS =
      "AT=Europe/Vienna BE=Europe/Brussels BG=Europe/Sofia CY=Asia/Nicosia CZ=Europe/Prague"
          + " DE=Europe/Berlin DK=Europe/Copenhagen EE=Europe/Tallinn ES=Europe/Madrid"
          + " FI=Europe/Helsinki FR=Europe/Paris GR=Europe/Athens HR=Europe/Zagreb"
          + " HU=Europe/Budapest IE=Europe/Dublin IT=Europe/Rome LT=Europe/Vilnius"
          + " LU=Europe/Luxembourg LV=Europe/Riga MT=Europe/Malta NL=Europe/Amsterdam"
          + " PL=Europe/Warsaw PT=Europe/Lisbon RO=Europe/Bucharest SE=Europe/Stockholm"
          + " SI=Europe/Ljubljana SK=Europe/Bratislava";

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(NotificationProperties.class)
  static class Bound {}

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(KafkaProperties.class)
  static class Kafka {}

  @Test
  void defaultsServeALocalRun() {
    service.run(
        context -> {
          var properties = context.getBean(NotificationProperties.class);
          assertThat(properties.sms().port()).isEqualTo(2775);
          assertThat(properties.email().port()).isEqualTo(3025);
          assertThat(properties.bankNames()).containsKeys("en", "zh-CN");
          assertThat(properties.markets()).containsKey("CN");
          assertThat(properties.tracking().activeSecret()).hasSize(32);
          var policy = properties.outboxPolicy(Samples.texts());
          assertThat(properties.tracking().validFor()).isEqualTo(Duration.ofDays(30));
          assertThat(Objects.requireNonNull(properties.markets().get("CN")).links())
              .containsExactly(Channel.EMAIL);
          assertThat(Objects.requireNonNull(properties.markets().get("HK")).links()).isEmpty();
          assertThat(properties.page().limits().checksPerMinute()).isEqualTo(20);
          assertThat(policy.byClass()).containsOnlyKeys(MessageClass.values());
          assertThat(policy.bounceReasons())
              .containsExactlyInAnyOrder("bad-address", "smtp-550", "smtp-551", "smtp-553");
          assertThat(policy.contactWait()).isEqualTo(Duration.ofHours(24));
          assertThat(policy.erasure())
              .isEqualTo(new Erasure(Duration.ofMinutes(1), Duration.ofHours(24)));
          assertThat(properties.outbox().receiptPatience())
              .isEqualTo(new ReceiptPatience(Duration.ofDays(2), Duration.ofDays(6)));
          assertThat(policy.courtesies().fallback().caps()).hasSize(2);
          assertThat(policy.courtesies().fallback().quietHours()).isNull();
        });
  }

  /** Two instances of one name would throw each other out of their groups. */
  @Test
  void anInstanceHasNoNameUnlessItWasGivenOne() {
    service
        .withUserConfiguration(Kafka.class)
        .run(
            context -> {
              assertThat(streamsSettings(context))
                  .doesNotContainKey("group.instance.id")
                  .containsEntry("application.server", "127.0.0.1:8083");
            });
    service
        .withUserConfiguration(Kafka.class)
        .withPropertyValues(
            "belay.instance-id=notification-2", "belay.advertised-address=10.0.0.2:8083")
        .run(
            context ->
                assertThat(streamsSettings(context))
                    .containsEntry("group.instance.id", "notification-2")
                    .containsEntry("application.server", "10.0.0.2:8083"));
  }

  /** A manifest of before names it so, and an unknown variable would be passed over in silence. */
  @Test
  void theVariableByWhichAnInstanceWasNamedBeforeStillNamesIt() {
    inEnvironment(Map.of("BELAY_INSTANCE", "notification-3"))
        .run(
            context ->
                assertThat(context.getBean(NotificationProperties.class).instanceId())
                    .isEqualTo("notification-3"));
  }

  @Test
  void nothingSecretHasADefault() {
    service.run(
        context -> {
          var properties = context.getBean(NotificationProperties.class);
          assertThat(properties.sms().password()).isEmpty();
          assertThat(properties.email().username()).isEmpty();
          assertThat(properties.email().password()).isEmpty();
          assertThat(properties.email().bounces()).isNull();
        });
    new ApplicationContextRunner()
        .withInitializer(new ConfigDataApplicationContextInitializer())
        .withUserConfiguration(Bound.class)
        .run(context -> assertThat(context).getFailure().hasStackTraceContaining("tracking"));
  }

  /** As docs/channels.md has it, in a file over those of the image, its secrets in others. */
  @Test
  void theGatewayOfThePageIsTakenAsItStands(@TempDir Path directory) throws IOException {
    var page =
        Files.readString(
            Path.of(System.getProperty("belay.root", "..")).resolve("docs/channels.md"));
    var block = GATEWAY.matcher(page);
    assertThat(block.find()).isTrue();
    var settings = Files.createDirectory(directory.resolve("config"));
    Files.writeString(settings.resolve("application.yaml"), block.group(1));
    var secrets = Files.createDirectory(directory.resolve("secrets"));
    for (var secret : List.of("callback.secret", "headers.Authorization")) {
      assertThat(page).contains("`belay.http-gateways.acme." + secret + "`");
      Files.writeString(secrets.resolve("belay.http-gateways.acme." + secret), TOLD);
    }

    inEnvironment(
            Map.of(
                "SPRING_CONFIG_ADDITIONAL_LOCATION",
                "optional:file:" + settings + "/",
                "SPRING_CONFIG_IMPORT",
                "configtree:" + secrets + "/"))
        .run(
            context -> {
              var gateways = context.getBean(NotificationProperties.class).httpGateways();
              var acme = Objects.requireNonNull(gateways.get("acme"));
              assertThat(acme.fields()).containsEntry("/messages/0/to", "{digits}");
              assertThat(acme.answers().rules()).hasSize(2);
              assertThat(acme.headers().get("Authorization")).endsWith(TOLD);
              assertThat(Objects.requireNonNull(acme.callback()).secret()).endsWith(TOLD);
            });
  }

  private ApplicationContextRunner inEnvironment(Map<String, Object> environment) {
    return new ApplicationContextRunner()
        .withInitializer(
            context ->
                context
                    .getEnvironment()
                    .getPropertySources()
                    .replace(
                        SYSTEM_ENVIRONMENT,
                        new SystemEnvironmentPropertySource(SYSTEM_ENVIRONMENT, environment)))
        .withInitializer(new ConfigDataApplicationContextInitializer())
        .withUserConfiguration(Bound.class)
        .withPropertyValues(
            "belay.tracking.keys.k1=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
            "belay.tracking.active-key=k1");
  }

  private static Map<String, Object> streamsSettings(ApplicationContext context) {
    return NotificationConfiguration.streamsSettings(
        context.getBean(KafkaProperties.class), context.getBean(NotificationProperties.class));
  }

  @Test
  void everyMemberOfTheEuropeanUnionIsToldTheTimeOfItsOwnZone() {
    var zones = new TreeMap<String, String>();
    for (var each : MEMBERS.split(" ", -1)) {
      zones.put(each.substring(0, 2), each.substring(3));
    }
    assertThat(zones).hasSize(27);
    service.run(
        context -> {
          var places = context.getBean(NotificationProperties.class).places();
          zones.forEach(
              (country, zone) ->
                  assertThat(places.of(country).zone()).as(country).isEqualTo(ZoneId.of(zone)));
          assertThat(places.of("DE").locale()).isEqualTo("en");
        });
  }

  @Test
  void theResultOfAnUrgentCaseIsWorthSayingForADay() {
    service.run(
        context -> {
          var policy = context.getBean(NotificationProperties.class).outboxPolicy(Samples.texts());
          var outbox = Outbox.EMPTY;
          for (var type : List.of("promotion", "result")) {
            outbox =
                OutboxRules.decide(
                        outbox,
                        new OutboxInput.FollowUpArrived(
                            Samples.followUp(
                                outbox.messages().size() + 1, MessageClass.URGENT, type)),
                        policy,
                        Samples.NOON)
                    .next();
          }
          assertThat(outbox.messages())
              .extracting(Message::notAfter)
              .containsExactly(
                  Samples.NOON.plus(Duration.ofHours(1)), Samples.NOON.plus(Duration.ofHours(24)));
        });
  }

  @Test
  void aSendersLimitIsOfItsMarketElseOfEach() {
    service
        .withPropertyValues(
            "belay.sender-limits[0].sender=Belay",
            "belay.sender-limits[0].market=CN",
            "belay.sender-limits[0].rate-per-second=20",
            "belay.sender-limits[1].sender=Belay",
            "belay.sender-limits[1].rate-per-second=100")
        .run(
            context ->
                assertThat(context.getBean(NotificationProperties.class).senderLimits())
                    .containsExactly(
                        new NotificationProperties.SenderLimit("Belay", "CN", 20),
                        new NotificationProperties.SenderLimit("Belay", null, 100)));
  }

  @Test
  void aMarketIsAsTheFallbackButForWhatItNames() {
    service
        .withPropertyValues(
            "belay.courtesy.by-market.CN.quiet-hours.from=22:00",
            "belay.courtesy.by-market.CN.quiet-hours.to=08:00",
            "belay.courtesy.by-market.CN.caps[0].most=4",
            "belay.courtesy.by-market.CN.caps[0].per=24h")
        .run(
            context -> {
              var courtesies =
                  context
                      .getBean(NotificationProperties.class)
                      .outboxPolicy(Samples.texts())
                      .courtesies();
              var china = Objects.requireNonNull(courtesies.byMarket().get("CN"));
              assertThat(china.quietHours())
                  .isEqualTo(new QuietHours(LocalTime.of(22, 0), LocalTime.of(8, 0)));
              assertThat(china.caps()).containsExactly(new Cap(4, Duration.ofHours(24)));
              assertThat(china.sameWithin()).isEqualTo(courtesies.fallback().sameWithin());
            });
  }

  @Test
  void courtesyForATypeWithoutTextIsRefused() {
    service
        .withPropertyValues("belay.courtesy.at-once=horoscope")
        .run(
            context ->
                assertThatThrownBy(
                        () ->
                            context
                                .getBean(NotificationProperties.class)
                                .outboxPolicy(Samples.texts()))
                    .hasMessageContaining("horoscope"));
  }

  @Test
  void furtherRoutesAreAsTheFirstButForWhatTheyName() {
    service
        .withPropertyValues(
            "belay.further-sms.second.host=sms.example",
            "belay.further-sms.second.system-id=two",
            "belay.further-sms.second.password=secret",
            "belay.further-sms.second.id-format=HEX",
            "belay.further-sms.second.weight=10",
            "belay.further-email.spare.host=mail.example",
            "belay.http-gateways.acme.url=https://acme.example/send",
            "belay.http-gateways.acme.sender=Belay",
            "belay.http-gateways.acme.fields.[/to/0]={number}",
            "belay.http-gateways.acme.answers.id=/id",
            "belay.http-gateways.acme.answers.rules[0].status=200",
            "belay.http-gateways.acme.answers.rules[0].pointer=/error",
            "belay.http-gateways.acme.answers.rules[0].matches=.",
            "belay.http-gateways.acme.answers.rules[0].means=REFUSED",
            "belay.http-gateways.acme.callback.secret=0123456789abcdef0123456789abcdef",
            "belay.http-gateways.acme.callback.id=/id",
            "belay.http-gateways.acme.callback.state=/state",
            "belay.http-gateways.acme.callback.states.DELIVRD=DELIVERED")
        .run(
            context -> {
              var properties = context.getBean(NotificationProperties.class);
              assertThat(properties.smsCentres()).hasSize(2);
              var second = properties.smsCentres().getLast();
              assertThat(second.route()).isEqualTo("second");
              assertThat(second.idFormat()).isEqualTo(GatewayIds.HEX);
              assertThat(second.weight()).isEqualTo(10);
              assertThat(second.sender()).isEqualTo("Belay");
              assertThat(properties.mailServers())
                  .extracting(EmailProperties::route)
                  .containsExactly("smtp", "spare");
              var acme = Objects.requireNonNull(properties.httpGateways().get("acme"));
              assertThat(acme.fields()).containsEntry("/to/0", "{number}");
              assertThat(acme.answers().rules()).hasSize(1);
              assertThat(acme.window()).isEqualTo(20);
              assertThat(Objects.requireNonNull(acme.callback()).states()).containsKey("DELIVRD");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "belay.unheard-of=1",
        "belay.sms.window=0",
        "belay.sms.sessions=17",
        "belay.sender-limits[0].market=China",
        "belay.sms.port=70000",
        "belay.sms.sender=A name that is too long",
        "belay.sms.senders.SG=A name that is too long",
        "belay.sms.id-format=GUESS",
        "belay.sms.receipt-id=GUESS",
        "belay.further-sms.second.host=",
        "belay.http-gateways.acme.url=https://acme.example",
        "belay.dispatch.slow-after=0s",
        "belay.email.from=nobody",
        "belay.outbox.contact-wait=0s",
        "belay.outbox.erasure-wait=0s",
        "belay.outbox.erasure-at-latest=31d",
        "belay.outbox.urgent.retry-longest=0s",
        "belay.outbox.valid-at-least.result=0s",
        "belay.outbox.valid-at-least.result=31d",
        "belay.outbox.receipt-join-wait=0s",
        "belay.outbox.bounce-join-wait=0s",
        "belay.outbox.bounce-join-wait=15d",
        "belay.outbox.open-messages=0",
        "belay.outbox.urgent.in-doubt.repeats-on-unknown=6",
        "belay.courtesy.digest.from=1",
        "belay.courtesy.fallback.collect-for=2d",
        "belay.courtesy.fallback.quiet-hours.from=24:00",
        "belay.courtesy.fallback.caps[0].most=0",
        "belay.courtesy.by-market.China.collect-for=1m",
        "belay.dispatch.batch=0",
        "belay.tracking.valid-for=1m",
        "belay.page.streams=0",
        "belay.page.check-takes=1h",
        "belay.markets[CN].links=PIGEON",
        "belay.messages.location=classpath:messages",
        "belay.default-zone=Mars/Olympus",
        "belay.standby-replicas=4",
        "belay.requests-in-flight=0",
        "belay.http.head-within=1h",
        "belay.instance-id=two words",
        "belay.advertised-address=no-port",
        // as it was called before
        "belay.instance=notification-1"
      })
  void settingsOutOfBoundsAreRefused(String setting) {
    service.withPropertyValues(setting).run(context -> assertThat(context).hasFailed());
  }
}
