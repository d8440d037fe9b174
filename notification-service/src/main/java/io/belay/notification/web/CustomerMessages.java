package io.belay.notification.web;

import io.belay.notification.domain.Attempt;
import io.belay.notification.domain.Channel;
import io.belay.notification.domain.Message;
import io.belay.notification.domain.MessageClass;
import io.belay.notification.domain.Outbox;
import io.belay.notification.domain.Result;
import io.belay.notification.domain.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The messages of a customer, oldest first; addresses and texts are not among it.
 *
 * @param contactKnown whether Belay knows how to reach the customer
 * @param erasure null where nobody asked for it
 */
public record CustomerMessages(
    String customerId,
    boolean contactKnown,
    @Nullable ErasureView erasure,
    List<MessageView> messages) {

  /**
   * That the contact is to be forgotten.
   *
   * @param askedAt from then on only statutory notices use it
   * @param waitsFor the statutory clocks that still run, by case; empty where none does: a contact
   *     that is known all the same is kept for a notice that is not over, or for what may wait to
   *     be read
   */
  public record ErasureView(Instant askedAt, Map<String, List<String>> waitsFor) {}

  /**
   * A message.
   *
   * @param state awaiting-contact, held, on-its-way, at-gateway or finished
   * @param reason why it ended so; of a held one what it waits for, such as quiet-hours
   * @param until when Belay looks at it again by itself; null when finished
   */
  public record MessageView(
      String messageId,
      String caseId,
      String messageType,
      MessageClass messageClass,
      Instant decidedAt,
      String state,
      @Nullable Result result,
      @Nullable String reason,
      @Nullable Channel channel,
      @Nullable Instant finishedAt,
      @Nullable Instant until,
      List<AttemptView> attempts) {}

  /**
   * One try.
   *
   * @param template version of the texts it was said with
   */
  public record AttemptView(
      int number,
      Channel channel,
      Instant startedAt,
      @Nullable Result result,
      @Nullable String reason,
      @Nullable String route,
      @Nullable String template) {}

  private static final JsonMapper JSON = new JsonMapper();

  /** As they go from instance to instance. */
  public static byte[] bytes(String topic, CustomerMessages messages) {
    return JSON.writeValueAsBytes(messages);
  }

  public static CustomerMessages read(byte[] bytes) {
    return JSON.readValue(bytes, CustomerMessages.class);
  }

  /** What an outbox holds. */
  public static CustomerMessages of(String customerId, Outbox outbox) {
    return new CustomerMessages(
        customerId,
        outbox.contact() != null,
        erasure(outbox),
        outbox.messages().stream().map(CustomerMessages::view).toList());
  }

  private static @Nullable ErasureView erasure(Outbox outbox) {
    var contacts = outbox.contacts();
    var askedAt = contacts.erasedAt();
    boolean toldAnew = outbox.contact() != null && !contacts.isRestricted();
    return askedAt == null || toldAnew
        ? null
        : new ErasureView(
            askedAt, contacts.isRestricted() ? outbox.duties().clocksByCase() : Map.of());
  }

  private static MessageView view(Message message) {
    var finished = message.stage() instanceof Stage.Finished over ? over : null;
    return new MessageView(
        message.messageId(),
        message.caseId(),
        message.messageType(),
        message.messageClass(),
        message.decidedAt(),
        nameOf(message.stage()),
        finished == null ? null : finished.result(),
        finished == null ? held(message.stage()) : finished.reason(),
        finished == null ? null : finished.channel(),
        finished == null ? null : finished.at(),
        message.stage() instanceof Stage.Open open ? open.wakeAt() : null,
        message.attempts().stream().map(CustomerMessages::view).toList());
  }

  private static @Nullable String held(Stage stage) {
    return stage instanceof Stage.Held held ? held.reason() : null;
  }

  private static AttemptView view(Attempt attempt) {
    return new AttemptView(
        attempt.number(),
        attempt.channel(),
        attempt.startedAt(),
        attempt.result(),
        attempt.reason(),
        attempt.route(),
        attempt.template());
  }

  private static String nameOf(Stage stage) {
    return switch (stage) {
      case Stage.AwaitingContact awaiting -> "awaiting-contact";
      case Stage.Held held -> "held";
      case Stage.OnItsWay sent -> "on-its-way";
      case Stage.AtGateway taken -> "at-gateway";
      case Stage.Finished finished -> "finished";
    };
  }
}
