package groklab.study.tune;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.lab.criterion.Crossing;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecReader;
import groklab.study.SampleRuns;
import groklab.study.sweep.Job;
import groklab.study.sweep.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.ToLongBiFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TuningTest {
  private static final RunSpec BASE =
      new SpecReader()
          .override(SampleRuns.base(), List.of("budget.steps=10000", "optimizer.weightDecay=0.01"));
  private static final List<Knob> DECAY =
      List.of(Knob.parse("optimizer.weightDecay=0.01..10", BASE));

  /// Runs that generalise at a step that follows from their decay and seed, or never: those that
  /// would do so behind their budget are ended there.
  private static final class Formula implements Tuning.Runner {
    private final ToLongBiFunction<Double, Long> step;
    private final List<Job> asked = new ArrayList<>();
    private int rounds = Integer.MAX_VALUE;
    private boolean stopped;

    Formula(ToLongBiFunction<Double, Long> step) {
      this.step = step;
    }

    @Override
    public List<Outcome> run(List<Job> jobs) {
      asked.addAll(jobs);
      return jobs.stream().map(this::outcome).toList();
    }

    private Outcome outcome(Job job) {
      long budget = Long.parseLong(job.settings().get("budget.steps"));
      double decay = Double.parseDouble(job.settings().get("optimizer.weightDecay"));
      long at = step.applyAsLong(decay, job.seed());
      OptionalLong first = at <= budget ? OptionalLong.of(at) : OptionalLong.empty();
      long steps = Math.min(at, budget);
      var crossing = new Crossing(first, first, OptionalLong.of(steps));
      return new Outcome(
          job.id(),
          job.ordered(),
          job.seed(),
          Optional.empty(),
          new Crossing(OptionalLong.of(1), OptionalLong.of(1), OptionalLong.of(steps)),
          crossing,
          steps,
          Optional.empty());
    }

    @Override
    public boolean isStopped() {
      return stopped;
    }

    @Override
    public boolean isTimeBesides(double steps) {
      return --rounds > 0;
    }

    @Override
    public void tried(List<Tuned.Tried> all) {}
  }

  private static Tuning tuning() {
    return new Tuning(BASE, DECAY, Goal.GENERALIZED_AT, List.of(0L, 1L, 2L));
  }

  private static long inverse(double decay, long seed) {
    return decay > 5 ? Long.MAX_VALUE : Math.round(50 / decay) + seed % 3;
  }

  @Test
  void findsTheSoonestAndEndsEachRunWhereItCouldNotBeThatAnyMore() {
    var runner = new Formula(TuningTest::inverse);
    Tuned found = tuning().search(runner, 64).orElseThrow();
    double decay = Double.parseDouble(found.best().settings().get("optimizer.weightDecay"));
    assertThat(decay).isBetween(4.0, 5.0);
    assertThat(found.own().settings()).containsEntry("optimizer.weightDecay", "0.01");
    assertThat(found.own().runs()).extracting(Outcome::seed).containsExactly(0L, 1L, 2L);
    assertThat(found.tried()).hasSize(65);
    for (Tuned.Tried each : found.tried()) {
      assertThat(each.run().steps()).isLessThanOrEqualTo(each.cap());
    }
    long fourth =
        found.tried().subList(0, 57).stream()
            .mapToLong(each -> inverse(decayOf(each.settings()), 1_000))
            .sorted()
            .toArray()[3];
    assertThat(found.tried().getLast().cap()).as("of the last round").isEqualTo(fourth);
    long steps = runner.asked.stream().mapToLong(job -> runner.outcome(job).steps()).sum();
    long withoutCaps =
        runner.asked.stream()
            .mapToLong(job -> Math.min(10_000, inverse(decayOf(job), job.seed())))
            .sum();
    assertThat(steps).isLessThan(withoutCaps / 2);
    assertThat(found.capped(Goal.GENERALIZED_AT)).isGreaterThan(30);
  }

  private static double decayOf(Job job) {
    return decayOf(job.settings());
  }

  private static double decayOf(Map<String, String> settings) {
    return Double.parseDouble(settings.get("optimizer.weightDecay"));
  }

  @Test
  void choosesAsASearchWithoutCapsWould() {
    ToLongBiFunction<Double, Long> lucky =
        (decay, seed) ->
            Math.round(
                (decay > 5 ? 9_000 : 50 / decay) * (1 + (seed * 31 + Math.round(decay * 100)) % 7));
    Tuned found = tuning().search(new Formula(lucky), 64).orElseThrow();
    List<Double> all = new ArrayList<>(List.of(0.01));
    for (int i = 1; i <= 64; i++) {
      all.add(decayOf(new Candidates(DECAY).get(i)));
    }
    List<Double> finalists =
        all.stream()
            .sorted(Comparator.comparingLong(decay -> lucky.applyAsLong(decay, 1_000L)))
            .limit(4)
            .toList();
    assertThat(found.finals())
        .extracting(each -> decayOf(each.settings()))
        .containsExactlyElementsOf(finalists);
    double best =
        finalists.stream()
            .min(Comparator.comparingLong(decay -> median(lucky, decay)))
            .orElseThrow();
    assertThat(decayOf(found.best().settings())).isEqualTo(best);
  }

  private static long median(ToLongBiFunction<Double, Long> step, double decay) {
    return LongStream.of(1_000, 1_001, 1_002)
        .map(seed -> step.applyAsLong(decay, seed))
        .sorted()
        .toArray()[1];
  }

  @Test
  void doesNotTakeWhatIsSoonOnTheSeedOfTheSearchAlone() {
    var runner =
        new Formula((decay, seed) ->
            decay > 3 && decay < 5 && seed != 1_000 ? 9_000 : inverse(decay, seed));
    Tuned found = tuning().search(runner, 64).orElseThrow();
    assertThat(found.finals()).hasSize(4);
    assertThat(found.finals().getFirst().runs())
        .allSatisfy(run -> assertThat(run.generalised().first()).isEmpty());
    Set<String> soon =
        found.finals().stream()
            .filter(
                each -> each.runs().stream().allMatch(run -> run.generalised().first().isPresent()))
            .map(each -> each.settings().get("optimizer.weightDecay"))
            .collect(Collectors.toSet());
    assertThat(soon.isEmpty() ? Set.of("0.01") : soon)
        .contains(found.best().settings().get("optimizer.weightDecay"));
  }

  @Test
  void keepsTheOwnSettingsWhereNothingIsSooner() {
    var runner = new Formula((decay, seed) -> decay == 0.01 ? 100 : 20_000);
    Tuned found = tuning().search(runner, 16).orElseThrow();
    assertThat(found.best()).isEqualTo(found.own());
    assertThat(found.capped(Goal.GENERALIZED_AT)).isEqualTo(16);
  }

  @Test
  void asksTheSameRunsEveryTimeAndFewerOfThemInLessTime() {
    var long1 = new Formula(TuningTest::inverse);
    var long2 = new Formula(TuningTest::inverse);
    var brief = new Formula(TuningTest::inverse);
    brief.rounds = 3;
    tuning().search(long1, 64);
    tuning().search(long2, 64);
    Tuned less = tuning().search(brief, 64).orElseThrow();
    assertThat(long1.asked).isEqualTo(long2.asked);
    assertThat(less.tried()).hasSize(1 + 3 * 8);
    assertThat(long1.asked.subList(0, 28)).isEqualTo(brief.asked.subList(0, 28));
  }

  @Test
  void hasNothingToSayWhenItWasStopped() {
    var runner = new Formula(TuningTest::inverse);
    runner.stopped = true;
    assertThat(tuning().search(runner, 64)).isEmpty();
  }

  /// A turn behind the end of the budget would be refused.
  @Test
  void letsARunComeToItsLastTurn() {
    RunSpec turning =
        new SpecReader()
            .override(
                BASE, List.of("turn=[{ at = 700, set = \"optimizer.learningRate\", to = 0.01 }]"));
    var runner = new Formula((decay, seed) -> 50);
    Tuned found =
        new Tuning(turning, DECAY, Goal.GENERALIZED_AT, List.of(0L))
            .search(runner, 16)
            .orElseThrow();
    assertThat(found.tried()).extracting(Tuned.Tried::cap).contains(701L).doesNotContain(50L);
  }
}
