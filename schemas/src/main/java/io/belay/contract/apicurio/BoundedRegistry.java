package io.belay.contract.apicurio;

import io.apicurio.registry.resolver.client.RegistryClientFacade;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives up a question to the registry that is not answered in time. After that, questions are
 * refused at once for as long again, and twice as long after each further silence, at most a
 * minute: whoever can go on with what is known is not held up by every question. What was answered
 * a moment ago is not asked again ({@link RecentAnswers}).
 */
final class BoundedRegistry {
  private static final long LONGEST_REST_NANOS = Duration.ofMinutes(1).toNanos();

  private final Duration within;
  private final LongSupplier nanos;
  private final RecentAnswers recent;
  private long restNanos;
  private long restsUntil;

  BoundedRegistry(Duration within, LongSupplier nanos) {
    this.within = within;
    this.nanos = nanos;
    this.recent = new RecentAnswers(nanos);
  }

  RegistryClientFacade around(RegistryClientFacade registry) {
    return (RegistryClientFacade)
        Proxy.newProxyInstance(
            RegistryClientFacade.class.getClassLoader(),
            new Class<?>[] {RegistryClientFacade.class},
            (proxy, method, arguments) -> answer(registry, method, arguments));
  }

  private @Nullable Object answer(
      RegistryClientFacade registry, Method method, @Nullable Object @Nullable [] arguments)
      throws Throwable {
    var question = RecentAnswers.question(method, arguments);
    var known = question.flatMap(recent::to);
    if (known.isPresent()) {
      var refusal = known.get().refusal();
      if (refusal != null) {
        throw refusal;
      }
      return known.get().given();
    }
    try {
      var answer = ask(registry, method, arguments);
      question.ifPresent(asked -> recent.given(asked, answer));
      return answer;
    } catch (Throwable failure) {
      question.ifPresent(asked -> recent.failed(asked, failure));
      throw failure;
    }
  }

  private @Nullable Object ask(
      RegistryClientFacade registry, Method method, @Nullable Object @Nullable [] arguments)
      throws Throwable {
    if (rests()) {
      throw silent("Expected an answer of the registry, but it was silent a moment ago");
    }
    var question = new FutureTask<@Nullable Object>(() -> method.invoke(registry, arguments));
    Thread.ofVirtual().name("registry-question").start(question);
    try {
      var answer = question.get(within.toMillis(), TimeUnit.MILLISECONDS);
      answered();
      return answer;
    } catch (ExecutionException failed) {
      answered();
      throw failed.getCause() instanceof InvocationTargetException thrown
          ? thrown.getTargetException()
          : failed;
    } catch (TimeoutException late) {
      question.cancel(true);
      fellSilent();
      throw silent("Expected an answer of the registry within " + within + ", but there was none");
    } catch (InterruptedException ended) {
      question.cancel(true);
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new InterruptedIOException("Asking the registry was ended"));
    }
  }

  private synchronized boolean rests() {
    return restNanos > 0 && nanos.getAsLong() - restsUntil < 0;
  }

  private synchronized void answered() {
    restNanos = 0;
  }

  private synchronized void fellSilent() {
    restNanos = Math.min(LONGEST_REST_NANOS, restNanos == 0 ? within.toNanos() : 2 * restNanos);
    restsUntil = nanos.getAsLong() + restNanos;
  }

  private static UncheckedIOException silent(String sentence) {
    return new UncheckedIOException(new HttpTimeoutException(sentence));
  }
}
