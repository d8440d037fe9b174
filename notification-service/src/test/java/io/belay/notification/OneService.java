package io.belay.notification;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives every test class the same running {@link WholeService}; it is stopped after the last. */
final class OneService implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == WholeService.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var service =
        context
            .getRoot()
            .getStore(Namespace.create(OneService.class))
            .computeIfAbsent(Start.class, key -> new Start(), Start.class)
            .service();
    service.logsAsUsual();
    return service;
  }

  /** The one attempt to start: what failed once is not tried again for every class. */
  static final class Start implements AutoCloseable {
    private @Nullable WholeService service;
    private @Nullable RuntimeException failure;

    Start() {
      try {
        service = new WholeService();
      } catch (RuntimeException e) {
        failure = e;
      }
    }

    WholeService service() {
      if (service == null) {
        throw new IllegalStateException(
            "Expected the service to run, but it did not start", failure);
      }
      return service;
    }

    @Override
    public void close() {
      if (service != null) {
        service.close();
      }
    }
  }
}
