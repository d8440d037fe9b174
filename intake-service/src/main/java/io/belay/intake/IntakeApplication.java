package io.belay.intake;

import io.belay.guard.CarrierThreads;
import io.belay.guard.clock.ClockGuard;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** Starts the intake service. */
@SpringBootApplication
@EnableConfigurationProperties(IntakeProperties.class)
public class IntakeApplication {
  public static void main(String[] args) {
    CarrierThreads.provide();
    ClockGuard.start();
    SpringApplication.run(IntakeApplication.class, args);
  }
}
