package io.belay.notification;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/** A library that says the same of thousands of bad inputs says nothing meanwhile. */
public final class Quiet implements AutoCloseable {
  private final LoggingSystem logging = LoggingSystem.get(Quiet.class.getClassLoader());
  private final String logger;
  private final @Nullable LogLevel before;

  private Quiet(String logger) {
    this.logger = logger;
    var known = logging.getLoggerConfiguration(logger);
    before = known == null ? null : known.getConfiguredLevel();
    logging.setLogLevel(logger, LogLevel.OFF);
  }

  public static Quiet about(String logger) {
    return new Quiet(logger);
  }

  @Override
  public void close() {
    logging.setLogLevel(logger, before);
  }
}
