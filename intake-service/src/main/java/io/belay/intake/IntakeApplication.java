package io.belay.intake;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the intake service. */
@SpringBootApplication
public class IntakeApplication {
  public static void main(String[] args) {
    SpringApplication.run(IntakeApplication.class, args);
  }
}
