package groklab.zoo.task;

import groklab.engine.random.RandomStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/// A table divided into training and validation examples, by one of the three rules of
/// [Equations.Split].
///
/// All three shuffle by Fisher-Yates from the end and train on the first examples of the result.
/// They differ in the generator and in how a share becomes a number, see [#trainSize]. NUMPY
/// shuffles the equations in the order in which openai/grok lists them and goes on with the same
/// generator for label noise, so it trains on the equations of that code, noise included. PYTHON
/// shuffles the pairs in lexicographic order, as the code of arXiv 2301.05217 does.
///
/// @param trainRows example numbers, in shuffled order
/// @param validationRows the other example numbers, in shuffled order
/// @param donors for label noise: training example i gets the answer of example donors[i]
record DataSplit(int[] trainRows, int[] validationRows, int[] donors) {

  /// Divides a table.
  ///
  /// @param referenceOrder of its n equations in openai/grok
  /// @param seed of the split, and of the label noise, whose donors are drawn uniformly from the
  ///     whole table with replacement; in [0, 2³²) for NUMPY
  static DataSplit of(Equations equations, int[] referenceOrder, int n, long seed) {
    int noisyLabels = equations.noisyLabels();
    int trained = trainSize(equations.split(), equations.trainFraction(), n);
    return switch (equations.split()) {
      case RANDOM -> {
        int[] order = RandomStream.of(seed, "split").permutation(n);
        yield cut(order, trained, drawDonors(noisyLabels, seed, n));
      }
      case PYTHON -> {
        int[] order = new int[n];
        Arrays.setAll(order, i -> i);
        shuffle(order, ReferenceRandom.seededLikePython(seed)::pythonBelow);
        yield cut(order, trained, drawDonors(noisyLabels, seed, n));
      }
      case NUMPY -> {
        var generator = ReferenceRandom.seededLikeNumpy(seed);
        int[] order = referenceOrder.clone();
        shuffle(order, generator::numpyBelow);
        int[] donors = new int[noisyLabels];
        Arrays.setAll(donors, i -> order[generator.numpyBelow(n)]);
        yield cut(order, trained, donors);
      }
    };
  }

  private static DataSplit cut(int[] order, int trained, int[] donors) {
    return new DataSplit(
        Arrays.copyOf(order, trained), Arrays.copyOfRange(order, trained, order.length), donors);
  }

  /// Number of training examples out of n.
  ///
  /// PYTHON truncates the floating-point product, `int(f * n)`. NUMPY rounds it, halves to the even
  /// number, as Python's `round` does. RANDOM rounds the exact product of n and the written decimal
  /// number down: 0.29 of 100 is 29, where the floating-point product is 28.999999999999996.
  static int trainSize(Equations.Split split, double trainFraction, int n) {
    return switch (split) {
      case PYTHON -> (int) (trainFraction * n);
      case NUMPY -> (int) Math.rint(n * trainFraction);
      case RANDOM ->
          BigDecimal.valueOf(trainFraction)
              .multiply(BigDecimal.valueOf(n))
              .setScale(0, RoundingMode.FLOOR)
              .intValueExact();
    };
  }

  private static int[] drawDonors(int count, long seed, int n) {
    var stream = RandomStream.of(seed, "labels");
    int[] donors = new int[count];
    Arrays.setAll(donors, i -> stream.below(i, n));
    return donors;
  }

  /// Fisher-Yates from the end.
  ///
  /// @param below draws uniformly from [0, its argument)
  static void shuffle(int[] order, IntUnaryOperator below) {
    for (int i = order.length - 1; i > 0; i--) {
      int j = below.applyAsInt(i + 1);
      int kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
  }
}
