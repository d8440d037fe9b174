package io.belay.notification.stream;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Tells whoever looks at a case on this instance that it changed. */
public final class CaseChanges {
  private final ConcurrentHashMap<String, Set<Runnable>> listeners = new ConcurrentHashMap<>();

  /** Ends a listening. */
  @FunctionalInterface
  public interface Listening extends AutoCloseable {
    @Override
    void close();
  }

  /** Runs the listener, on the stream's own thread, at each change; it must return at once. */
  public Listening listen(String caseId, Runnable listener) {
    listeners.compute(
        caseId,
        (key, known) -> {
          var all = known == null ? ConcurrentHashMap.<Runnable>newKeySet() : known;
          all.add(listener);
          return all;
        });
    return () ->
        listeners.computeIfPresent(
            caseId,
            (key, known) -> {
              known.remove(listener);
              return known.isEmpty() ? null : known;
            });
  }

  void changed(String caseId) {
    listeners.getOrDefault(caseId, Set.of()).forEach(Runnable::run);
  }
}
