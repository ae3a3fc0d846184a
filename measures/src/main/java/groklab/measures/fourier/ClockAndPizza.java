package groklab.measures.fourier;

import groklab.engine.random.RandomStream;
import groklab.lab.linear.Matrix;
import groklab.lab.linear.Numbers;
import groklab.measures.common.cyclic.FourierBasis;
import java.util.LinkedHashSet;
import java.util.Set;

/// The measures of arXiv 2306.17844 that tell the "clock" algorithm from the "pizza" algorithm of
/// modular addition.
///
/// Their rule of thumb: distance irrelevance 0-0.4 pizza, 0.4-1 clock; boundary lines at gradient
/// symmetricity 0.98 and distance irrelevance 0.6. Report the two numbers rather than a verdict:
/// later work holds that both realise one abstract algorithm. A network whose inputs enter only by
/// their sum has gradient symmetricity 1 whatever it learned.
public final class ClockAndPizza {
  /// How many triples the paper's code averages over.
  public static final int TRIPLES = 100;

  private ClockAndPizza() {}

  /// One output to differentiate: logit c on the input (a, b).
  public record Triple(int a, int b, int c) {}

  /// Mean cosine of the two embedding gradients.
  ///
  /// @param mean NaN if every sample was undefined
  /// @param samples how many triples entered
  /// @param undefined how many were left out because a gradient was zero
  public record Symmetricity(double mean, int samples, int undefined) {}

  /// Distinct triples for [#gradientSymmetricity], drawn from the stream "gradient-symmetricity" of
  /// the seed.
  public static Triple[] triples(int order, int count, long seed) {
    int all = Math.multiplyExact(Math.multiplyExact(order, order), order);
    if (count < 0 || count > all) {
      throw new IllegalArgumentException(
          "%d different triples of Z_%d were asked for; there are %d".formatted(count, order, all));
    }
    RandomStream stream = RandomStream.of(seed, "gradient-symmetricity");
    Set<Integer> drawn = new LinkedHashSet<>();
    for (long i = 0; drawn.size() < count; i++) {
      drawn.add(stream.below(i, all));
    }
    return drawn.stream()
        .map(t -> new Triple(t / (order * order), t / order % order, t % order))
        .toArray(Triple[]::new);
  }

  /// Definition 4.1: the mean over triples (a, b, c) of the cosine between ∂Q_abc/∂E_a and
  /// ∂Q_abc/∂E_b, where Q_abc is logit c on input (a, b) and the two embedding vectors are separate
  /// inputs even when a = b.
  ///
  /// @param gradientsA samples x d, ∂Q/∂E_a
  /// @param gradientsB samples x d, ∂Q/∂E_b of the same samples
  public static Symmetricity gradientSymmetricity(Matrix gradientsA, Matrix gradientsB) {
    if (gradientsA.rows() != gradientsB.rows() || gradientsA.cols() != gradientsB.cols()) {
      throw new IllegalArgumentException(
          "gradients of %d x %d and %d x %d were given; expected the same samples and width"
              .formatted(
                  gradientsA.rows(), gradientsA.cols(), gradientsB.rows(), gradientsB.cols()));
    }
    double sum = 0;
    int samples = 0;
    for (int r = 0; r < gradientsA.rows(); r++) {
      double[] a = gradientsA.row(r);
      double[] b = gradientsB.row(r);
      if (Numbers.norm(a) > 0 && Numbers.norm(b) > 0) {
        sum += Numbers.cosine(a, b);
        samples++;
      }
    }
    return new Symmetricity(sum / samples, samples, gradientsA.rows() - samples);
  }

  /// Definition 4.2: q = mean over d of std(correct logit | x - y ≡ d) / std(correct logit),
  /// population deviations.
  ///
  /// 0: the correct logit depends on the distance only (pizza); 1: it does not depend on it
  /// (clock). An *ideal* clock has a constant correct logit and no q: 0/0.
  ///
  /// @param correct the logit of the right class in each of the m² cells, standard order
  /// @return 0..1, or NaN if the correct logits differ by rounding only (standard deviation at most
  ///     1e-12 of their root mean square)
  public static double distanceIrrelevance(double[] correct, int order) {
    if (correct.length != order * order) {
      throw new IllegalArgumentException(
          "%d correct logits were given; Z_%d has %d cells"
              .formatted(correct.length, order, order * order));
    }
    double whole = deviation(correct);
    if (!(whole > 1e-12 * Math.sqrt(Numbers.dot(correct, correct) / correct.length))) {
      return Double.NaN;
    }
    double sum = 0;
    double[] row = new double[order];
    for (int d = 0; d < order; d++) {
      for (int y = 0; y < order; y++) {
        row[y] = correct[(y + d) % order * order + y];
      }
      sum += deviation(row);
    }
    return sum / order / whole;
  }

  /// The logit of the right class x + y of every cell of an m² x m table.
  public static double[] correctLogits(Matrix logits) {
    int m = logits.cols();
    FourierBasis.requireRows(logits, m * m, "the logits of all pairs of Z_" + m);
    double[] correct = new double[m * m];
    for (int cell = 0; cell < correct.length; cell++) {
      correct[cell] = logits.get(cell, (cell / m + cell % m) % m);
    }
    return correct;
  }

  private static double deviation(double[] v) {
    return Math.sqrt(Numbers.squaresAround(Numbers.mean(v), v) / v.length);
  }
}
