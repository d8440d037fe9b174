package io.belay.notification;

import io.belay.contract.TrackingToken;
import io.belay.guard.HttpLimits;
import io.belay.notification.channel.SenderPaces;
import io.belay.notification.channel.SenderPaces.Limit;
import io.belay.notification.channel.http.GatewaySettings;
import io.belay.notification.domain.Channel;
import io.belay.notification.domain.OutboxPolicy;
import io.belay.notification.domain.Places;
import io.belay.notification.domain.Places.Place;
import io.belay.notification.domain.Texts;
import io.belay.notification.rendering.CheckCodes;
import io.belay.notification.rendering.MessageTexts;
import io.belay.notification.rendering.TemplateFiles;
import io.belay.notification.rendering.TrackingLinks;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the service, prefix {@code belay}.
 *
 * @param instanceId name among the instances of the service, the same after a restart; empty: none
 * @param advertisedAddress host:port for the other instances; empty: as it listens
 * @param stateDirectory where stores are kept
 * @param standbyReplicas warm copies of each partition's state, 0 to 3
 * @param bankNames the bank's name as customers read it, by language
 * @param defaultLocale for contacts and markets that name none
 * @param defaultZone for contacts and markets that name none
 * @param requestsInFlight answered at once, one more gets 429; 1 to 100,000
 * @param http how much one client can hold; bounds in {@link HttpLimits}
 * @param furtherSms more SMS centres, by route
 * @param httpGateways HTTP gateways for text messages, by route
 * @param furtherEmail more mail servers, by route
 * @param senderLimits how much carriers take from a sender; see {@link SenderPaces}
 */
@Validated
@ConfigurationProperties(prefix = "belay", ignoreUnknownFields = false)
public record NotificationProperties(
    @NotNull @Pattern(regexp = "[A-Za-z0-9._-]{0,100}") String instanceId,
    @NotNull @Pattern(regexp = "|[^\\s:]{1,250}:[0-9]{1,5}") String advertisedAddress,
    @NotNull @Valid Registry registry,
    @NotNull Path stateDirectory,
    @Min(0) @Max(3) int standbyReplicas,
    @NotNull @Valid TrackingProperties tracking,
    @NotEmpty Map<String, @NotBlank @Size(max = 30) String> bankNames,
    @NotBlank String defaultLocale,
    @NotNull ZoneId defaultZone,
    @NotNull Map<String, @Valid Market> markets,
    @NotNull @Valid Messages messages,
    @NotNull @Valid PageProperties page,
    @NotNull @Valid OutboxProperties outbox,
    @NotNull @Valid CourtesyProperties courtesy,
    @NotNull @Valid SmsProperties sms,
    @NotNull @DefaultValue @Size(max = 20)
        Map<@Pattern(regexp = ROUTE) String, FurtherRoutes.@Valid Centre> furtherSms,
    @NotNull @DefaultValue @Size(max = 20)
        Map<@Pattern(regexp = ROUTE) String, @Valid GatewaySettings> httpGateways,
    @NotNull @Valid EmailProperties email,
    @NotNull @DefaultValue @Size(max = 20)
        Map<@Pattern(regexp = ROUTE) String, FurtherRoutes.@Valid MailServer> furtherEmail,
    @NotNull @DefaultValue @Size(max = 500) List<@Valid SenderLimit> senderLimits,
    @NotNull @Valid DispatchProperties dispatch,
    @DefaultValue("512") @Min(1) @Max(100_000) int requestsInFlight,
    @DefaultValue @NotNull HttpLimits http) {

  /** A registered name, or a number. */
  static final String SENDER = "[A-Za-z0-9 ]{1,11}|[0-9]{1,15}";

  static final String ROUTE = "[a-z0-9-]{1,30}";

  /** The schema registry. */
  public record Registry(@NotNull URI url) {}

  /**
   * Language and zone of a market.
   *
   * @param links channels on which a message may have a link; none where left out
   */
  public record Market(
      @NotBlank String locale, @NotNull ZoneId zone, @DefaultValue Set<Channel> links) {}

  /**
   * The texts.
   *
   * @param location folder with one folder a language, ends in a slash
   */
  public record Messages(@NotBlank @Pattern(regexp = ".*/") String location) {}

  /**
   * So many SMS a second under one sender in one market.
   *
   * @param market ISO country; left out: each market that has no limit of its own
   */
  public record SenderLimit(
      @NotBlank @Pattern(regexp = SENDER) String sender,
      @Nullable @Pattern(regexp = "[A-Z]{2}") String market,
      @Min(1) @Max(50_000) int ratePerSecond) {}

  /** All limits of senders, as the channels know them. */
  SenderPaces senderPaces() {
    return new SenderPaces(
        senderLimits.stream()
            .map(each -> new Limit(each.sender(), each.market(), each.ratePerSecond()))
            .toList());
  }

  /** All SMS centres, the first one first. */
  List<SmsProperties> smsCentres() {
    var first = sms.enabled() ? Stream.of(sms) : Stream.<SmsProperties>empty();
    return Stream.concat(
            first, furtherSms.entrySet().stream().map(e -> e.getValue().beside(sms, e.getKey())))
        .toList();
  }

  /** All mail servers, the first one first. */
  List<EmailProperties> mailServers() {
    var first = email.enabled() ? Stream.of(email) : Stream.<EmailProperties>empty();
    return Stream.concat(
            first,
            furtherEmail.entrySet().stream().map(e -> e.getValue().beside(email, e.getKey())))
        .toList();
  }

  /** All texts, read from where {@code messages} says. */
  public MessageTexts messageTexts() {
    return new MessageTexts(
        TemplateFiles.from(messages.location()),
        bankNames,
        defaultLocale,
        new CheckCodes(tracking.activeSecret()),
        trackingLinks());
  }

  OutboxPolicy outboxPolicy(Texts texts) {
    return outbox.policy(texts, channels(), places(), courtesy);
  }

  /** The channels that have a route; over one without, no message is handed out. */
  private Set<Channel> channels() {
    var channels = EnumSet.noneOf(Channel.class);
    if (!smsCentres().isEmpty() || !httpGateways.isEmpty()) {
      channels.add(Channel.SMS);
    }
    if (!mailServers().isEmpty()) {
      channels.add(Channel.EMAIL);
    }
    return channels;
  }

  TrackingLinks trackingLinks() {
    return TrackingLinks.of(
        new TrackingToken.Keys(tracking.keys(), tracking.activeKey()),
        tracking.baseUrl(),
        tracking.validFor(),
        markets.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().links())));
  }

  Places places() {
    return new Places(
        markets.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    entry -> new Place(entry.getValue().locale(), entry.getValue().zone()))),
        new Place(defaultLocale, defaultZone));
  }
}
