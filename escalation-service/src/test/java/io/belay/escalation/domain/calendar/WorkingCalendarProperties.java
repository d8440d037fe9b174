package io.belay.escalation.domain.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.calendar.Stretch.Kind;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** What holds for every calendar, near clock changes of ten zones. */
@PropertyDefaults(tries = 1000, edgeCases = EdgeCasesMode.NONE)
class WorkingCalendarProperties {

  /** A situation with pauses and a target. */
  record Clock(Situation in, Duration target, List<Pause> pauses) {
    Instant start() {
      return in.start();
    }

    /** Empty where the calendar has not enough working time left. */
    Optional<Instant> due(TieRule rule) {
      try {
        return Optional.of(in.calendar().with(rule).due(start(), target, pauses));
      } catch (DateTimeException beyond) {
        return Optional.empty();
      }
    }
  }

  @Provide
  Arbitrary<Clock> clocks() {
    return Situation.any()
        .flatMap(
            in ->
                Combinators.combine(Situation.target(), in.pauses())
                    .as((target, pauses) -> new Clock(in, target, pauses)));
  }

  @Property(tries = 1500)
  void dueIsWhatAMinuteByMinuteWalkFinds(@ForAll("clocks") Clock clock, @ForAll TieRule rule) {
    Optional<Instant> walked = clock.in.walk(clock.pauses).due(clock.start(), clock.target, rule);
    Optional<Instant> due = clock.due(rule);
    if (walked.isPresent()) {
      assertThat(due).isEqualTo(walked);
    } else if (due.isPresent()) {
      assertThat(due.get()).isAfterOrEqualTo(clock.start().plus(Situation.RANGE).minusSeconds(60));
    }
  }

  @Property
  void elapsedIsWhatAMinuteByMinuteWalkFinds(
      @ForAll("clocks") Clock clock, @ForAll @IntRange(min = -1000, max = 30_000_000) int seconds) {
    Instant to = clock.start().plusSeconds(seconds % (Situation.RANGE.toSeconds() - 60));
    assertThat(clock.in.calendar().elapsed(clock.start(), to, clock.pauses))
        .isEqualTo(clock.in.walk(clock.pauses).elapsed(clock.start(), to));
  }

  @Property
  void whatHasElapsedAtDueIsTheTarget(@ForAll("clocks") Clock clock, @ForAll TieRule rule) {
    clock
        .due(rule)
        .ifPresent(
            due ->
                assertThat(clock.in.calendar().elapsed(clock.start(), due, clock.pauses))
                    .isEqualTo(clock.target));
  }

  @Property
  void beforeDueLessThanTheTargetHasElapsed(@ForAll("clocks") Clock clock) {
    Assume.that(clock.target.isPositive());
    clock
        .due(TieRule.CLOSE)
        .ifPresent(
            due ->
                assertThat(
                        clock.in.calendar().elapsed(clock.start(), due.minusNanos(1), clock.pauses))
                    .isEqualTo(clock.target.minusNanos(1)));
  }

  @Property
  void aLaterStartIsNeverDueEarlier(
      @ForAll("clocks") Clock clock,
      @ForAll TieRule rule,
      @ForAll @LongRange(min = 0, max = 900_000_000) long laterMillis) {
    Instant start = clock.start().plusMillis(laterMillis);
    Clock later = new Clock(new Situation(clock.in.described(), start), clock.target, clock.pauses);
    Optional<Instant> due = later.due(rule);
    due.ifPresent(at -> assertThat(at).isAfterOrEqualTo(clock.due(rule).orElseThrow()));
  }

  @Property
  void aLongerTargetIsNeverDueEarlier(
      @ForAll("clocks") Clock clock,
      @ForAll TieRule rule,
      @ForAll @LongRange(min = 0, max = 900_000_000) long longerMillis) {
    Clock longer = new Clock(clock.in, clock.target.plusMillis(longerMillis), clock.pauses);
    Optional<Instant> due = longer.due(rule);
    due.ifPresent(at -> assertThat(at).isAfterOrEqualTo(clock.due(rule).orElseThrow()));
  }

