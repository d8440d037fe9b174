package io.belay.contract.apicurio;

import io.belay.contract.RegistryTrouble;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the registry said a moment ago of a schema by its id. The serde keeps what it could use;
 * that an id is not known, or that a schema is none that it can read, it asks anew for each record,
 * and whoever writes many such records lets every reader ask as often. What is registered later is
 * known after half a minute at the latest.
 */
final class RecentAnswers {
  static final int MOST = 1_000;

  private static final long KEPT_NANOS = Duration.ofSeconds(30).toNanos();

  /** All answers together, in characters: a schema may be long. */
  private static final int MOST_LENGTH = 1_000_000;

  /** An id is given once, and what it stands for never changes. */
  private static final Set<String> BY_ID =
      Set.of(
          "getSchemaByContentId",
          "getSchemaByGlobalId",
          "getReferencesByContentId",
          "getReferencesByGlobalId");

  private final LongSupplier nanos;
  private final Map<Question, Answer> recent = new LinkedHashMap<>();
  private int length;

  /** What was asked for. */
  record Question(String what, List<@Nullable Object> of) {}

  /**
   * What came of it.
   *
   * @param refusal null: it was answered
   */
  record Answer(@Nullable Object given, @Nullable Throwable refusal, long at) {
    private int length() {
      return given instanceof String text ? text.length() : 1;
    }
  }

  RecentAnswers(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Empty: not one whose answer stands for a while. */
  static Optional<Question> question(Method method, @Nullable Object @Nullable [] arguments) {
    return arguments != null && BY_ID.contains(method.getName())
        ? Optional.of(new Question(method.getName(), Arrays.asList(arguments.clone())))
        : Optional.empty();
  }

  /** What was said, if it was a moment ago. */
  synchronized Optional<Answer> to(Question question) {
    return Optional.ofNullable(recent.get(question))
        .filter(answer -> nanos.getAsLong() - answer.at() < KEPT_NANOS);
  }

  void given(Question question, @Nullable Object answer) {
    keep(question, new Answer(answer, null, nanos.getAsLong()));
  }

  /** Kept only where the registry itself said no, and not where it could not say. */
  void failed(Question question, Throwable failure) {
    if (RegistryTrouble.isRefusal(failure)) {
      keep(question, new Answer(null, failure, nanos.getAsLong()));
    }
  }

  private synchronized void keep(Question question, Answer answer) {
    forget(question);
    recent.put(question, answer);
    length += answer.length();
    while (recent.size() > MOST || length > MOST_LENGTH) {
      forget(recent.keySet().iterator().next());
    }
  }

  private void forget(Question question) {
    var former = recent.remove(question);
    length -= former == null ? 0 : former.length();
  }
}
