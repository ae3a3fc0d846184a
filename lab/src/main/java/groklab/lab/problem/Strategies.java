package groklab.lab.problem;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// What known ways to answer would answer: of each strategy a distribution over the classes for
/// each scored row of the problem.
///
/// The arrays inside are shared, not copied: treat them as read-only.
///
/// @param classes numbers of a distribution
/// @param distributions by the strategy's name, from the simplest on; N·S·classes numbers, in the
///     order of the targets' rows
public record Strategies(int classes, SequencedMap<String, double[]> distributions)
    implements Facet {
  public Strategies {
    distributions = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(distributions));
  }

  /// The distributions of one strategy for some scored rows, row by row.
  ///
  /// @throws IllegalArgumentException if there is no such strategy
  public double[] of(String strategy, int[] rows) {
    double[] all = distributions.get(strategy);
    if (all == null) {
      throw new IllegalArgumentException("no strategy " + strategy);
    }
    return Arrays.stream(rows)
        .boxed()
        .flatMapToDouble(row -> Arrays.stream(all, row * classes, (row + 1) * classes))
        .toArray();
  }
}
