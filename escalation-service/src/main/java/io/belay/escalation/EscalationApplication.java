package io.belay.escalation;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the escalation service. */
@SpringBootApplication
public class EscalationApplication {
  public static void main(String[] args) {
    SpringApplication.run(EscalationApplication.class, args);
  }
}
