package io.belay.local.story;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.belay.events.CaseProgress;
import io.belay.events.DeliveryOutcome;
import io.belay.events.DeliveryResult;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * One thing that must, or must never, have happened to a sample case.
 *
 * @param step type of a step of {@code case-progress} that must be there
 * @param never type of a step that must not be there
 * @param fields in the file under {@code with}: fields of that step with their values; a list
 *     contains its value
 * @param read type of a message that must have reached the customer
 * @param by the channel on which it must have done so: SMS or EMAIL
 */
record Expectation(
    @Nullable String step,
    @Nullable String never,
    @JsonProperty("with") @Nullable Map<String, String> fields,
    @Nullable String read,
    @Nullable String by) {

  /** Whether it holds, as far as can be seen by now. */
  boolean holds(List<CaseProgress> steps, List<DeliveryOutcome> outcomes) {
    if (step != null) {
      return steps.stream().anyMatch(progress -> matches(progress, step));
    }
    if (never != null) {
      return steps.stream().noneMatch(progress -> matches(progress, never));
    }
    return outcomes.stream().anyMatch(this::matches);
  }

  /** A never can still be broken later; it is looked at when all else has come. */
  boolean isNever() {
    return never != null;
  }

  /** What was expected, for people. */
  String sentence() {
    var details =
        fields == null
            ? ""
            : fields.entrySet().stream()
                .map(field -> field.getKey() + " " + field.getValue())
                .collect(Collectors.joining(", ", " with ", ""));
    if (step != null) {
      return step + details;
    }
    return never != null
        ? "no " + never + details
        : "the customer to read the message '%s' by %s".formatted(read, by);
  }

  private boolean matches(CaseProgress progress, String type) {
    if (!(progress.getPayload() instanceof GenericRecord payload)
        || !payload.getSchema().getName().equals(type)) {
      return false;
    }
    return fields == null
        || fields.entrySet().stream()
            .allMatch(field -> hasValue(payload, field.getKey(), field.getValue()));
  }

  private static boolean hasValue(GenericRecord payload, String name, String value) {
    if (!payload.hasField(name)) {
      return false;
    }
    var actual = payload.get(name);
    return actual instanceof List<?> list
        ? list.stream().map(Objects::toString).anyMatch(value::equals)
        : value.equals(Objects.toString(actual));
  }

  private boolean matches(DeliveryOutcome outcome) {
    boolean arrived =
        outcome.getResult() == DeliveryResult.DELIVERED
            || (outcome.getResult() == DeliveryResult.ACCEPTED && "EMAIL".equals(by));
    return arrived
        && Objects.equals(read, outcome.getMessageType())
        && Objects.equals(by, outcome.getChannel());
  }
}
