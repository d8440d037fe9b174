package io.belay.endtoend;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Opens an urgent case of another customer now and then, until it is closed. */
final class UrgentDesk implements AutoCloseable {
  /** No country has 999. */
  private static final String PHONES = "+9991";

  private final IntakeClient intake;
  private final List<Opened> opened = new CopyOnWriteArrayList<>();
  private final List<String> refused = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private int last;

  /** A case and when its opening began to be told. */
  record Opened(String phone, Instant at) {}

  private UrgentDesk(IntakeClient intake) {
    this.intake = intake;
  }

  static UrgentDesk start(IntakeClient intake, Duration every) {
    var desk = new UrgentDesk(intake);
    var unused =
        desk.clock.scheduleAtFixedRate(desk::open, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    return desk;
  }

  static boolean serves(String phone) {
    return phone.startsWith(PHONES);
  }

  private void open() {
    last++;
    var phone = PHONES + "%07d".formatted(last);
    var request = CaseRequest.aCase("urgent-" + last).category("stolen").toldBySms("en", phone);
    var at = Instant.now();
    try {
      var answer = intake.opens(request);
      if (answer.status() == 201) {
        opened.add(new Opened(phone, at));
      } else {
        refused.add(answer.body());
      }
    } catch (RuntimeException unanswered) {
      refused.add(unanswered.toString());
    }
  }

  List<Opened> opened() {
    return List.copyOf(opened);
  }

  List<String> refused() {
    return List.copyOf(refused);
  }

  @Override
  public void close() {
    clock.close();
  }
}
