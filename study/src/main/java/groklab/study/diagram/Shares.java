package groklab.study.diagram;

import groklab.lab.phase.Verdict;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// Which part of the cells of a diagram has which verdict. Cells without runs do not count; where
/// none has runs, all shares are 0.
///
/// @param verdicts each verdict with its share, in [0, 1]
/// @param undecided share of the cells in which no verdict has more than half of the runs, failed
///     ones among them
/// @param cells with runs
public record Shares(Map<Verdict, Double> verdicts, double undecided, int cells) {
  public Shares {
    verdicts = Collections.unmodifiableMap(new EnumMap<>(verdicts));
  }

  /// The share of one verdict.
  public double of(Verdict verdict) {
    return verdicts.getOrDefault(verdict, 0.0);
  }

  static Shares of(Collection<Cell> cells) {
    var shares = new EnumMap<Verdict, Double>(Verdict.class);
    for (var verdict : Verdict.values()) {
      long of = cells.stream().filter(c -> c.verdict().filter(verdict::equals).isPresent()).count();
      shares.put(verdict, (double) of / Math.max(1, cells.size()));
    }
    long rest = cells.stream().filter(cell -> cell.verdict().isEmpty()).count();
    return new Shares(shares, (double) rest / Math.max(1, cells.size()), cells.size());
  }
}
