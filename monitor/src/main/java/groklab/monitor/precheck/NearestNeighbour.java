package groklab.monitor.precheck;

import groklab.monitor.examples.Division;
import groklab.monitor.examples.Examples;
import java.util.Arrays;
import java.util.stream.IntStream;

/// The answer of the training row that is nearest.
///
/// The distance between two rows is the number of symbols in which they differ (Hamming) plus, for
/// each number, half the square of its difference in standard deviations of the training rows: two
/// rows drawn at random are then 1 apart in it on average, about as far as in a symbol of many
/// values. Of symbols alone it orders rows as Hamming does, of numbers alone as the Euclidean
/// distance of standardised numbers; that a mixture weighs them so is a choice of ours. A number
/// that is the same in all training rows does not count.
///
/// Of several nearest rows the most frequent answer counts, and of equally frequent ones each with
/// its probability. Each row is compared with all training rows and no distance is estimated; where
/// that is more work than is allowed, only part of the validation rows is judged: as many as fit,
/// at least [#FEWEST], drawn with a fixed seed.
final class NearestNeighbour {
  /// Some seconds on two processors.
  static final long MOST_WORK = 1_000_000_000L;

  /// The 95 % interval of a share of so many is at most 10 points wide.
  static final int FEWEST = 400;

  private static final long SEED = 1;
  private static final int CHUNKS = 16;

  private final Neighbours neighbours;

  NearestNeighbour(Examples examples, int[] training) {
    this.neighbours =
        examples.symbols() == examples.width()
            ? new SymbolNeighbours(examples, training)
            : new NumberNeighbours(examples, training);
  }

  /// The rows to judge: all, or as many as fit, in an order that is drawn.
  int[] judged(int[] unseen, long mostWork) {
    long fit = Math.max(FEWEST, mostWork / Math.max(1, neighbours.work()));
    if (fit >= unseen.length) {
      return unseen;
    }
    int[] order = Division.order(unseen.length, SEED);
    return Arrays.stream(order, 0, (int) fit).map(i -> unseen[i]).toArray();
  }

  /// The probability that each of these rows is answered rightly.
  double[] right(int[] rows) {
    double[] right = new double[rows.length];
    int chunk = Math.max(1, Math.ceilDiv(rows.length, CHUNKS));
    IntStream.range(0, Math.ceilDiv(rows.length, chunk))
        .parallel()
        .forEach(
            i -> neighbours.judge(rows, i * chunk, Math.min(rows.length, (i + 1) * chunk), right));
    return right;
  }
}
