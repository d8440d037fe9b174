package io.belay.duetime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WakeUpsTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private final WakeUps wakeUps = new WakeUps();

  @Test
  void aKeyIsTakenAtItsDueTimeAndNotAMillisecondBefore() {
    wakeUps.schedule("a", NOON);

    assertThat(wakeUps.takeDue(NOON.minusMillis(1))).isEmpty();
    assertThat(wakeUps.takeDue(NOON)).contains(new WakeUps.Due("a", NOON));
    assertThat(wakeUps.takeDue(NOON.plusSeconds(9))).isEmpty();
  }

  @Test
  void aKeyHasOneWakeUpOnly() {
    wakeUps.schedule("a", NOON);
    wakeUps.schedule("a", NOON.plusSeconds(5));

    assertThat(wakeUps.size()).isEqualTo(1);
    assertThat(wakeUps.takeDue(NOON)).isEmpty();
    assertThat(wakeUps.takeDue(NOON.plusSeconds(5))).isPresent();
  }

  @Test
  void aCancelledKeyIsNeverTaken() {
    wakeUps.schedule("a", NOON);
    wakeUps.cancel("a");
    wakeUps.cancel("never scheduled");

    assertThat(wakeUps.takeDue(NOON.plusSeconds(1))).isEmpty();
    assertThat(wakeUps.nextDueAt()).isEmpty();
  }

  @Property(tries = 200)
  void keysDueTogetherComeInOrderOfTheirNames(@ForAll Set<String> names) {
    var keys = new TreeSet<>(names);
    names.forEach(name -> keys.add("case-" + name));
    keys.forEach(key -> wakeUps.schedule(key, NOON));

    assertThat(takeAllUntil(NOON)).containsExactlyElementsOf(keys);
  }

  @Property(tries = 200)
  void behavesLikeASortedListUnderAnyScript(
      @ForAll long seed, @ForAll @IntRange(max = 400) int steps) {
    var random = new Random(seed);
    var expected = new HashMap<String, Instant>();
    for (int step = 0; step < steps; step++) {
      String key = "k" + random.nextInt(50);
      switch (random.nextInt(4)) {
        case 0 -> {
          wakeUps.cancel(key);
          expected.remove(key);
        }
        case 1 -> {
          Instant until = NOON.plusMillis(random.nextInt(1000));
          assertThat(takeAllUntil(until)).isEqualTo(removeSorted(expected, until));
        }
        default -> {
          Instant dueAt = NOON.plusMillis(random.nextInt(1000));
          wakeUps.schedule(key, dueAt);
          expected.put(key, dueAt);
        }
      }
      assertThat(wakeUps.size()).isEqualTo(expected.size());
    }
    assertThat(takeAllUntil(Instant.MAX)).isEqualTo(removeSorted(expected, Instant.MAX));
  }

  private List<String> takeAllUntil(Instant until) {
    Instant bounded =
        until.isAfter(NOON.plusSeconds(1_000_000)) ? NOON.plusSeconds(1_000_000) : until;
    var taken = new ArrayList<String>();
    for (var due = wakeUps.takeDue(bounded); due.isPresent(); due = wakeUps.takeDue(bounded)) {
      taken.add(due.get().key());
    }
    return taken;
  }

  private static List<String> removeSorted(Map<String, Instant> entries, Instant until) {
    List<String> due =
        entries.entrySet().stream()
            .filter(e -> !e.getValue().isAfter(until))
            .sorted(
                Comparator.comparing((Map.Entry<String, Instant> e) -> e.getValue())
                    .thenComparing(Map.Entry::getKey))
            .map(Map.Entry::getKey)
            .toList();
    due.forEach(entries::remove);
    return due;
  }
}
