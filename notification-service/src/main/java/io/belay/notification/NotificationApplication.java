package io.belay.notification;

import io.belay.guard.CarrierThreads;
import io.belay.guard.clock.ClockGuard;
import io.belay.guard.end.UnclosedStores;
import org.eclipse.angus.mail.util.MailStreamProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the notification service. */
@SpringBootApplication
public class NotificationApplication {
  /**
   * By this property Jakarta Mail knows it at once; else it looks for one for each part of a mail.
   */
  private static final String MAIL_STREAMS = "jakarta.mail.util.StreamProvider";

  public static void main(String[] args) {
    CarrierThreads.provide();
    ClockGuard.start();
    System.setProperty(MAIL_STREAMS, MailStreamProvider.class.getName());
    SpringApplication.run(NotificationApplication.class, args);
    UnclosedStores.mindTheEnd();
  }
}
