package io.belay.escalation.domain.ledger;

import io.belay.escalation.domain.calendar.WorkingCalendar;
import io.belay.escalation.domain.lifecycle.CaseState;
import io.belay.escalation.domain.lifecycle.Fold;
import io.belay.escalation.domain.policy.ClockRule;
import io.belay.escalation.domain.policy.PolicyPack;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Progress.Handler;
import io.belay.escalation.domain.progress.Progress.Status;
import io.belay.escalation.domain.progress.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How much time a case took at a tier while it was worked on or waited, and who had it meanwhile.
 *
 * @param stays how often it came there
 * @param clock the clock with the tier's budget; null: the tier has none
 * @param budget of one stay; null: the tier has none
 * @param shares in the order in which each first had it; they add up to the whole
 */
public record TierAccount(
    String tier, int stays, @Nullable String clock, @Nullable Duration budget, List<Share> shares) {

  public TierAccount {
    shares = List.copyOf(shares);
  }

  /**
   * What one party took.
   *
   * @param party team:NAME, agent:ID where no team is known, queue:NAME while nobody had it, or
   *     waiting:CUSTOMER and the like
   * @param elapsed by the wall clock
   * @param counted in the calendar of the tier's budget; as elapsed where there is none
   */
  public record Share(String party, Duration elapsed, Duration counted) {
    Share plus(Duration moreElapsed, Duration moreCounted) {
      return new Share(party, elapsed.plus(moreElapsed), counted.plus(moreCounted));
    }
  }

  public Duration elapsed() {
    return shares.stream().map(Share::elapsed).reduce(Duration.ZERO, Duration::plus);
  }

  /** What the bank itself took, in the calendar of the budget: waiting for others is not in it. */
  public Duration used() {
    return shares.stream()
        .filter(share -> !share.party().startsWith(WAITING))
        .map(Share::counted)
        .reduce(Duration.ZERO, Duration::plus);
  }

  private static final String WAITING = "waiting:";

  /** The accounts of a case, from the steps of its whole life, in the order of its first stays. */
  public static List<TierAccount> of(Iterable<Step> steps, PolicyPack policy, Instant now) {
    var booking = new Booking(policy);
    steps.forEach(booking::step);
    return booking.until(now);
  }

  /** Who has the case now; empty while nobody has to do anything. */
  private record Turn(String tier, String party) {
    static Optional<Turn> of(CaseState state) {
      var placement = state.placement();
      return switch (state.status()) {
        case Status.Open o -> Optional.of(new Turn(placement.tier(), party(placement)));
        case Status.Waiting w -> Optional.of(new Turn(placement.tier(), WAITING + w.on()));
        case Status.Resolved r -> Optional.empty();
        case Status.Closed c -> Optional.empty();
      };
    }

    private static String party(CaseState.Placement placement) {
      Handler handler = placement.handledBy();
      if (handler.team() != null) {
        return "team:" + handler.team();
      }
      return handler.agentId() != null
          ? "agent:" + handler.agentId()
          : "queue:" + placement.queue();
    }
  }

  /** The steps gone through, one after the other. */
  private static final class Booking {
    private final PolicyPack policy;
    private final Map<String, Map<String, Share>> shares = new LinkedHashMap<>();
    private final Map<String, Integer> stays = new LinkedHashMap<>();
    private Optional<CaseState> state = Optional.empty();
    private Optional<Turn> turn = Optional.empty();
    private Instant since = Instant.MIN;

    Booking(PolicyPack policy) {
      this.policy = policy;
    }

    void step(Step step) {
      if (step.sequence() == 0 || (state.isEmpty() && !opens(step))) {
        return;
      }
      if (opens(step)) {
        beginAnew();
      }
      var next = Fold.apply(state, step);
      state = Optional.of(next);
      var nextTurn = Turn.of(next);
      if (!nextTurn.equals(turn)) {
        var at = step.decidedAt().isAfter(since) ? step.decidedAt() : since;
        book(at);
        if (nextTurn.isPresent() && !turn.map(Turn::tier).equals(nextTurn.map(Turn::tier))) {
          stays.merge(nextTurn.get().tier(), 1, Integer::sum);
        }
        turn = nextTurn;
        since = at;
      }
    }

    private static boolean opens(Step step) {
      return step.progress() instanceof Progress.CaseAccepted;
    }

    private void beginAnew() {
      shares.clear();
      stays.clear();
      state = Optional.empty();
      turn = Optional.empty();
      since = Instant.MIN;
    }

    private void book(Instant until) {
      if (!until.isAfter(since)) {
        return;
      }
      turn.ifPresent(
          whose -> {
            var counted = calendarOf(whose.tier()).elapsed(since, until);
            shares
                .computeIfAbsent(whose.tier(), tier -> new LinkedHashMap<>())
                .compute(
                    whose.party(),
                    (party, share) ->
                        (share == null ? new Share(party, Duration.ZERO, Duration.ZERO) : share)
                            .plus(Duration.between(since, until), counted));
          });
    }

    List<TierAccount> until(Instant now) {
      book(now);
      return shares.entrySet().stream()
          .map(entry -> account(entry.getKey(), List.copyOf(entry.getValue().values())))
          .toList();
    }

    private TierAccount account(String tier, List<Share> of) {
      var rule = budgetOf(tier);
      return new TierAccount(
          tier,
          stays.getOrDefault(tier, 1),
          rule.map(ClockRule::name).orElse(null),
          rule.flatMap(found -> target(found, tier)).orElse(null),
          of);
    }

    private WorkingCalendar calendarOf(String tier) {
      return budgetOf(tier).map(rule -> rule.target().calendar()).orElse(WorkingCalendar.ALWAYS);
    }

    private Optional<ClockRule> budgetOf(String tier) {
      return policy.clocks().stream()
          .filter(rule -> rule.startsOn() == ClockRule.StartsOn.TIER)
          .filter(rule -> target(rule, tier).isPresent())
          .findFirst();
    }

    private Optional<Duration> target(ClockRule rule, String tier) {
      return state.flatMap(
          known -> rule.target().of(known.profile().category(), tier, known.profile().priority()));
    }
  }
}
