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
  /** 2: when it closes by itself. */
  private static final int VERSION = 2;

  private static final int WITH_CLOSINGS = 2;

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
    writeTimes(out, tracked.dueByClock());
    var wishes = tracked.wishes();
    out.writeInstantOrNull(wishes.askAgainFrom());
    out.writeTextOrNull(wishes.noHigherThan());
    out.writeOrNull(wishes.rating(), StateOutput::writeInt);
    out.writeAll(tracked.steps(), TrackedCaseBytes::writeStep);
    out.writeInstantOrNull(tracked.keptUntil());
    writeTimes(out, tracked.closesByClock());
    return out.toBytes();
  }

  static TrackedCase read(byte[] bytes) {
    var in = new StateInput(bytes, VERSION);
    var identity = new Identity(in.readText(), in.readText(), in.readInstant());
    long sequence = in.readLong();
    var about = new About(in.readText(), in.readTextOrNull(), readNames(in));
    var standing = readStanding(in);
    var dues = readTimes(in);
    var wishes = new Wishes(in.readInstantOrNull(), in.readTextOrNull(), readRating(in));
    var steps = in.readAll(TrackedCaseBytes::readStep);
    var keptUntil = in.readInstantOrNull();
    var closings = in.version() < WITH_CLOSINGS ? Map.<String, Instant>of() : readTimes(in);
    return new TrackedCase(
        identity, sequence, about, standing, dues, closings, wishes, steps, keptUntil);
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

  private static void writeTimes(StateOutput out, Map<String, Instant> times) {
    out.writeAll(
        times.entrySet(),
        (to, each) -> {
          to.writeText(each.getKey());
          to.writeInstant(each.getValue());
        });
  }

  private static Map<String, Instant> readTimes(StateInput in) {
    var times = new HashMap<String, Instant>();
    in.readAll(from -> Map.entry(from.readText(), from.readInstant()))
        .forEach(each -> times.put(each.getKey(), each.getValue()));
    return times;
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
