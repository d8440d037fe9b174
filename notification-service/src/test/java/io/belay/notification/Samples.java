package io.belay.notification;

import io.belay.notification.domain.AttemptRef;
import io.belay.notification.domain.Channel;
import io.belay.notification.domain.Contact;
import io.belay.notification.domain.Courtesies;
import io.belay.notification.domain.Facts;
import io.belay.notification.domain.FollowUp;
import io.belay.notification.domain.MessageClass;
import io.belay.notification.domain.Names;
import io.belay.notification.domain.OutboxPolicy;
import io.belay.notification.domain.OutboxPolicy.ClassPolicy;
import io.belay.notification.domain.OutboxPolicy.Doubt;
import io.belay.notification.domain.OutboxPolicy.Erasure;
import io.belay.notification.domain.OutboxPolicy.Retries;
import io.belay.notification.domain.Outgoing.Delivery;
import io.belay.notification.domain.Places;
import io.belay.notification.domain.Places.Place;
import io.belay.notification.domain.QuietHours;
import io.belay.notification.domain.Rendered;
import io.belay.notification.domain.Texts;
import io.belay.notification.rendering.CheckCodes;
import io.belay.notification.rendering.MessageTexts;
import io.belay.notification.rendering.TemplateFiles;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the tests of this module talk about. */
public final class Samples {
  public static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  public static final String CASE = "0195b2c4-7d1e-7000-8000-3fa29c1b44d2";
  public static final String CUSTOMER = "C-1001";
  public static final String PHONE = "+8613800138000";
  public static final String EMAIL = "wang@example.com";
  public static final Set<String> TYPES =
      Set.of(
          "acknowledgement",
          "progress",
          "promotion",
          "apology",
          "action-needed",
          "result",
          "rating-request",
          "reminder",
          "reopened",
          "digest",
          "incident",
          "incident-over",
          "notice-acknowledgement",
          "notice-delay",
          "notice-credit",
          "notice-decision");

  /** Texts that can say every type, in one version. */
  private static final Texts TEXTS =
      new Texts() {
        @Override
        public Set<String> messageTypes() {
          return TYPES;
        }

        @Override
        public Optional<String> refusal(FollowUp followUp) {
          return TYPES.contains(followUp.messageType())
              ? Optional.empty()
              : Optional.of("no-template");
        }

        @Override
        public String versionOf(String messageType, String locale) {
          return messageType + "-" + locale + "-v1";
        }
      };

  private Samples() {}

  public static FollowUp followUp(long sequence, MessageClass messageClass) {
    return followUp(sequence, messageClass, "progress");
  }

  public static FollowUp followUp(long sequence, MessageClass messageClass, String type) {
    return new FollowUp(
        CUSTOMER, CASE, sequence, NOON.minusSeconds(1), type, messageClass, "CN", null, facts());
  }

  public static Facts facts() {
    return factsWith("Li");
  }

  /** The same, with an agent of this name. */
  public static Facts factsWith(String agent) {
    return new Facts(
        NOON.minus(Duration.ofHours(3)),
        new Names("withdrawal-delayed", Map.of("en", "delayed withdrawal", "zh-CN", "提现延迟")),
        new Names("specialist", Map.of("en", "our specialists", "zh-CN", "专家组")),
        agent,
        NOON.plus(Duration.ofHours(4)),
        "MERCHANT",
        new Names("REFUNDED", Map.of("en", "refunded", "zh-CN", "已退款")),
        "next-update",
        "W20261119-7781",
        "199.00",
        "CNY");
  }

  public static Contact contact() {
    return contact(PHONE, EMAIL, null, Set.of());
  }

  public static Contact contact(
      @Nullable String phone,
      @Nullable String email,
      @Nullable QuietHours quietHours,
      Set<String> optOuts) {
    return new Contact(
        NOON.minusSeconds(60),
        "Wang",
        phone,
        email,
        "en",
        ZoneId.of("Asia/Shanghai"),
        List.of(Channel.SMS, Channel.EMAIL),
        optOuts,
        quietHours,
        false);
  }

  public static OutboxPolicy policy() {
    return policy(Courtesies.NONE, new Doubt(true, 0, true));
  }

  /**
   * @param doubt of urgent and statutory messages; routine ones are left alone
   */
  public static OutboxPolicy policy(Courtesies courtesies, Doubt doubt) {
    return policy(TEXTS, courtesies, doubt);
  }

  /** With texts as they are shipped. */
  public static OutboxPolicy policy(Texts texts) {
    return policy(texts, Courtesies.NONE, new Doubt(true, 0, true));
  }

  /** Where only these channels have a route. */
  public static OutboxPolicy policy(Set<Channel> channels) {
    return policy(TEXTS, channels, Courtesies.NONE, new Doubt(true, 0, true));
  }

  private static OutboxPolicy policy(Texts texts, Courtesies courtesies, Doubt doubt) {
    return policy(texts, Set.of(Channel.values()), courtesies, doubt);
  }

  private static OutboxPolicy policy(
      Texts texts, Set<Channel> channels, Courtesies courtesies, Doubt doubt) {
    return new OutboxPolicy(
        texts,
        channels,
        Set.of("bad-address"),
        Duration.ofHours(24),
        new Erasure(Duration.ofHours(1), Duration.ofHours(24)),
        5,
        3,
        new Retries(Duration.ofSeconds(30), Duration.ofSeconds(2)),
        Map.of(
            MessageClass.URGENT,
            new ClassPolicy(
                Duration.ofHours(1),
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                Duration.ofMinutes(2),
                true,
                doubt),
            MessageClass.ROUTINE,
            new ClassPolicy(
                Duration.ofHours(24),
                Duration.ofMinutes(30),
                Duration.ofMinutes(15),
                Duration.ofHours(25),
                false,
                new Doubt(false, 0, false)),
            MessageClass.STATUTORY,
            new ClassPolicy(
                Duration.ofHours(72),
                Duration.ofMinutes(30),
                Duration.ofMinutes(15),
                Duration.ofHours(2),
                true,
                doubt)),
        Map.of("result", Duration.ofHours(24)),
        new Places(
            Map.of("CN", new Place("zh-CN", ZoneId.of("Asia/Shanghai"))),
            new Place("en", ZoneId.of("UTC"))),
        courtesies);
  }

  public static MessageTexts texts() {
    return new MessageTexts(
        TemplateFiles.from("classpath:messages/"),
        Map.of("en", "Harbour Bank", "zh-CN", "港湾银行"),
        "en",
        new CheckCodes(new byte[32]));
  }

  public static Delivery delivery(Channel channel, String address, String text) {
    return new Delivery(
        new AttemptRef(CUSTOMER, CASE, CASE + "/7", 1),
        "progress",
        MessageClass.ROUTINE,
        channel,
        address,
        "CN",
        new Rendered("en", "Your case", text, "<p>" + text + "</p>", "t1", "K7QM-3XPA"),
        NOON,
        Instant.now().plusSeconds(60));
  }
}
