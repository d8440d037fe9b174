package io.belay.notification.channel.http;

import io.belay.notification.NotificationMetrics;
import io.belay.notification.channel.DispatchReports;
import io.belay.notification.channel.http.GatewaySettings.CallbackSettings;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Takes what gateways report by callback, and passes it on. */
public final class GatewayCallbacks {
  private static final int MOST_RECEIPTS = 1_000;
  private static final int LONGEST_ID = 65;
  private static final int LONGEST_STATE = 40;

  /** Checked against where the gateway is unknown, so that the answer takes as long. */
  private static final String NOBODYS_SECRET = "nobody's secret, for equal time!";

  private final Map<String, CallbackSettings> callbacks;
  private final DispatchReports reports;
  private final NotificationMetrics metrics;
  private final InstantSource clock;

  /** What became of a callback. */
  public sealed interface Result {
    /** Completes when the broker has every receipt; exceptionally when it could not take one. */
    record Taken(CompletableFuture<Void> written) implements Result {}

    /** Not signed by this gateway, or not now. */
    record NotGenuine() implements Result {}

    /** Signed, but not what the gateway's settings say. */
    record Unreadable(String detail) implements Result {}
  }

  private record Receipt(String id, String state, @Nullable String error) {}

  public GatewayCallbacks(
      Map<String, GatewaySettings> gateways,
      DispatchReports reports,
      NotificationMetrics metrics,
      InstantSource clock) {
    var found = new java.util.HashMap<String, CallbackSettings>();
    gateways.forEach(
        (name, settings) -> {
          var callback = settings.callback();
          if (callback != null) {
            found.put(name, callback);
          }
        });
    this.callbacks = Map.copyOf(found);
    this.reports = reports;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * Takes a callback.
   *
   * @param body as it travelled, bounded
   */
  public Result take(
      String gateway, @Nullable String timestamp, @Nullable String signature, byte[] body) {
    var callback = callbacks.get(gateway);
    var secret = callback == null ? NOBODYS_SECRET : callback.secret();
    boolean genuine =
        CallbackSignature.isGenuine(secret, timestamp, signature, body, clock.instant());
    if (callback == null || !genuine) {
      metrics.callbackRefused("not-genuine");
      return new Result.NotGenuine();
    }
    var receipts = read(callback, GatewayAnswer.json(body));
    if (receipts.isEmpty()) {
      metrics.callbackRefused("unreadable");
      return new Result.Unreadable(
          "Expected 1 to %d receipts with an id at %s and a state at %s"
              .formatted(MOST_RECEIPTS, callback.id(), callback.state()));
    }
    return new Result.Taken(write(gateway, receipts.get()));
  }

  private CompletableFuture<Void> write(String gateway, List<Receipt> receipts) {
    var now = clock.instant();
    return CompletableFuture.allOf(
        receipts.stream()
            .map(each -> reports.receipt(gateway, each.id(), each.state(), each.error(), now))
            .toArray(CompletableFuture[]::new));
  }

  /** All receipts or none: a callback that is half understood is sent again by the gateway. */
  private static Optional<List<Receipt>> read(CallbackSettings callback, JsonNode json) {
    var listed = json.at(callback.receipts());
    var each = listed.isArray() ? listed.values() : List.of(listed);
    if (each.isEmpty() || each.size() > MOST_RECEIPTS) {
      return Optional.empty();
    }
    var receipts = new ArrayList<Receipt>();
    for (var receipt : each) {
      var id = GatewayAnswer.shortText(receipt, callback.id(), LONGEST_ID);
      var state = GatewayAnswer.shortText(receipt, callback.state(), LONGEST_STATE);
      if (id.isEmpty() || state.isEmpty()) {
        return Optional.empty();
      }
      var error =
          callback.error().isEmpty()
              ? Optional.<String>empty()
              : GatewayAnswer.shortText(receipt, callback.error(), LONGEST_STATE);
      var meant = callback.states().get(state.get());
      receipts.add(
          new Receipt(id.get(), meant == null ? "UNKNOWN" : meant.name(), error.orElse(null)));
    }
    return Optional.of(receipts);
  }
}
