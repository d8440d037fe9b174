package io.belay.notification.stream.state;

import io.belay.notification.domain.Names;
import io.belay.notification.domain.track.News.Status;
import io.belay.notification.domain.track.TrackedCase;
import io.belay.notification.domain.track.TrackedCase.About;
import io.belay.notification.domain.track.TrackedCase.Identity;
import io.belay.notification.domain.track.TrackedCase.Standing;
import io.belay.notification.domain.track.TrackedCase.Wishes;
import io.belay.notification.domain.track.TrackedStep;
import io.belay.notification.domain.track.TrackedStep.Kind;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A tracked case as bytes. */
final class TrackedCaseBytes {
  private static final int VERSION = 1;

  private TrackedCaseBytes() {}

  static byte[] write(TrackedCase tracked) {
    var out = new StateOutput(VERSION);
    var identity = tracked.identity();
    out.writeText(identity.caseId());
    out.writeText(identity.customerId());
    out.writeInstant(identity.openedAt());
    out.writeLong(tracked.sequence());
    out.writeText(tracked.about().category());
    out.writeTextOrNull(tracked.about().market());
    out.writeAll(tracked.about().names().values(), TrackedCaseBytes::writeNames);
    writeStanding(out, tracked.standing());
    out.writeAll(
        tracked.dueByClock().entrySet(),
        (to, due) -> {
          to.writeText(due.getKey());
          to.writeInstant(due.getValue());
        });
    var wishes = tracked.wishes();
    out.writeInstantOrNull(wishes.askAgainFrom());
    out.writeTextOrNull(wishes.noHigherThan());
    out.writeOrNull(wishes.rating(), StateOutput::writeInt);
    out.writeAll(tracked.steps(), TrackedCaseBytes::writeStep);
    out.writeInstantOrNull(tracked.keptUntil());
    return out.toBytes();
  }

  static TrackedCase read(byte[] bytes) {
    var in = new StateInput(bytes, VERSION);
    return new TrackedCase(
        new Identity(in.readText(), in.readText(), in.readInstant()),
        in.readLong(),
        new About(in.readText(), in.readTextOrNull(), readNames(in)),
        readStanding(in),
        readDues(in),
        new Wishes(in.readInstantOrNull(), in.readTextOrNull(), readRating(in)),
        in.readAll(TrackedCaseBytes::readStep),
        in.readInstantOrNull());
  }

  private static void writeStanding(StateOutput out, Standing standing) {
    out.writeEnum(standing.status());
    out.writeText(standing.tier());
    out.writeTextOrNull(standing.agent());
    out.writeTextOrNull(standing.waitingOn());
    out.writeInstantOrNull(standing.waitingUntil());
    out.writeTextOrNull(standing.outcome());
  }

  private static Standing readStanding(StateInput in) {
    return new Standing(
        in.readEnum(Status.class),
        in.readText(),
        in.readTextOrNull(),
        in.readTextOrNull(),
        in.readInstantOrNull(),
        in.readTextOrNull());
  }

  private static void writeNames(StateOutput out, Names names) {
    out.writeText(names.code());
    out.writeTexts(names.byLanguage());
  }

  private static Map<String, Names> readNames(StateInput in) {
    var names = new HashMap<String, Names>();
    in.readAll(from -> new Names(from.readText(), from.readTexts()))
        .forEach(each -> names.put(each.code(), each));
    return names;
  }

  private static Map<String, Instant> readDues(StateInput in) {
    var dues = new HashMap<String, Instant>();
    in.readAll(from -> Map.entry(from.readText(), from.readInstant()))
        .forEach(due -> dues.put(due.getKey(), due.getValue()));
    return dues;
  }

  private static @Nullable Integer readRating(StateInput in) {
    return in.readOrNull(StateInput::readInt);
  }

  private static void writeStep(StateOutput out, TrackedStep step) {
    out.writeLong(step.sequence());
    out.writeInstant(step.at());
    out.writeEnum(step.kind());
    out.writeTextOrNull(step.detail());
  }

  private static TrackedStep readStep(StateInput in) {
    return new TrackedStep(
        in.readLong(), in.readInstant(), in.readEnum(Kind.class), in.readTextOrNull());
  }
}
