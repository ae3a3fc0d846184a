package groklab.study.tune;

import groklab.lab.kind.Toml;
import groklab.lab.measure.Catalogue;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecReader;
import groklab.study.diagram.MedianTime;
import groklab.study.sweep.Job;
import groklab.study.sweep.Jobs;
import groklab.study.sweep.Outcome;
import groklab.study.tune.Tuned.Settled;
import groklab.study.tune.Tuned.Tried;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Looks for settings with which a network generalises sooner.
///
/// Curves of this field cross, and what is late may be late by a factor of a hundred, so nothing is
/// guessed from how a run goes: candidates are run on one seed, each until it cannot be among the
/// four soonest any more, whatever comes (adaptive capping, Hutter et al. 2009, arXiv 1401.3492,
/// who cap at the best; that loses winners to the luck of one seed, see `docs/how-to/tune.md`). The
/// four are run on more seeds; the winner and the spec's own settings are judged on seeds that
/// nothing was chosen on.
public final class Tuning {
  /// Candidates between two changes of the cap: those of a round do not depend on which of them
  /// ends first, so the search does not depend on the machine but for where its time ends.
  private static final int ROUND = 8;

  private static final int FINALISTS = 4;

  /// A finalist on another seed gets this many times the time of the slowest of them.
  private static final int PATIENCE = 4;

  /// Times are those of probes, so runs that are compared by them have more of them.
  private static final double DENSER = 4;

  /// How much longer than to its goal a run goes on.
  private static final double TAIL = 1.25;

  private static final long SCREENING = 1_000;
  private static final List<Long> FINAL = List.of(1_001L, 1_002L);

  private final RunSpec base;
  private final List<String> keys;
  private final Goal goal;
  private final Candidates candidates;
  private final List<Long> judging;

  /// Runs what the search asks for.
  public interface Runner {
    /// @return what came of the jobs, in any order; those that were dropped are missing
    List<Outcome> run(List<Job> jobs);

    /// Whether somebody wants it to end: then what has been asked for last may be missing.
    boolean isStopped();

    /// Whether more candidates may be begun.
    ///
    /// @param steps of runs that are to follow in any case
    boolean isTimeBesides(double steps);

    /// Is told after each round.
    ///
    /// @param all that have been tried so far
    void tried(List<Tried> all);
  }

  /// @param base what is tuned
  /// @param judging seeds on which the winner is judged, at least one, below 1,000
  public Tuning(RunSpec base, List<Knob> knobs, Goal goal, List<Long> judging) {
    this.base = base;
    this.keys = knobs.stream().map(Knob::key).toList();
    this.goal = goal;
    this.judging = List.copyOf(judging);
    candidates = new Candidates(knobs);
  }

  /// @param most candidates, the spec's own settings not among them
  /// @return empty = it was stopped
  public Optional<Tuned> search(Runner runner, int most) {
    List<Tried> tried = new ArrayList<>();
    long budget = base.budget().steps();
    List<Outcome> own = new ArrayList<>(runs(own(), ownSeeds(), budget, runner));
    if (own.size() < ownSeeds().size()) {
      return Optional.empty();
    }
    tried.add(new Tried(own(), budget, own.removeFirst()));
    for (int next = 1;
        next <= most && !runner.isStopped() && (next == 1 || runner.isTimeBesides(reserved(tried)));
        next += ROUND) {
      List<SequencedMap<String, String>> round = new ArrayList<>();
      for (int i = next; i < Math.min(next + ROUND, most + 1); i++) {
        round.add(candidates.get(i));
      }
      tryAll(round, runner, tried);
      runner.tried(tried);
    }
    return runner.isStopped() ? Optional.empty() : settle(new Settled(own(), own), tried, runner);
  }

  /// All at once, since they do not depend on what is found.
  private List<Long> ownSeeds() {
    List<Long> seeds = new ArrayList<>(List.of(SCREENING));
    seeds.addAll(judging);
    return seeds;
  }

  private SequencedMap<String, String> own() {
    return SpecReader.valuesOf(base, keys);
  }

  /// Steps of the runs after the search: finalists on more seeds, the winner on those that judge.
  private double reserved(List<Tried> tried) {
    return TAIL * slowest(tried) * (FINALISTS * FINAL.size() + judging.size());
  }

  /// Those that came to the goal, the soonest first.
  private List<Tried> finalists(List<Tried> tried) {
    return tried.stream()
        .filter(each -> goal.time(each.run()).isPresent())
        .sorted(Comparator.comparingLong(each -> goal.time(each.run()).getAsLong()))
        .limit(FINALISTS)
        .toList();
  }

