package io.belay.endtoend;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives every test class the same running {@link Platform}; it is stopped after the last one. */
final class OnePlatform implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Platform.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(OnePlatform.class))
        .computeIfAbsent(Start.class, key -> new Start(), Start.class)
        .platform();
  }

  /** The one attempt to start: what failed once is not tried again for every class. */
  static final class Start implements AutoCloseable {
    private @Nullable Platform platform;
    private @Nullable RuntimeException failure;

    Start() {
      try {
        platform = Platform.start();
      } catch (RuntimeException e) {
        failure = e;
      }
    }

    Platform platform() {
      if (platform == null) {
        throw new IllegalStateException(
            "Expected the platform to run, but it did not start", failure);
      }
      return platform;
    }

    @Override
    public void close() {
      if (platform != null) {
        platform.close();
      }
    }
  }
}
