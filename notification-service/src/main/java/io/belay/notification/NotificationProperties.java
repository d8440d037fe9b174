package io.belay.notification;

import io.belay.contract.TrackingToken;
import io.belay.guard.HttpLimits;
import io.belay.notification.channel.SenderPaces;
import io.belay.notification.channel.SenderPaces.Limit;
import io.belay.notification.channel.email.Starttls;
import io.belay.notification.channel.http.GatewaySettings;
import io.belay.notification.channel.sms.GatewayIds;
import io.belay.notification.channel.sms.ReceiptIds;
import io.belay.notification.domain.Channel;
import io.belay.notification.domain.MessageClass;
import io.belay.notification.domain.OutboxPolicy;
import io.belay.notification.domain.OutboxPolicy.ClassPolicy;
import io.belay.notification.domain.OutboxPolicy.Doubt;
import io.belay.notification.domain.OutboxPolicy.Retries;
import io.belay.notification.domain.Places;
import io.belay.notification.domain.Places.Place;
import io.belay.notification.domain.RouteCondition;
import io.belay.notification.domain.Texts;
import io.belay.notification.rendering.CheckCodes;
import io.belay.notification.rendering.MessageTexts;
import io.belay.notification.rendering.TemplateFiles;
import io.belay.notification.rendering.TrackingLinks;
import io.belay.notification.web.page.PageLimits;
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
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the service, prefix {@code belay}.
 *
 * @param instance name of this instance, the same over a restart
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
    @NotBlank @Size(max = 60) String instance,
    @NotNull @Valid Registry registry,
    @NotNull Path stateDirectory,
    @Min(0) @Max(3) int standbyReplicas,
    @NotNull @Valid Tracking tracking,
    @NotEmpty Map<String, @NotBlank @Size(max = 30) String> bankNames,
    @NotBlank String defaultLocale,
    @NotNull ZoneId defaultZone,
    @NotNull Map<String, @Valid Market> markets,
    @NotNull @Valid Messages messages,
    @NotNull @Valid Page page,
    @NotNull @Valid OutboxSettings outbox,
    @NotNull @Valid CourtesyProperties courtesy,
    @NotNull @Valid Sms sms,
    @NotNull @DefaultValue @Size(max = 20)
        Map<@Pattern(regexp = ROUTE) String, FurtherRoutes.@Valid Centre> furtherSms,
    @NotNull @DefaultValue @Size(max = 20)
        Map<@Pattern(regexp = ROUTE) String, @Valid GatewaySettings> httpGateways,
    @NotNull @Valid Email email,
    @NotNull @DefaultValue @Size(max = 20)
        Map<@Pattern(regexp = ROUTE) String, FurtherRoutes.@Valid MailServer> furtherEmail,
    @NotNull @DefaultValue @Size(max = 500) List<@Valid SenderLimit> senderLimits,
    @NotNull @Valid Dispatch dispatch,
    @DefaultValue("512") @Min(1) @Max(100_000) int requestsInFlight,
    @DefaultValue @NotNull HttpLimits http) {

  /** A registered name, or a number. */
  static final String SENDER = "[A-Za-z0-9 ]{1,11}|[0-9]{1,15}";

  private static final String DOMAIN = "[A-Za-z0-9.-]{1,253}";
  private static final String ROUTE = "[a-z0-9-]{1,30}";

  /** The schema registry. */
  public record Registry(@NotNull URI url) {}

  /**
   * What signs check codes and tracking links.
   *
   * @param keys base64 secrets by key id
   * @param activeKey the key that signs
   * @param baseUrl of the tracking page, before the slash and the token
   * @param validFor how long a link in a message opens
   */
  public record Tracking(
      @NotEmpty Map<String, @NotBlank String> keys,
      @NotBlank String activeKey,
      @NotNull URI baseUrl,
      @DurationMin(hours = 1) @DurationMax(days = 400) Duration validFor) {
    private static final int LEAST_BYTES = 32;

    /** All secrets, the active one first. */
    List<byte[]> secrets() {
      var all = new ArrayList<byte[]>();
      all.add(activeSecret());
      keys.forEach(
          (id, secret) -> {
            if (!id.equals(activeKey)) {
              all.add(Base64.getDecoder().decode(secret));
            }
          });
      return all;
    }

    byte[] activeSecret() {
      var secret = keys.get(activeKey);
      if (secret == null) {
        throw new IllegalStateException(
            "Expected belay.tracking.keys to hold the active key '%s'".formatted(activeKey));
      }
      byte[] bytes = Base64.getDecoder().decode(secret);
      if (bytes.length < LEAST_BYTES) {
        throw new IllegalStateException(
            "Expected tracking key '%s' to have at least %d bytes"
                .formatted(activeKey, LEAST_BYTES));
      }
      return bytes;
    }
  }

  /** The customers' pages; see {@link PageLimits}. */
  public record Page(
      @Min(1) @Max(100_000) int readsPerMinute,
      @Min(1) @Max(10_000) int requestsPerMinute,
      @Min(1) @Max(1_000_000) int perAddressPerMinute,
      @Min(1) @Max(100_000) int streams,
      @Min(1) @Max(1_000) int streamsPerLink,
      @Min(1) @Max(1_000_000) int checksPerMinute,
      @Min(1) @Max(100_000) int checksPerCodePerHour,
      @DurationMin(millis = 0) @DurationMax(seconds = 2) Duration checkTakes,
      @DurationMin(millis = 100) @DurationMax(seconds = 30) Duration answerWithin) {
    public PageLimits limits() {
      return new PageLimits(
          readsPerMinute,
          requestsPerMinute,
          perAddressPerMinute,
          streams,
          streamsPerLink,
          checksPerMinute,
          checksPerCodePerHour,
          checkTakes,
          answerWithin);
    }
  }

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

  /** See {@link OutboxPolicy}. */
  public record OutboxSettings(
      @NotNull @Size(max = 50) Set<@NotBlank String> bounceReasons,
      @DurationMin(seconds = 1) @DurationMax(days = 7) Duration contactWait,
      @Min(1) @Max(10_000) int openMessages,
      @Min(0) @Max(1_000) int keptMessages,
      @DurationMin(seconds = 1) @DurationMax(minutes = 30) Duration answerWithin,
      @DurationMin(millis = 100) @DurationMax(minutes = 10) Duration retryFirst,
      @DurationMin(millis = 100) @DurationMax(hours = 6) Duration retryLongest,
      @NotNull @Valid ByClass urgent,
      @NotNull @Valid ByClass routine,
      @NotNull @Valid ByClass statutory,
      @DurationMin(minutes = 1) @DurationMax(days = 7) Duration receiptJoinWait) {}

  /** See {@link ClassPolicy}. */
  public record ByClass(
      @DurationMin(seconds = 1) @DurationMax(days = 30) Duration validFor,
      @DurationMin(seconds = 1) @DurationMax(days = 1) Duration sendWithin,
      @Min(1) @Max(50) int attempts,
      @DurationMin(seconds = 1) @DurationMax(days = 3) Duration receiptWithin,
      boolean changesChannel,
      @NotNull @Valid InDoubt inDoubt) {
    ClassPolicy policy() {
      return new ClassPolicy(
          validFor, sendWithin, attempts, receiptWithin, changesChannel, inDoubt.doubt());
    }
  }

  /** See {@link Doubt}. */
  public record InDoubt(
      boolean otherChannelOnUnknown,
      @Min(0) @Max(5) int repeatsOnUnknown,
      boolean otherChannelWithoutReceipt) {
    Doubt doubt() {
      return new Doubt(otherChannelOnUnknown, repeatsOnUnknown, otherChannelWithoutReceipt);
    }
  }

  /** The SMS centre; see {@link io.belay.notification.channel.sms.SmsSettings}. */
  public record Sms(
      boolean enabled,
      @NotBlank @Pattern(regexp = ROUTE) String route,
      @NotBlank String host,
      @Min(1) @Max(65_535) int port,
      @NotNull @Size(max = 15) String systemId,
      @NotNull @Size(max = 8) String password,
      @NotNull @Size(max = 12) String systemType,
      @NotBlank @Pattern(regexp = SENDER) String sender,
      @NotNull Map<String, @NotBlank @Pattern(regexp = SENDER) String> senders,
      @Min(1) @Max(1_000) int weight,
      @Min(1) @Max(16) int sessions,
      @Min(1) @Max(1_000) int window,
      @Min(1) @Max(50_000) int ratePerSecond,
      @NotNull GatewayIds idFormat,
      @NotNull ReceiptIds.Place receiptId,
      @DurationMin(millis = 100) @DurationMax(minutes = 2) Duration answerTimeout,
      @DurationMin(seconds = 1) @DurationMax(minutes = 10) Duration enquireLinkEvery,
      @DurationMin(millis = 10) @DurationMax(minutes = 1) Duration reconnectFirst,
      @DurationMin(millis = 10) @DurationMax(minutes = 10) Duration reconnectLongest,
      @DurationMin(millis = 10) @DurationMax(minutes = 1) Duration throttledPause,
      @Min(1) @Max(10) int mostParts,
      @DurationMin(minutes = 1) @DurationMax(days = 3) Duration urgentValidity,
      @DurationMin(minutes = 1) @DurationMax(days = 7) Duration routineValidity) {}

  /** Signs e-mails; see {@link io.belay.notification.channel.email.MailSigner}. */
  public record Dkim(
      @NotBlank @Pattern(regexp = DOMAIN) String domain,
      @NotBlank @Pattern(regexp = "[A-Za-z0-9._-]{1,63}") String selector,
      @NotNull Path privateKey) {}

  /** See {@link io.belay.notification.channel.email.Author.Unsubscribe}. */
  public record Unsubscribe(
      @NotBlank @Pattern(regexp = "https://[!-;=?-~]{1,500}") String url,
      @DefaultValue("false") boolean oneClick) {}

  /**
   * Where bounces go and are taken; see {@link io.belay.notification.channel.email.BounceDoor}.
   *
   * @param host address to listen on
   */
  public record Bounces(
      @NotBlank @Pattern(regexp = DOMAIN) String domain,
      @NotBlank @Pattern(regexp = "[a-z0-9-]{1,8}") @DefaultValue("b") String prefix,
      @NotBlank @Size(min = 32, max = 500) String secret,
      @NotBlank @DefaultValue("127.0.0.1") String host,
      @Min(1) @Max(65_535) @DefaultValue("3026") int port) {}

  /** The mail server; see {@link io.belay.notification.channel.email.EmailSettings}. */
  public record Email(
      boolean enabled,
      @NotBlank @Pattern(regexp = ROUTE) String route,
      @NotBlank String host,
      @Min(1) @Max(65_535) int port,
      @NotNull String username,
      @NotNull String password,
      @NotNull Starttls starttls,
      @Nullable Path trustedCertificates,
      @NotBlank @jakarta.validation.constraints.Email String from,
      @NotBlank @Pattern(regexp = DOMAIN) String domain,
      @Nullable @Valid Dkim dkim,
      @Nullable @Valid Unsubscribe unsubscribe,
      @Nullable @Valid Bounces bounces,
      @Min(1) @Max(1_000) int weight,
      @Min(1) @Max(500) int connections,
      @Min(1) @Max(50_000) int ratePerSecond,
      @DurationMin(millis = 100) @DurationMax(minutes = 2) Duration connectTimeout,
      @DurationMin(millis = 100) @DurationMax(minutes = 10) Duration answerTimeout,
      @DurationMin(seconds = 1) @DurationMax(minutes = 10) Duration idleAtMost) {
    Email at(String route, String host, int port, String username, String password, int weight) {
      return new Email(
          true,
          route,
          host,
          port,
          username,
          password,
          starttls,
          trustedCertificates,
          from,
          domain,
          dkim,
          unsubscribe,
          bounces,
          weight,
          connections,
          ratePerSecond,
          connectTimeout,
          answerTimeout,
          idleAtMost);
    }
  }

  /**
   * So many sends a second under one sender in one market.
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

  /**
   * Dispatchers.
   *
   * @param batch attempts taken and committed at once: a crash leaves at most so many unknown, per
   *     lane, beside those under way
   * @param slowAfter a route whose answer takes longer gets a smaller share
   * @param forgivenBy half of the share a route lost is given back in this time
   */
  public record Dispatch(
      @Min(1) @Max(1_000) int batch,
      @DurationMin(millis = 10) @DurationMax(minutes = 2) Duration slowAfter,
      @DurationMin(seconds = 1) @DurationMax(hours = 1) Duration forgivenBy) {
    RouteCondition.Tolerance tolerance() {
      return new RouteCondition.Tolerance(slowAfter, forgivenBy);
    }
  }

  /** All SMS centres, the first one first. */
  List<Sms> smsCentres() {
    var first = sms.enabled() ? Stream.of(sms) : Stream.<Sms>empty();
    return Stream.concat(
            first, furtherSms.entrySet().stream().map(e -> e.getValue().beside(sms, e.getKey())))
        .toList();
  }

  /** All mail servers, the first one first. */
  List<Email> mailServers() {
    var first = email.enabled() ? Stream.of(email) : Stream.<Email>empty();
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
    return new OutboxPolicy(
        texts,
        outbox.bounceReasons(),
        outbox.contactWait(),
        outbox.openMessages(),
        outbox.keptMessages(),
        new Retries(outbox.answerWithin(), outbox.retryFirst(), outbox.retryLongest()),
        Map.of(
            MessageClass.URGENT, outbox.urgent().policy(),
            MessageClass.ROUTINE, outbox.routine().policy(),
            MessageClass.STATUTORY, outbox.statutory().policy()),
        places(),
        courtesy.courtesies(texts.messageTypes()));
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