  /// When the last of the finalists came to the goal; the whole budget while there are fewer.
  private long slowest(List<Tried> tried) {
    List<Tried> finalists = finalists(tried);
    return finalists.size() < FINALISTS
        ? base.budget().steps()
        : goal.time(finalists.getLast().run()).getAsLong();
  }

  private void tryAll(
      List<SequencedMap<String, String>> settings, Runner runner, List<Tried> tried) {
    long cap = cap(slowest(tried));
    Map<String, SequencedMap<String, String>> byId = new LinkedHashMap<>();
    List<Job> jobs = new ArrayList<>();
    for (SequencedMap<String, String> each : settings) {
      Job job = job(each, SCREENING, cap);
      jobs.add(job);
      byId.put(job.id(), each);
    }
    Map<String, Outcome> outcomes = outcomes(runner, jobs);
    byId.forEach((id, each) -> {
      Outcome run = outcomes.get(id);
      if (run != null) {
        tried.add(new Tried(each, cap, run));
      }
    });
  }

  private static Map<String, Outcome> outcomes(Runner runner, List<Job> jobs) {
    return runner.run(jobs).stream()
        .collect(Collectors.toMap(Outcome::id, run -> run, (first, _) -> first));
  }

  /// A spec whose turns lie beyond its budget would be refused.
  private long cap(long steps) {
    return Math.min(base.budget().steps(), Math.max(steps, base.lastTurn() + 1));
  }

  private Job job(SequencedMap<String, String> settings, long seed, long cap) {
    SequencedMap<String, String> all = new LinkedHashMap<>(settings);
    all.put("budget.steps", Long.toString(cap));
    all.put("budget.stopWhen", '"' + goal.stopWhen() + '"');
    all.put("probes.measures", measures());
    all.put("probes.density", Double.toString(Math.min(1_000, DENSER * base.probes().density())));
    return Jobs.of(all, List.of(seed), base).getFirst();
  }

  /// What every run takes is enough, and cheap; and what its controllers read.
  private String measures() {
    Set<String> listed =
        Catalogue.listed().stream().map(each -> each.name()).collect(Collectors.toSet());
    return Stream.concat(
            Stream.of("loss"),
            base.controllers().stream()
                .flatMap(each -> each.reads().stream())
                .filter(listed::contains))
        .distinct()
        .map(Toml::text)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private Optional<Tuned> settle(Settled own, List<Tried> tried, Runner runner) {
    List<Tried> order = tried.size() > 1 ? finalists(tried) : List.of();
    List<Settled> finals =
        settled(
            order.stream().map(Tried::settings).toList(),
            FINAL,
            cap(PATIENCE * slowest(tried)),
            runner);
    SequencedMap<String, String> winner = own.settings();
    Optional<MedianTime> soonest = Optional.empty();
    for (int i = 0; i < finals.size(); i++) {
      List<Outcome> runs = new ArrayList<>(finals.get(i).runs());
      runs.add(order.get(i).run());
      Optional<MedianTime> median = goal.median(runs);
      if (isSooner(median, soonest)) {
        winner = finals.get(i).settings();
        soonest = median;
      }
    }
    Settled judged =
        winner.equals(own.settings())
            ? own
            : new Settled(winner, runs(winner, judging, base.budget().steps(), runner));
    return runner.isStopped()
        ? Optional.empty()
        : Optional.of(new Tuned(own, judged, tried, finals));
  }

  private List<Outcome> runs(
      SequencedMap<String, String> settings, List<Long> seeds, long cap, Runner runner) {
    return settled(List.of(settings), seeds, cap, runner).getFirst().runs();
  }

  private static boolean isSooner(Optional<MedianTime> one, Optional<MedianTime> other) {
    return one.isPresent()
        && !one.get().censored()
        && (other.isEmpty() || one.get().steps() < other.get().steps());
  }

  private List<Settled> settled(
      List<SequencedMap<String, String>> settings, List<Long> seeds, long cap, Runner runner) {
    List<Job> jobs =
        settings.stream()
            .flatMap(each -> seeds.stream().map(seed -> job(each, seed, cap)))
            .toList();
    Map<String, Outcome> outcomes = outcomes(runner, jobs);
    return settings.stream()
        .map(each ->
            new Settled(
                each,
                seeds.stream()
                    .map(seed -> outcomes.get(job(each, seed, cap).id()))
                    .filter(Objects::nonNull)
                    .toList()))
        .toList();
  }
}
