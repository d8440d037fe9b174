package io.belay.notification.stream;

import io.belay.contract.TraceParent;
import io.belay.duetime.CommitPace;
import io.belay.duetime.ThreadTime;
import io.belay.duetime.TickLimits;
import io.belay.duetime.Ticker;
import io.belay.duetime.WakeUps;
import io.belay.notification.domain.AttemptRef;
import io.belay.notification.domain.OpenMessages;
import io.belay.notification.domain.Outbox;
import io.belay.notification.domain.OutboxDecision;
import io.belay.notification.domain.OutboxEffect;
import io.belay.notification.domain.OutboxInput;
import io.belay.notification.domain.OutboxRules;
import io.belay.notification.domain.Outgoing;
import io.belay.notification.domain.Result;
import io.belay.notification.wire.WaitingSince;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Loads a customer's outbox, lets it decide, saves it and sends on what follows. */
final class OutboxProcessor extends ContextualProcessor<String, OutboxInput, String, Outgoing> {
  private final OutboxRoom room;
  private final WakeUps wakeUps = new WakeUps();
  private KeyValueStore<String, Outbox> outboxes;
  private KeyValueStore<String, byte[]> traces;
  private OpenMessages open = new OpenMessages();
  private Instant nothingDueBefore = Instant.MIN;
  private Ticker ticker;
  private ThreadTime time;
  private CommitPace pace;

  /**
   * What an outbox takes in.
   *
   * @param at when it was written
   */
  private record Cause(Optional<TraceParent> trace, Instant at) {}

  @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
  OutboxProcessor(OutboxRoom room) {
    this.room = room;
  }

  @Override
  public void init(ProcessorContext<String, Outgoing> context) {
    super.init(context);
    outboxes = context.getStateStore(NotificationTopology.OUTBOX);
    traces = context.getStateStore(NotificationTopology.TRACES);
    wakeUps.clear();
    room.metrics().left(open);
    open = new OpenMessages();
    nothingDueBefore =
        Instant.ofEpochMilli(context.currentSystemTimeMs()).plus(room.answersFirst());
    // once per take-over of the partition: what is due is derived from the store
    try (var all = outboxes.all()) {
      all.forEachRemaining(entry -> schedule(entry.key, Outbox.EMPTY, entry.value));
    }
    room.metrics().watch(open);
    time = ThreadTime.ofThisThread();
    pace = CommitPace.startOn(context, System::nanoTime, NotificationTopology.COMMITS_APART);
    ticker =
        new Ticker(wakeUps, TickLimits.standard(), this::wake, room.metrics().outboxTicks())
            .startOn(context);
  }

  @Override
  public void process(Record<String, OutboxInput> record) {
    time.recordCame();
    var cause = new Cause(Traces.of(record.headers()), Instant.ofEpochMilli(record.timestamp()));
    take(record.key(), Replays.in(record), cause);
  }

  private void wake(String customerId, Instant dueAt, Instant now) {
    take(
        customerId,
        new OutboxInput.WokenUp(room.caughtUp().upTo()),
        new Cause(Optional.empty(), now));
  }

  private void take(String customerId, OutboxInput input, Cause cause) {
    var trace = cause.trace();
    var now = Instant.ofEpochMilli(context().currentSystemTimeMs());
    var known = outboxes.get(customerId);
    var outbox = known == null ? Outbox.EMPTY : known;
    OutboxDecision decision = OutboxRules.decide(outbox, input, room.policy(), now);
    if (!decision.next().equals(outbox)) {
      outboxes.put(customerId, decision.next());
    }
    // also where nothing changed: who was woken is not in the index any more
    schedule(customerId, outbox, decision.next());
    input.toBeSaid().ifPresent(followUp -> keepTrace(followUp.messageId(), decision.next(), trace));
    for (var effect : decision.effects()) {
      follow(customerId, effect, now, new Cause(traceOf(effect).or(() -> trace), cause.at()));
    }
    decision.effects().forEach(this::forgetTrace);
  }

  private void schedule(String customerId, Outbox before, Outbox after) {
    var wakeAt = after.wakeAt(room.policy(), Instant.ofEpochMilli(context().currentSystemTimeMs()));
    if (wakeAt == null) {
      wakeUps.cancel(customerId);
    } else {
      wakeUps.schedule(customerId, wakeAt.isBefore(nothingDueBefore) ? nothingDueBefore : wakeAt);
    }
    if (after.contacts().isRestricted()) {
      room.caughtUp().wanted();
    }
    open.changed(before, after);
  }

