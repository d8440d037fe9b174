package io.belay.escalation.stream;

import io.belay.escalation.domain.policy.HolidayReach;
import io.belay.escalation.pack.PackFile;
import io.belay.escalation.pack.PackLibrary;
import io.belay.escalation.wire.PackRecords.PackNews;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the packs of the files and of the topic together before the streams start, and follows the
 * topic afterwards.
 *
 * @param initial name of the pack for new cases where none was ever activated
 */
public record Packs(
    PackShelf shelf,
    String initial,
    PackLibrary library,
    Supplier<Consumer<String, PackNews>> consumers,
    Supplier<Producer<String, PackNews>> producers,
    InstantSource clock) {
  private static final Logger log = LoggerFactory.getLogger(Packs.class);

  /** Publishes what is new, activates the first pack, and knows everything published. */
  public void publish() {
    try (var topic = new PackTopic(consumers, library);
        var producer = producers.get()) {
      topic.readToEnd();
      for (PackFile file : shelf.newTo(library, clock.instant())) {
        PackTopic.write(producer, new PackNews.Published(file, clock.instant()));
      }
      if (!library.activations().containsKey(PackLibrary.ANY_MARKET)) {
        var told = new PackNews.Told("escalation-service", clock.instant());
        var first = new PackNews.Activated(PackLibrary.ANY_MARKET, shelf.named(initial), told);
        PackTopic.write(producer, first);
      }
      topic.readToEnd();
    }
    warnOfShortHolidays();
  }

  /**
   * A published version is what it is, and its cases need the service, also at the turn of the
   * year: whoever runs it is told. One that nobody published yet is refused.
   */
  private void warnOfShortHolidays() {
    for (var ref : library.activations().values().stream().distinct().toList()) {
      library.pack(ref).stream()
          .flatMap(pack -> HolidayReach.of(pack, clock.instant()).stream())
          .filter(HolidayReach::isTooShort)
          .forEach(reach -> log.warn("Pack {} is in force: {}", ref, reach.advice()));
    }
  }

  /** A reader of everything that is published from now on, for a thread of its own. */
  PackTopic follow() {
    return new PackTopic(consumers, library);
  }
}
