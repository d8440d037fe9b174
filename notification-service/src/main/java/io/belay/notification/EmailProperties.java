package io.belay.notification;

import io.belay.notification.channel.email.Starttls;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The mail server; see {@link io.belay.notification.channel.email.EmailSettings}. */
public record EmailProperties(
    boolean enabled,
    @NotBlank @Pattern(regexp = NotificationProperties.ROUTE) String route,
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
  private static final String DOMAIN = "[A-Za-z0-9.-]{1,253}";

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

  EmailProperties at(
      String route, String host, int port, String username, String password, int weight) {
    return new EmailProperties(
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