  /** What a message sets off hours later still belongs to the trace it came in. */
  private void keepTrace(String messageId, Outbox outbox, Optional<TraceParent> trace) {
    if (outbox.hasOpen(messageId)) {
      trace.ifPresent(parent -> traces.put(messageId, parent.toBytes()));
    }
  }

  private Optional<TraceParent> traceOf(OutboxEffect effect) {
    return effect.messageId().map(traces::get).map(kept -> TraceParent.fromBytes(kept, 0));
  }

  private void forgetTrace(OutboxEffect effect) {
    if (effect instanceof OutboxEffect.Report report && report.last()) {
      traces.delete(report.message().messageId());
    }
  }

  private void follow(String customerId, OutboxEffect effect, Instant now, Cause cause) {
    var trace = cause.trace();
    var headers = Traces.headers(trace);
    switch (effect) {
      case OutboxEffect.Send send -> {
        try (var span = room.spans().within(trace, "render message", send.followUp().caseId())) {
          send(customerId, send, now, cause, Traces.headers(span.context()));
        }
      }
      case OutboxEffect.Report report -> {
        room.metrics().reported(report);
        forward(customerId, new Outgoing.Outcome(customerId, report, now), now, headers);
      }
      case OutboxEffect.Proof proof -> {
        forward(customerId, new Outgoing.Proof(customerId, proof, now), now, headers);
        pace.did(cause.at(), now);
      }
      case OutboxEffect.Unconfirmed unconfirmed -> room.metrics().unconfirmed(unconfirmed);
      case OutboxEffect.ContactForgotten forgotten -> room.metrics().contactForgotten(forgotten);
      case OutboxEffect.Ignored ignored -> room.metrics().ignored(ignored.why());
    }
  }

  /** What must not be said is refused like by a gateway, and the outbox decides what follows. */
  private void send(
      String customerId, OutboxEffect.Send send, Instant now, Cause cause, Headers headers) {
    var delivery = delivery(customerId, send, now);
    var refusal = room.texts().refusal(delivery.rendered(), send.followUp(), send.channel());
    if (refusal.isPresent()) {
      var messageId = send.followUp().messageId();
      take(
          customerId,
          new OutboxInput.OutcomeReported(
              messageId, send.attempt(), Result.REFUSED, refusal.get(), false, null),
          cause);
    } else {
      forward(customerId, delivery, now, withWait(send, cause, headers));
      forward(customerId, codeIssued(customerId, send, now), now, headers);
      pace.did(cause.at(), now);
    }
  }

  /** What sets a message off at once was there before it was read. */
  private static Headers withWait(OutboxEffect.Send send, Cause cause, Headers headers) {
    var since = send.waitsSince();
    if (since == null) {
      return headers;
    }
    var marked = new RecordHeaders(headers);
    WaitingSince.write(marked, cause.at().isBefore(since) ? cause.at() : since);
    return marked;
  }

  private Outgoing.Delivery delivery(String customerId, OutboxEffect.Send send, Instant now) {
    var followUp = send.followUp();
    return new Outgoing.Delivery(
        new AttemptRef(customerId, followUp.caseId(), followUp.messageId(), send.attempt()),
        followUp.messageType(),
        followUp.messageClass(),
        send.channel(),
        send.address(),
        followUp.market(),
        room.texts().render(followUp, send.channel(), send.name(), send.place(), now),
        followUp.decidedAt(),
        send.notAfter(),
        send.failedRoute());
  }

  private Outgoing.CodeIssued codeIssued(String customerId, OutboxEffect.Send send, Instant now) {
    var outbox = outboxes.get(customerId);
    var contact = outbox == null ? null : outbox.contact();
    var phone = contact == null ? null : contact.phone();
    return new Outgoing.CodeIssued(
        room.texts().issued(send.followUp(), send.channel(), send.place(), phone, now));
  }

  private void forward(String customerId, Outgoing outgoing, Instant now, Headers headers) {
    context().forward(new Record<>(customerId, outgoing, now.toEpochMilli(), headers));
  }

  @Override
  public void close() {
    ticker.close();
    room.metrics().left(open);
  }
}
