package io.belay.notification;

import io.belay.notification.channel.sms.GatewayIds;
import io.belay.notification.channel.sms.ReceiptIds;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** More routes beside a channel's first: what they do not name is as the first one has it. */
final class FurtherRoutes {
  private FurtherRoutes() {}

  /** One more SMS centre. */
  public record Centre(
      @NotBlank String host,
      @Min(1) @Max(65_535) @DefaultValue("2775") int port,
      @NotNull @Size(max = 15) String systemId,
      @NotNull @Size(max = 8) String password,
      @Nullable @Pattern(regexp = NotificationProperties.SENDER) String sender,
      @Nullable Map<String, @NotBlank @Pattern(regexp = NotificationProperties.SENDER) String>
          senders,
      @Min(1) @Max(1_000) @DefaultValue("100") int weight,
      @Nullable @Min(1) @Max(16) Integer sessions,
      @Nullable @Min(1) @Max(1_000) Integer window,
      @Nullable @Min(1) @Max(50_000) Integer ratePerSecond,
      @Nullable GatewayIds idFormat,
      ReceiptIds.@Nullable Place receiptId) {
    SmsProperties beside(SmsProperties first, String route) {
      return new SmsProperties(
          true,
          route,
          host,
          port,
          systemId,
          password,
          first.systemType(),
          or(sender, first.sender()),
          or(senders, first.senders()),
          weight,
          or(sessions, first.sessions()),
          or(window, first.window()),
          or(ratePerSecond, first.ratePerSecond()),
          or(idFormat, first.idFormat()),
          or(receiptId, first.receiptId()),
          first.answerTimeout(),
          first.enquireLinkEvery(),
          first.reconnectFirst(),
          first.reconnectLongest(),
          first.throttledPause(),
          first.mostParts(),
          first.urgentValidity(),
          first.routineValidity());
    }
  }

  /** One more mail server, which writes under the same name. */
  public record MailServer(
      @NotBlank String host,
      @Min(1) @Max(65_535) @DefaultValue("25") int port,
      @NotNull @DefaultValue("") String username,
      @NotNull @DefaultValue("") String password,
      @Min(1) @Max(1_000) @DefaultValue("100") int weight) {
    EmailProperties beside(EmailProperties first, String route) {
      return first.at(route, host, port, username, password, weight);
    }
  }

  private static <T> T or(@Nullable T own, T first) {
    return own == null ? first : own;
  }
}
