package io.belay.contract.apicurio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.apicurio.registry.resolver.client.RegistryClientFacade;
import io.belay.contract.RegistryTrouble;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BoundedRegistryTest {
  private static final Duration WITHIN = Duration.ofMillis(100);

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger questions = new AtomicInteger();
  private long asked;
  private final CountDownLatch givenUp = new CountDownLatch(1);
  private volatile boolean silent;
  private volatile @Nullable RuntimeException refusal;
  private final RegistryClientFacade registry =
      new BoundedRegistry(WITHIN, nanos::get).around(registry());

  private RegistryClientFacade registry() {
    return (RegistryClientFacade)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {RegistryClientFacade.class},
            (proxy, method, arguments) -> {
              questions.incrementAndGet();
              if (silent) {
                try {
                  Thread.sleep(Duration.ofDays(1));
                } catch (InterruptedException end) {
                  givenUp.countDown();
                }
              }
              if (arguments[0].equals(404L)) {
                throw new IllegalArgumentException("no such schema");
              }
              var no = refusal;
              if (no != null) {
                throw no;
              }
              return "schema";
            });
  }

  @Test
  void whatIsAnsweredInTimeIsTheRegistrysAnswer() {
    assertThat(registry.getSchemaByContentId(7L)).isEqualTo("schema");
    assertThatThrownBy(() -> registry.getSchemaByContentId(404L))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no such schema");
  }

  @Test
  void aQuestionWithoutAnswerIsGivenUpAndIsTheRegistrysTrouble() throws InterruptedException {
    silent = true;
    Throwable failure = catchThrowable(() -> registry.getSchemaByContentId(7L));
    assertThat(failure).hasMessageContaining("within PT0.1S, but there was none");
    assertThat(RegistryTrouble.isCauseOf(failure)).isTrue();
    assertThat(givenUp.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void afterASilenceItIsNotAskedForLongerEachTimeUntilItAnswers() {
    silent = true;
    assertThat(asks()).isTrue();
    assertThat(asks()).isFalse();
    nanos.addAndGet(WITHIN.toNanos());
    assertThat(asks()).isTrue();
    nanos.addAndGet(2 * WITHIN.toNanos() - 1);
    assertThat(asks()).isFalse();
    nanos.addAndGet(1);
    silent = false;
    assertThat(asks()).isTrue();
    silent = true;
    assertThat(asks()).isTrue();
    nanos.addAndGet(WITHIN.toNanos());
    assertThat(asks()).isTrue();
  }

  /** Of another schema each time: what was answered a moment ago is not asked again. */
  private boolean asks() {
    int before = questions.get();
    long schema = 1_000 + asked++;
    Throwable failure = catchThrowable(() -> registry.getSchemaByContentId(schema));
    assertThat(failure == null || RegistryTrouble.isCauseOf(failure)).isTrue();
    return questions.get() > before;
  }

  @Test
  void aSchemaThatIsNotKnownIsAskedForAgainAfterHalfAMinuteOnly() {
    refusal = new Answered(404);
    for (int i = 0; i < 100; i++) {
      assertThatThrownBy(() -> registry.getSchemaByContentId(8L)).isSameAs(refusal);
    }
    assertThat(questions).hasValue(1);

    refusal = null;
    nanos.addAndGet(Duration.ofSeconds(30).toNanos() - 1);
    assertThatThrownBy(() -> registry.getSchemaByContentId(8L)).isInstanceOf(Answered.class);
    nanos.addAndGet(1);
    assertThat(registry.getSchemaByContentId(8L)).isEqualTo("schema");
    assertThat(questions).hasValue(2);
  }

  /** The serde asks for one that it cannot read with each record. */
  @Test
  void aSchemaThatWasGivenAMomentAgoIsNotAskedForAgain() {
    for (int i = 0; i < 100; i++) {
      assertThat(registry.getSchemaByContentId(8L)).isEqualTo("schema");
    }
    assertThat(questions).hasValue(1);
  }

  @Test
  void whatTheRegistryCouldNotSayIsAskedAgain() {
    for (int status : new int[] {500, 503, 429, 401}) {
      refusal = new Answered(status);
      int before = questions.get();
      assertThatThrownBy(() -> registry.getSchemaByContentId(8L)).isSameAs(refusal);
      assertThatThrownBy(() -> registry.getSchemaByContentId(8L)).isSameAs(refusal);
      assertThat(questions.get() - before).as("%d", status).isEqualTo(2);
    }
  }

  @Test
  void whatMayChangeIsAskedEachTime() {
    registry.getSchemaByGAV("group", "artifact", "1");
    registry.getSchemaByGAV("group", "artifact", "1");
    assertThat(questions).hasValue(2);
  }

  @Test
  void ofTooManyTheEarliestAnswersAreForgotten() {
    for (long id = 0; id < 100_000; id += 100) {
      registry.getSchemaByContentId(id);
    }
    registry.getSchemaByContentId(99_900L);
    assertThat(questions).as("all are kept").hasValue(RecentAnswers.MOST);
    registry.getSchemaByContentId(1L);
    registry.getSchemaByContentId(100L);
    assertThat(questions).as("the second is kept").hasValue(RecentAnswers.MOST + 1);
    registry.getSchemaByContentId(0L);
    assertThat(questions).as("the first is not").hasValue(RecentAnswers.MOST + 2);
  }

  /** What a client of the registry throws at an answer that is none. */
  public static final class Answered extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int status;

    Answered(int status) {
      this.status = status;
    }

    public int getResponseStatusCode() {
      return status;
    }
  }
}
