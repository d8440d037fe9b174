package io.belay.escalation;

import io.belay.guard.CarrierThreads;
import io.belay.guard.clock.ClockGuard;
import io.belay.guard.end.UnclosedStores;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the escalation service. */
@SpringBootApplication
public class EscalationApplication {
  public static void main(String[] args) {
    CarrierThreads.provide();
    ClockGuard.start();
    SpringApplication.run(EscalationApplication.class, args);
    UnclosedStores.mindTheEnd();
  }
}
