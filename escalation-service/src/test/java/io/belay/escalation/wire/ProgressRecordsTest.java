package io.belay.escalation.wire;

import static io.belay.escalation.wire.StepSamples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Step;
import io.belay.events.CaseProgress;
import io.belay.events.Noted;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProgressRecordsTest {
  private final WireBytes wire = new WireBytes();
  private final org.apache.kafka.common.serialization.Serializer<Step> serializer =
      ProgressRecords.serializer(wire);
  private final org.apache.kafka.common.serialization.Deserializer<Step> deserializer =
      ProgressRecords.deserializer(wire);

  static List<Progress> everyKind() {
    return StepSamples.everyKind();
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void everyKindOfStepComesBackAsItWas(Progress progress) {
    var step = StepSamples.step(progress);

    assertThat(throughTheWire(step)).isEqualTo(step);
  }

  @Test
  void noKindOfStepIsLeftOut() {
    var sampled = everyKind().stream().map(Object::getClass).collect(Collectors.toSet());

    assertThat(kindsOf(Progress.class)).isEqualTo(sampled);
  }

  @Test
  void aTickIsToldByItsInstantAndARejectionNeedsNoCase() {
    var byTick =
        new Step(
            "C-1", null, 0, NOON, new Step.Cause.ByTick(NOON), null, null, everyKind().getFirst());

    assertThat(throughTheWire(byTick)).isEqualTo(byTick);
    assertThat(StepToRecord.record(byTick).getCausedBy())
        .isEqualTo("deadline:2026-11-20T12:00:00.123Z");
    assertThat(StepToRecord.record(byTick).getProgressId()).isEqualTo("C-1/0");
  }

  @Test
  void anEventIdThatLooksLikeATickStaysAnEventId() {
    var step =
        new Step(
            "C-1",
            "K-1",
            1,
            NOON,
            new Step.Cause.ByEvent("deadline:soon"),
            null,
            null,
            everyKind().getFirst());

    assertThat(throughTheWire(step)).isEqualTo(step);
  }

  @Test
  void whatIsNoProgressIsUnreadable() {
    var foreign = wire.serialize("case-progress", new Noted());
    var unknown = StepToRecord.record(StepSamples.step(everyKind().getFirst()));
    unknown.put(CaseProgress.getClassSchema().getField("payload").pos(), new Noted());

    assertThatExceptionOfType(UnreadableRecordException.class)
        .isThrownBy(() -> deserializer.deserialize("case-progress", foreign))
        .extracting(UnreadableRecordException::reason)
        .isEqualTo("foreign-record");
    assertThatExceptionOfType(UnreadableRecordException.class)
        .isThrownBy(() -> RecordToStep.step(unknown))
        .extracting(UnreadableRecordException::reason)
        .isEqualTo("unknown-step");
  }

  private Step throughTheWire(Step step) {
    return deserializer.deserialize("case-progress", serializer.serialize("case-progress", step));
  }

  private static Set<Class<?>> kindsOf(Class<?> sealedType) {
    var kinds = new HashSet<Class<?>>();
    var open = new ArrayDeque<Class<?>>(List.of(sealedType));
    while (!open.isEmpty()) {
      var next = open.pop();
      if (next.isSealed()) {
        open.addAll(List.of(next.getPermittedSubclasses()));
      } else {
        kinds.add(next);
      }
    }
    return kinds;
  }
}
