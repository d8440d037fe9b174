package io.belay.local.story;

import io.belay.events.CaseAccepted;
import io.belay.events.CaseClosed;
import io.belay.events.CaseProgress;
import io.belay.events.CaseReopened;
import io.belay.events.CaseResolved;
import io.belay.events.ClockBreached;
import io.belay.events.ClockPaused;
import io.belay.events.ClockResumed;
import io.belay.events.ClockWarned;
import io.belay.events.DeliveryOutcome;
import io.belay.events.DeliveryResult;
import io.belay.events.EventRecorded;
import io.belay.events.EventRejected;
import io.belay.events.LadderExhausted;
import io.belay.events.TierDemoted;
import io.belay.events.TierPromoted;
import io.belay.local.inbox.Message;
import io.belay.local.launch.Console;
import io.belay.local.launch.Console.Tone;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tells on the console what happens to cases, as it happens and in words. */
public final class Storyteller {
  private static final int WHO_COLUMNS = 26;
  private static final double MILLIS = 1000;
  private static final Map<String, String> EVENTS =
      Map.ofEntries(
          Map.entry("ASSIGNED", "was given to an agent"),
          Map.entry("AGENT_REPLIED", "got an answer from an agent"),
          Map.entry("CUSTOMER_REPLIED", "heard from the customer again"),
          Map.entry("WAITING_STARTED", "has to wait for somebody outside"),
          Map.entry("WAITING_ENDED", "need not wait any longer"),
          Map.entry("ESCALATION_REQUESTED", "is asked to go to a higher tier"),
          Map.entry("COMPLAINT_RAISED", "became a complaint; that agent shall not get it again"),
          Map.entry("RATED", "was rated"));

  private final Console console;
  private final DateTimeFormatter clock;
  private final Map<String, String> names = new ConcurrentHashMap<>();

  public Storyteller(Console console) {
    this.console = console;
    this.clock = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());
  }

  /** From now on calls whatever has this case id, phone number or address by a name. */
  public void call(String idOrAddress, String name) {
    if (!idOrAddress.isEmpty()) {
      names.put(idOrAddress, name);
    }
  }

  /** Shows where a customer follows a case. */
  public void page(String name, String url) {
    tell(name, Tone.STRONG, "⌂", "the customer's page: " + url);
  }

  /** Tells a step, where it is worth telling. */
  public void tell(CaseProgress step) {
    var who = names.getOrDefault(step.getCaseId(), "case " + step.getCaseId());
    switch (step.getPayload()) {
      case CaseAccepted opened ->
          tell(
              who,
              Tone.STRONG,
              "●",
              "opened: %s, %s, now with %s"
                  .formatted(opened.getCategory(), opened.getPriority(), tier(step.getTier())));
      case ClockWarned warned ->
          tell(
              who,
              Tone.WARNING,
              "◔",
              "%s will run out in %s"
                  .formatted(warned.getClock(), seconds(warned.getWarnedAt(), warned.getDueAt())));
      case ClockBreached breach ->
          tell(
              who,
              Tone.BAD,
              "✗",
              breach.getClock()
                  + " ran out"
                  + (breach.getMissed() > 1 ? ", " + breach.getMissed() + " times" : ""));
      case TierPromoted up ->
          tell(
              who,
              Tone.UP,
              "↑",
              "goes from %s to %s (%s)".formatted(tier(up.getFrom()), tier(up.getTo()), cause(up)));
      case TierDemoted down ->
          tell(
              who,
              Tone.PLAIN,
              "↓",
              "goes from %s to %s".formatted(tier(down.getFrom()), tier(down.getTo())));
      case LadderExhausted top ->
          tell(who, Tone.BAD, "‼", "nobody is above " + tier(top.getTier()) + ": people must look");
      case ClockPaused paused -> tell(who, Tone.QUIET, "‖", paused.getClock() + " stands still");
      case ClockResumed resumed -> tell(who, Tone.QUIET, "▶", resumed.getClock() + " runs again");
      case CaseResolved resolved -> tell(who, Tone.GOOD, "✓", "resolved: " + resolved.getOutcome());
      case CaseReopened reopened -> tell(who, Tone.WARNING, "↺", "is open again");
      case CaseClosed closed -> tell(who, Tone.GOOD, "■", "closed");
      case EventRecorded event -> recorded(who, event);
      case EventRejected no ->
          tell(who, Tone.WARNING, "⊘", "an event was refused: " + no.getMessage());
      default -> {
        // clocks that start or are met, and follow-ups: told when they matter
      }
    }
  }

  /** Tells when a message could not be delivered; what arrives is told by the message itself. */
  public void tell(DeliveryOutcome outcome) {
    boolean bad =
        outcome.getResult() == DeliveryResult.GIVEN_UP
            || outcome.getResult() == DeliveryResult.UNKNOWN
            || outcome.getResult() == DeliveryResult.EXPIRED;
    if (bad) {
      var who = names.getOrDefault(outcome.getCaseId(), "case " + outcome.getCaseId());
      tell(
          who,
          Tone.BAD,
          "✉",
          "message '%s': %s"
              .formatted(
                  outcome.getMessageType(),
                  outcome.getResult().name().toLowerCase(Locale.ROOT).replace('_', ' ')));
    }
  }

  /** Shows a message as its reader has it. */
  public void tell(Message message) {
    var who = names.getOrDefault(message.to(), message.to());
    var text =
        message.channel().equals("SMS") ? "SMS: " + message.text() : "e-mail: " + message.subject();
    tell(who, Tone.MESSAGE, "✉", text.replaceAll("\\s+", " ").strip());
  }

  private void recorded(String who, EventRecorded event) {
    if (event.getEventType().equals("MILESTONE_REACHED")) {
      tell(who, Tone.GOOD, "◆", "milestone reached: " + event.getMilestone());
      return;
    }
    var words = EVENTS.get(event.getEventType());
    if (words == null) {
      return;
    }
    var agent = event.getHandledBy() == null ? null : event.getHandledBy().getDisplayName();
    boolean assigned = event.getEventType().equals("ASSIGNED") && agent != null;
    tell(who, Tone.PLAIN, "·", assigned ? "was given to " + agent : words);
  }

  private void tell(String who, Tone tone, String sign, String text) {
    console.line(
        "%s  %s %s %s"
            .formatted(
                console.toned(Tone.QUIET, clock.format(Instant.now())),
                Console.fitted(who, WHO_COLUMNS),
                console.toned(tone, sign),
                console.toned(tone, text)));
  }

  private static String tier(@org.jspecify.annotations.Nullable String tier) {
    return tier == null ? "nobody" : "'" + tier + "'";
  }

  private static String cause(TierPromoted up) {
    return up.getClock() == null ? up.getCause() : up.getClock() + " ran out";
  }

  private static String seconds(Instant from, Instant to) {
    double seconds = Duration.between(from, to).toMillis() / MILLIS;
    return seconds < 120
        ? "%.1f s".formatted(seconds)
        : "%d min".formatted(Duration.between(from, to).toMinutes());
  }
}
