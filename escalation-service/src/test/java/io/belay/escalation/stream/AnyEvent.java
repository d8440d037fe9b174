package io.belay.escalation.stream;

import io.belay.events.Actor;
import io.belay.events.ActorKind;
import io.belay.events.AgentReplied;
import io.belay.events.Assigned;
import io.belay.events.CaseEvent;
import io.belay.events.Channel;
import io.belay.events.Closed;
import io.belay.events.ComplaintRaised;
import io.belay.events.ContactMissed;
import io.belay.events.CustomerInformed;
import io.belay.events.CustomerReplied;
import io.belay.events.Deescalated;
import io.belay.events.EscalationRequested;
import io.belay.events.ExtensionGranted;
import io.belay.events.MilestoneReached;
import io.belay.events.Noted;
import io.belay.events.Opened;
import io.belay.events.Rated;
import io.belay.events.Reclassified;
import io.belay.events.Reopened;
import io.belay.events.Resolved;
import io.belay.events.Transaction;
import io.belay.events.WaitingEnded;
import io.belay.events.WaitingOn;
import io.belay.events.WaitingStarted;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Case events as a seeded random bank reports them, sensible or not. */
final class AnyEvent {
  private static final List<String> TIERS =
      List.of("front-line", "senior", "specialist", "complaints-office", "attic");
  private static final List<String> CATEGORIES =
      List.of("other", "stolen", "complaint", "unheard-of");
  private static final List<String> MILESTONES =
      List.of("FINAL_RESPONSE_SENT", "HOLDING_RESPONSE_SENT", "REFUND_BOOKED", "ACCOUNT_FROZEN");
  private static final List<String> MODES = List.of("retroactive", "forward", "reset", "continue");

  private final Random random;
  private int events;

  AnyEvent(Random random) {
    this.random = random;
  }

  CaseEvent opening(String caseId, Instant at) {
    boolean rich = random.nextInt(10) == 0;
    return event(
        caseId,
        at,
        null,
        Opened.newBuilder()
            .setCategory(oneOf(CATEGORIES))
            .setChannel(Channel.PHONE)
            .setPriority(random.nextBoolean() ? null : priority())
            .setTransaction(
                rich
                    ? Transaction.newBuilder().setAmount("1500.00").setCurrency("EUR").build()
                    : null)
            .build());
  }

  CaseEvent of(String caseId, Instant at) {
    return event(caseId, at, actor(), payload(at));
  }

  private CaseEvent event(
      String caseId, Instant at, @Nullable Actor actor, SpecificRecord payload) {
    boolean foreign = random.nextInt(200) == 0;
    return CaseEvent.newBuilder()
        .setEventId("e-" + events++)
        .setCaseId(caseId)
        .setCustomerId(foreign ? "somebody-else" : "K-of-" + caseId)
        .setOccurredAt(at)
        .setSource("random")
        .setSubmittedBy("random")
        .setActor(actor)
        .setPayload(payload)
        .build();
  }

  private SpecificRecord payload(Instant at) {
    return switch (random.nextInt(24)) {
      case 0 -> new Assigned(null, null, actor());
      case 1 -> new Assigned(oneOf(TIERS), null, actor());
      case 2 -> new Assigned(null, "queue-" + random.nextInt(3), null);
      case 3, 4, 5 -> new AgentReplied();
      case 6 -> new CustomerReplied();
      case 7, 8 -> new WaitingStarted(oneOf(List.of(WaitingOn.values())), null);
      case 9 -> new WaitingEnded();
      case 10 -> new EscalationRequested(random.nextBoolean(), null);
      case 11 -> new Deescalated(random.nextBoolean() ? null : oneOf(TIERS));
      case 12 ->
          random.nextBoolean()
              ? new Reclassified(null, priority(), null, oneOf(MODES), null, null)
              : new Reclassified(null, priority(), null, null, "C-0", aWhileBefore(at));
      case 13 -> new Reclassified(oneOf(CATEGORIES), null, null, null, null, null);
      case 14 -> new MilestoneReached(oneOf(MILESTONES));
      case 15 -> new ExtensionGranted("final-answer", "A. Approver");
      case 16 -> new ComplaintRaised(true, "A-" + random.nextInt(3), null);
      case 17, 18 -> new Resolved("REFUNDED");
      case 19 -> new Reopened();
      case 20 -> random.nextInt(2) == 0 ? new Closed() : new Noted();
      case 21 -> new Rated(random.nextInt(7));
      case 22 -> new ContactMissed(random.nextBoolean(), 1);
      default ->
          CustomerInformed.newBuilder()
              .setMessageId("m-" + random.nextInt(9))
              .setMessageType("promotion")
              .setChannel("SMS")
              .setConfirmed(random.nextBoolean())
              .build();
    };
  }

  private @Nullable Actor actor() {
    return switch (random.nextInt(4)) {
      case 0 -> null;
      case 1 -> new Actor(ActorKind.CUSTOMER, null, null, null);
      default ->
          new Actor(ActorKind.AGENT, "A-" + random.nextInt(3), "Li", "team-" + random.nextInt(2));
    };
  }

  private Instant aWhileBefore(Instant at) {
    return at.minusSeconds(random.nextInt(7_200));
  }

  private String priority() {
    return "P" + (1 + random.nextInt(4));
  }

  private <T> T oneOf(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
