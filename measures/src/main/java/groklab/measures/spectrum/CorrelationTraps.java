package groklab.measures.spectrum;

import groklab.engine.random.RandomStream;
import groklab.lab.linear.Matrix;
import groklab.lab.linear.Numbers;

/// Correlation traps (2506.04434, 2602.02859): eigenvalues that stay outside the random bulk after
/// all entries of W have been shuffled, as WeightWatcher 0.7.5.5 counts them (`randomize=True`).
///
/// What survives a shuffle is in the distribution of the entries, not in their arrangement: a few
/// huge entries, heavy tails (Student t with 3 degrees of freedom gives 1 to 4 traps by itself), or
/// a common mean. For M < 100 the library pools the eigenvalues of five shuffles before it counts,
/// and so counts every trap **five times**: one entry of 25 standard deviations makes 5 in a matrix
/// of 128 x 64 and 1 in one of 128 x 128. [#perReplica] divides by the number of shuffles; compare
/// that. The library shuffles with an unseeded global generator; here the seed is an argument.
///
/// `distance`, `softRank` and `maxDifference` come, as in the library, from one further shuffle.
///
/// @param replicas how many shuffles were pooled
/// @param pooled `rand_num_spikes`, the count over the pool; NaN if the bulk could not be fitted
/// @param perReplica pooled / replicas
/// @param maxRandomEigenvalue `max_rand_eval`, the largest eigenvalue of the pool
/// @param distance `rand_distance` = √JSD (natural logarithm) of the sorted eigenvalues of W and of
///     its shuffle, each scaled to sum 1 and read as a distribution over the rank; in [0, √ln 2]
/// @param softRank `ww_softrank`, largest eigenvalue of the shuffle / largest of W
/// @param maxDifference `ww_maxdist`, largest of W − largest of the shuffle
/// @param bulk the fit to the pool
public record CorrelationTraps(
    int replicas,
    double pooled,
    double perReplica,
    double maxRandomEigenvalue,
    double distance,
    double softRank,
    double maxDifference,
    BulkFit bulk) {
  /// The traps with a number of shuffles, at least 1. Cost: replicas + 2 times that of
  /// [Spectrum#ofGram].
  public static CorrelationTraps of(Matrix w, long seed, int replicas) {
    if (replicas < 1) {
      throw new IllegalArgumentException("%d shuffles; expected at least 1".formatted(replicas));
    }
    int m = Math.min(w.rows(), w.cols());
    double[] pool = new double[replicas * m];
    double largest = 0;
    RandomStream stream = RandomStream.of(seed, "traps");
    for (int r = 0; r < replicas; r++) {
      double[] eigenvalues = Spectrum.ofGram(shuffled(w, stream.at(r))).eigenvalues();
      System.arraycopy(eigenvalues, 0, pool, r * m, m);
      largest = Math.max(largest, eigenvalues[m - 1]);
    }
    BulkFit bulk = BulkFit.fit(pool, Math.max(w.rows(), w.cols()), m);
    double pooled =
        switch (bulk) {
          case BulkFit.Fit fit -> fit.spikes();
          case BulkFit.Failed _ -> Double.NaN;
        };
    double[] own = Spectrum.ofGram(w).eigenvalues();
    double[] other = Spectrum.ofGram(shuffled(w, stream.at(replicas))).eigenvalues();
    return new CorrelationTraps(
        replicas,
        pooled,
        pooled / replicas,
        largest,
        jensenShannonDistance(own, other),
        other[m - 1] / own[m - 1],
        own[m - 1] - other[m - 1],
        bulk);
  }

  /// All entries in a uniformly random order.
  static Matrix shuffled(Matrix w, RandomStream stream) {
    int[] order = stream.permutation(w.values().length);
    double[] out = new double[order.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = w.values()[order[i]];
    }
    return new Matrix(w.rows(), w.cols(), out);
  }

  /// √(½ KL(p‖m) + ½ KL(q‖m)), m = (p + q)/2, natural logarithm, after scaling both to sum 1.
  static double jensenShannonDistance(double[] p, double[] q) {
    double sumP = Numbers.sum(p);
    double sumQ = Numbers.sum(q);
    double divergence = 0;
    for (int i = 0; i < p.length; i++) {
      double a = p[i] / sumP;
      double b = q[i] / sumQ;
      double m = 0.5 * (a + b);
      divergence += a == 0 ? 0 : 0.5 * a * StrictMath.log(a / m);
      divergence += b == 0 ? 0 : 0.5 * b * StrictMath.log(b / m);
    }
    return Math.sqrt(Math.max(0, divergence));
  }
}
