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
import org.junit.jupiter.api.Test;

class BoundedRegistryTest {
  private static final Duration WITHIN = Duration.ofMillis(100);

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger questions = new AtomicInteger();
  private final CountDownLatch givenUp = new CountDownLatch(1);
  private volatile boolean silent;
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

  private boolean asks() {
    int before = questions.get();
    Throwable failure = catchThrowable(() -> registry.getSchemaByContentId(7L));
    assertThat(failure == null || RegistryTrouble.isCauseOf(failure)).isTrue();
    return questions.get() > before;
  }
}