  @Property
  void aPauseOutsideWorkingTimeChangesNothing(
      @ForAll("clocks") Clock clock,
      @ForAll TieRule rule,
      @ForAll @IntRange(min = 0, max = 9) int which) {
    Instant to = clock.start().plus(Duration.ofDays(30));
    List<Pause> offHours =
        clock.in.calendar().stretches(clock.start().minus(Duration.ofDays(5)), to).stream()
            .filter(stretch -> stretch.kind() == Kind.OFF_HOURS)
            .map(stretch -> Pause.between(stretch.from(), stretch.to()))
            .toList();
    Assume.that(!offHours.isEmpty());
    List<Pause> more = new ArrayList<>(clock.pauses);
    more.add(offHours.get(which % offHours.size()));
    assertThat(new Clock(clock.in, clock.target, more).due(rule)).isEqualTo(clock.due(rule));
    assertThat(clock.in.calendar().elapsed(clock.start(), to, more))
        .isEqualTo(clock.in.calendar().elapsed(clock.start(), to, clock.pauses));
  }

  @Property
  void splittingAPauseChangesNothing(
      @ForAll("clocks") Clock clock,
      @ForAll TieRule rule,
      @ForAll @IntRange(min = 0, max = 100) int percent) {
    List<Pause> split = new ArrayList<>();
    for (Pause pause : clock.pauses) {
      Duration length = Duration.between(pause.from(), pause.to());
      Instant middle = pause.from().plus(length.multipliedBy(percent).dividedBy(100));
      split.add(Pause.between(middle, pause.to()));
      split.add(Pause.between(pause.from(), middle));
    }
    assertThat(new Clock(clock.in, clock.target, split).due(rule)).isEqualTo(clock.due(rule));
    Instant to = clock.start().plus(Duration.ofDays(30));
    assertThat(clock.in.calendar().elapsed(clock.start(), to, split))
        .isEqualTo(clock.in.calendar().elapsed(clock.start(), to, clock.pauses));
  }

  @Property(tries = 500)
  void stretchesFollowEachOtherAndAddUp(
      @ForAll("clocks") Clock clock,
      @ForAll @LongRange(min = 1, max = 2_000_000_000L) long millis) {
    WorkingCalendar calendar = clock.in.calendar();
    Instant to = clock.start().plusMillis(millis);
    List<Stretch> stretches = calendar.stretches(clock.start(), to, clock.pauses);
    Instant reached = clock.start();
    Duration ran = Duration.ZERO;
    Duration paused = Duration.ZERO;
    for (Stretch stretch : stretches) {
      assertThat(stretch.from()).isEqualTo(reached).isBefore(stretch.to());
      reached = stretch.to();
      ran = stretch.kind() == Kind.RAN ? ran.plus(stretch.length()) : ran;
      paused = stretch.kind() == Kind.PAUSED ? paused.plus(stretch.length()) : paused;
    }
    assertThat(reached).isEqualTo(to);
    assertThat(ran).isEqualTo(calendar.elapsed(clock.start(), to, clock.pauses));
    assertThat(ran.plus(paused)).isEqualTo(calendar.elapsed(clock.start(), to));
  }

  @Property
  void anOpeningIsOpenAndNothingBeforeItIs(@ForAll("clocks") Clock clock) {
    WorkingCalendar calendar = clock.in.calendar();
    Optional<Instant> opening = new Clock(clock.in, Duration.ZERO, List.of()).due(TieRule.CLOSE);
    Assume.that(opening.isPresent());
    assertThat(calendar.nextOpening(clock.start())).isEqualTo(opening.get());
    assertThat(calendar.isOpen(opening.get())).isTrue();
    assertThat(calendar.isOpen(clock.start())).isEqualTo(opening.get().equals(clock.start()));
    assertThat(calendar.elapsed(clock.start(), opening.get())).isZero();
  }

  @Property(tries = 40)
  void twentyYearsAreTheSumOfTheirPieces(
      @ForAll("clocks") Clock clock, @ForAll @LongRange(min = 1, max = 40) long pieceDays) {
    WorkingCalendar calendar = clock.in.calendar();
    Instant end = clock.start().plus(Duration.ofDays(7305));
    Duration sum = Duration.ZERO;
    Instant from = clock.start();
    while (from.isBefore(end)) {
      Instant next = from.plus(Duration.ofDays(pieceDays)).plusMillis(12_345);
      Instant to = next.isBefore(end) ? next : end;
      sum = sum.plus(calendar.elapsed(from, to));
      from = to;
    }
    assertThat(calendar.elapsed(clock.start(), end)).isEqualTo(sum);
    Duration whole = sum;
    if (whole.isPositive()) {
      Instant due = calendar.due(clock.start(), whole);
      assertThat(calendar.elapsed(clock.start(), due)).isEqualTo(whole);
      assertThat(calendar.elapsed(clock.start(), due.minusNanos(1))).isLessThan(whole);
    }
  }
}
