package io.belay.notification;

import io.belay.guard.clock.ClockGuard;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the notification service. */
@SpringBootApplication
public class NotificationApplication {
  public static void main(String[] args) {
    ClockGuard.start();
    SpringApplication.run(NotificationApplication.class, args);
  }
}
