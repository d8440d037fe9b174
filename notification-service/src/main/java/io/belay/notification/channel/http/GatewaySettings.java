package io.belay.notification.channel.http;

import io.belay.notification.domain.Senders;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * An HTTP gateway for text messages: what it is sent, what its answers mean, what its callbacks
 * say.
 *
 * @param body how the fields travel
 * @param fields value by the gateway's name of the field; for JSON the name may be a pointer such
 *     as {@code /messages/0/to}. Values may hold {@code {number}} (E.164), {@code {digits}} (the
 *     same without +), {@code {text}}, {@code {sender}}, {@code {reference}} (ours, one an
 *     attempt), {@code {class}} and {@code {validity-minutes}}
 * @param headers sent with each request; here belongs what authenticates us
 * @param weight against the channel's other routes, while all are well
 * @param window sends under way at once
 * @param ratePerSecond SMS a second, each part of a text counted
 * @param throttledPause how long nothing is sent after "too fast", when the answer does not tell
 * @param mostParts a longer text is refused, not cut
 * @param answerTimeout a send without an answer by then is unknown
 */
public record GatewaySettings(
    @NotNull URI url,
    @NotNull @DefaultValue("JSON") Body body,
    @NotEmpty @Size(max = 50) Map<String, @NotBlank String> fields,
    @NotNull @DefaultValue Map<String, @NotBlank String> headers,
    @NotNull @Valid @DefaultValue Answers answers,
    @Nullable @Valid CallbackSettings callback,
    @NotBlank @Pattern(regexp = "[A-Za-z0-9 ]{1,11}|[0-9]{1,15}") String sender,
    @NotNull @DefaultValue
        Map<String, @NotBlank @Pattern(regexp = "[A-Za-z0-9 ]{1,11}|[0-9]{1,15}") String> senders,
    @Min(1) @Max(1_000) @DefaultValue("100") int weight,
    @Min(1) @Max(1_000) @DefaultValue("20") int window,
    @Min(1) @Max(50_000) @DefaultValue("100") int ratePerSecond,
    @DurationMin(millis = 10) @DurationMax(minutes = 1) @DefaultValue("500ms")
        Duration throttledPause,
    @Min(1) @Max(10) @DefaultValue("6") int mostParts,
    @DurationMin(millis = 100) @DurationMax(minutes = 1) @DefaultValue("3s")
        Duration connectTimeout,
    @DurationMin(millis = 100) @DurationMax(minutes = 2) @DefaultValue("10s")
        Duration answerTimeout,
    @DurationMin(minutes = 1) @DurationMax(days = 3) @DefaultValue("1h") Duration urgentValidity,
    @DurationMin(minutes = 1) @DurationMax(days = 7) @DefaultValue("24h")
        Duration routineValidity) {

  /** How the fields of a message travel. */
  public enum Body {
    /** POST, a JSON object. */
    JSON,
    /** POST, application/x-www-form-urlencoded. */
    FORM,
    /** GET, in the query. */
    QUERY
  }

  /**
   * What answers mean.
   *
   * @param id JSON pointer to the gateway's message id; empty: our reference is the id in receipts
   * @param rules the first that fits decides; where none does, 2xx is accepted, 429 too fast, 503
   *     refused for now, 408 and the other 5xx unknown, the rest refused
   */
  public record Answers(
      @NotNull @DefaultValue("") @Pattern(regexp = "(/[^/]+)*") String id,
      @NotNull @Size(max = 50) @DefaultValue List<@Valid Rule> rules) {
    public Answers {
      rules = List.copyOf(rules);
    }
  }

  /**
   * One rule about an answer.
   *
   * @param status HTTP status or range, such as 200-299
   * @param pointer JSON pointer to the value to look at; empty: the whole body
   * @param matches regular expression, found anywhere in the value
   * @param reason stable code in outcomes, such as bad-address
   */
  public record Rule(
      @NotNull @DefaultValue("100-599") @Pattern(regexp = "[1-5][0-9]{2}(-[1-5][0-9]{2})?")
          String status,
      @NotNull @DefaultValue("") @Pattern(regexp = "(/[^/]+)*") String pointer,
      @NotNull @DefaultValue("") java.util.regex.Pattern matches,
      @NotNull Meaning means,
      @Nullable @Pattern(regexp = "[a-z0-9-]{1,40}") String reason) {}

  /** What an answer can mean. */
  public enum Meaning {
    ACCEPTED,
    /** It will never take this message. */
    REFUSED,
    /** It does not take it now; the same message may be sent again. */
    REFUSED_FOR_NOW,
    /** Too fast. */
    THROTTLED,
    /** It may have taken it. */
    UNKNOWN
  }

  /**
   * What callbacks say, and how they are known to be the gateway's.
   *
   * @param secret key of the HMAC-SHA256, at least 32 characters
   * @param receipts JSON pointer to a list of receipts; empty: the body is one receipt, or a list
   * @param id JSON pointer to the message id within a receipt
   * @param state JSON pointer to the state within a receipt
   * @param error JSON pointer to an error code within a receipt; empty: none
   * @param states what the gateway's states mean; one that is not listed changes nothing
   */
  public record CallbackSettings(
      @NotBlank @Size(min = 32, max = 500) String secret,
      @NotNull @DefaultValue("") @Pattern(regexp = "(/[^/]+)*") String receipts,
      @NotBlank @Pattern(regexp = "(/[^/]+)+") String id,
      @NotBlank @Pattern(regexp = "(/[^/]+)+") String state,
      @NotNull @DefaultValue("") @Pattern(regexp = "(/[^/]+)*") String error,
      @NotEmpty Map<String, @NotNull State> states) {
    public CallbackSettings {
      states = Map.copyOf(states);
    }
  }

  /** States of the contract's receipts. */
  public enum State {
    DELIVERED,
    UNDELIVERED,
    EXPIRED,
    REJECTED,
    ENROUTE
  }

  public GatewaySettings {
    fields = Map.copyOf(fields);
    headers = Map.copyOf(headers);
    senders = Map.copyOf(senders);
  }

  Senders allSenders() {
    return new Senders(sender, senders);
  }
}
