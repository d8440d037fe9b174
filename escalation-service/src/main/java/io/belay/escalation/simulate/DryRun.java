package io.belay.escalation.simulate;

import io.belay.escalation.domain.policy.PolicyPack;
import io.belay.escalation.simulate.log.LogFile;
import io.belay.escalation.simulate.log.LogSurvey;
import io.belay.escalation.simulate.tally.Figures;
import io.belay.escalation.simulate.tally.LocalWeeks;
import io.belay.escalation.simulate.tally.Tally;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What packs would have meant for the cases of a log. The log is read once for a survey, then once
 * by each thread for each pack; what is held in memory is bounded by the cases open at a time. A
 * log whose cases can belong together is played by one thread a pack.
 */
public final class DryRun {
  private final LogFile log;
  private final LogSurvey survey;
  private final int threads;

  public DryRun(LogFile log, LogSurvey survey, int threads) {
    this.log = log;
    this.survey = survey;
    this.threads = threads;
  }

  /** The figures of each pack, in their order. */
  public List<Figures> of(List<PolicyPack> policies) throws IOException {
    try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      var shares = new ArrayList<List<Future<Tally>>>();
      for (var policy : policies) {
        var ofPolicy = new ArrayList<Future<Tally>>();
        int count = log.ndjson() ? 1 : threads;
        for (int share = 0; share < count; share++) {
          ofPolicy.add(workers.submit(play(policy, new Share(share, count))));
        }
        shares.add(ofPolicy);
      }
      var figures = new ArrayList<Figures>();
      for (int i = 0; i < policies.size(); i++) {
        var ladder = policies.get(i).ladder();
        figures.add(sum(shares.get(i)).figures(ladder, survey.firstAt(), survey.lastAt()));
      }
      return figures;
    }
  }

  /** Interleaved cases are played in order of time; a grouped log has one case at a time. */
  public boolean inTimeOrder() {
    return log.ndjson() || survey.inTimeOrder();
  }

  private Callable<Tally> play(PolicyPack policy, Share share) {
    return () -> {
      var tally = newTally();
      try (var lines = log.open(name -> policy.categories().of(name).name())) {
        if (inTimeOrder()) {
          new InTimeOrder(policy, tally).play(lines, share, survey.lastAt());
        } else {
          new CaseByCase(policy, tally, survey.lastAt()).play(lines, share);
        }
      }
      return tally;
    };
  }

  private Tally sum(List<Future<Tally>> shares) throws IOException {
    var sum = newTally();
    for (var share : shares) {
      try {
        sum.addAll(share.get());
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new IOException("Expected to read the log to its end", interrupted);
      } catch (ExecutionException failed) {
        switch (failed.getCause()) {
          case IOException unreadable -> throw unreadable;
          case null, default -> throw new IllegalStateException(failed);
        }
      }
    }
    return sum;
  }

  private Tally newTally() {
    return new Tally(new LocalWeeks(log.zone()));
  }
}
