package io.belay.notification;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** A library that says the same of thousands of bad inputs says nothing meanwhile. */
public final class Quiet implements AutoCloseable {
  private final Logger logger;
  private final @Nullable Level before;

  private Quiet(String name) {
    logger = (Logger) LoggerFactory.getLogger(name);
    before = logger.getLevel();
    logger.setLevel(Level.OFF);
  }

  public static Quiet about(String logger) {
    return new Quiet(logger);
  }

  @Override
  public void close() {
    logger.setLevel(before);
  }
}
