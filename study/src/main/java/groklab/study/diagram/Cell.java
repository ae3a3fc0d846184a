package groklab.study.diagram;

import groklab.lab.phase.Verdict;
import groklab.study.statistics.Share;
import groklab.study.sweep.Outcome;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// The runs of equal settings, which differ in their seed.
///
/// @param column from 0, along the axis across
/// @param row from 0, along the axis upwards; 0 in a strip
/// @param runs at least one; kept in the order of their seeds, not in that in which they ended
public record Cell(int column, int row, List<Outcome> runs) {
  public Cell {
    runs = runs.stream().sorted(Comparator.comparingLong(Outcome::seed)).toList();
  }

  /// All runs, also those that failed or are not decided.
  public int n() {
    return runs.size();
  }

  /// Runs of each verdict, every verdict with its number.
  public Map<Verdict, Integer> counts() {
    var counts = new EnumMap<Verdict, Integer>(Verdict.class);
    for (var verdict : Verdict.values()) {
      counts.put(verdict, count(verdict));
    }
    return Collections.unmodifiableMap(counts);
  }

  /// Runs of one verdict.
  public int count(Verdict verdict) {
    return (int) runs.stream().filter(run -> run.verdict().equals(Optional.of(verdict))).count();
  }

  /// Runs that failed.
  public int failed() {
    return (int) runs.stream().filter(run -> run.failure().isPresent()).count();
  }

  /// Runs that did not fail, whose budget ended before anything could be said.
  public int undecided() {
    return (int)
        runs.stream().filter(run -> run.failure().isEmpty() && run.verdict().isEmpty()).count();
  }

  private int decided() {
    return (int) runs.stream().filter(run -> run.verdict().isPresent()).count();
  }

  /// That of more than half of all runs; empty = not decided.
  public Optional<Verdict> verdict() {
    for (var verdict : Verdict.values()) {
      if (2 * count(verdict) > n()) {
        return Optional.of(verdict);
      }
    }
    return Optional.empty();
  }

  /// Whether more than half of the runs failed.
  public boolean isFailed() {
    return 2 * failed() > n();
  }

  /// How often the verdict is grokking, of the runs that are decided.
  public Share grokking() {
    return new Share(count(Verdict.GROKKING), decided());
  }

  /// How often the validation set was learnt, late or at once, of the runs that are decided.
  public Share generalising() {
    return new Share(count(Verdict.GROKKING) + count(Verdict.COMPREHENSION), decided());
  }

  /// Median T_grok of the runs that did not fail; empty if all did.
  public Optional<MedianTime> generalised() {
    return MedianTime.of(watched().map(run -> time(run.generalised().first(), run, 0)).toList());
  }

  /// Median T_grok − T_mem of the runs that memorised; empty if none did. It is below 0 where the
  /// validation set was learnt first.
  public Optional<MedianTime> delay() {
    return MedianTime.of(
        watched()
            .filter(run -> run.memorised().first().isPresent())
            .map(run -> time(run.generalised().first(), run, run.memorised().first().getAsLong()))
            .toList());
  }

  private Stream<Outcome> watched() {
    return runs.stream().filter(run -> run.failure().isEmpty());
  }

  private static MedianTime.Time time(OptionalLong step, Outcome run, long from) {
    long until = run.generalised().observedUntil().orElse(run.steps());
    return new MedianTime.Time(step.orElse(until) - from, step.isEmpty());
  }
}
