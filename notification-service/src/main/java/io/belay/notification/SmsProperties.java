package io.belay.notification;

import io.belay.notification.channel.sms.GatewayIds;
import io.belay.notification.channel.sms.ReceiptIds;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** The SMS centre; see {@link io.belay.notification.channel.sms.SmsSettings}. */
public record SmsProperties(
    boolean enabled,
    @NotBlank @Pattern(regexp = NotificationProperties.ROUTE) String route,
    @NotBlank String host,
    @Min(1) @Max(65_535) int port,
    @NotNull @Size(max = 15) String systemId,
    @NotNull @Size(max = 8) String password,
    @NotNull @Size(max = 12) String systemType,
    @NotBlank @Pattern(regexp = NotificationProperties.SENDER) String sender,
    @NotNull Map<String, @NotBlank @Pattern(regexp = NotificationProperties.SENDER) String> senders,
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
