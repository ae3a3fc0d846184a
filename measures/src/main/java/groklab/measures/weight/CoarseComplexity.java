package groklab.measures.weight;

import groklab.lab.linear.Matrix;
import groklab.lab.linear.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;
import org.hipparchus.special.Gamma;

/// Rate-distortion complexity of a network after 2412.09810: the fewest bits of a coarse-grained
/// copy of the weights whose training loss is at most ε worse.
///
/// A matrix of m x n is replaced by its first k singular triples, k the smallest with σ_1 + ... +
/// σ_k ≥ τ·Σσ, if k(m + n) < mn; then U_k S_k and V_k are rounded to multiples of Δ. Otherwise the
/// matrix itself is rounded. Vectors (one row or column) are rounded.
///
/// **Where this deviates from the paper.** (1) Bits are counted by a closed formula instead of
/// bzip2: for each stored array the integers w/Δ are charged their alphabet, as Elias gamma codes
/// of the number of symbols, the first symbol and the gaps, and the sequence the length of an
/// adaptive Krichevsky-Trofimov code of order 0, −log₂ Π (n_s + ½)/(n + d/2). The number is the
/// same on every machine, and is an attainable code length to within 2 bits, but it sees no
/// repetition in the order of the weights. (2) (τ, Δ) come from a fixed grid, cheapest first,
/// instead of from 60 rounds of Bayesian optimisation. Bits are thus not comparable with the
/// paper's bytes; curves over a run are. In the paper complexity rises until memorisation and falls
/// at generalisation.
///
/// Cost: a decomposition for each matrix, then a code length for each setting of the grid, and a
/// loss evaluation for each setting, cheapest first, until one is good enough.
public final class CoarseComplexity {
  private final List<Decomposed> tensors;

  public CoarseComplexity(List<Matrix> weights) {
    this.tensors = weights.stream().map(Decomposed::of).toList();
  }

  /// A coarse-graining.
  ///
  /// @param share τ in (0, 1], the share of the nuclear norm to keep
  /// @param bin Δ > 0
  public record Setting(double share, double bin) {
    public Setting {
      if (!(share > 0 && share <= 1) || !(bin > 0)) {
        throw new IllegalArgumentException(
            "share %s and bin %s; expected a share in (0, 1] and a bin above 0"
                .formatted(share, bin));
      }
    }
  }

  /// The weights at a setting and their code length.
  public record Coarse(Setting setting, double bits, List<Matrix> weights) {}

  /// The default grid: τ in {0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1}, Δ = 2⁻¹⁰ ... 2⁰ (the paper
  /// searches Δ in 1e-3..1).
  public static List<Setting> grid() {
    List<Setting> out = new ArrayList<>();
    for (double share : new double[] {0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1}) {
      for (int power = 10; power >= 0; power--) {
        out.add(new Setting(share, 1.0 / (1 << power)));
      }
    }
    return out;
  }

  /// The weights at one setting.
  public Coarse at(Setting setting) {
    return new Coarse(
        setting, bits(setting), tensors.stream().map(t -> t.rounded(setting)).toList());
  }

  private double bits(Setting setting) {
    double bits = 0;
    for (Decomposed tensor : tensors) {
      bits += tensor.bits(setting);
    }
    return bits;
  }

  /// For each distortion the cheapest setting whose loss is at most `loss(weights) + epsilon`,
  /// empty if the grid holds none. All of them have the price of the smallest: the losses are the
  /// same, and more distortion is never found later.
  ///
  /// @param loss the training loss of a network with given weights, in the order of the constructor
  /// @param epsilons descending
  /// @return one entry each
  public List<Optional<Coarse>> smallest(
      List<Setting> grid, ToDoubleFunction<List<Matrix>> loss, double... epsilons) {
    for (int e = 1; e < epsilons.length; e++) {
      if (!(epsilons[e] <= epsilons[e - 1])) {
        throw new IllegalArgumentException(
            "distortions of %s and then %s; expected them to descend"
                .formatted(epsilons[e - 1], epsilons[e]));
      }
    }
    double whole = loss.applyAsDouble(tensors.stream().map(Decomposed::original).toList());
    List<Optional<Coarse>> found = new ArrayList<>();
    for (Setting candidate : cheapestFirst(grid)) {
      if (found.size() == epsilons.length) {
        break;
      }
      Coarse coarse = at(candidate);
      double here = loss.applyAsDouble(coarse.weights());
      while (found.size() < epsilons.length && here <= whole + epsilons[found.size()]) {
        found.add(Optional.of(coarse));
      }
    }
    while (found.size() < epsilons.length) {
      found.add(Optional.empty());
    }
    return found;
  }

  /// Without those that give the same weights as an earlier one: same bin, same ranks.
  private List<Setting> cheapestFirst(List<Setting> grid) {
    record Form(double bin, List<Integer> ranks) {}
    record Candidate(Setting setting, double bits) {}
    Set<Form> seen = new HashSet<>();
    List<Candidate> candidates = new ArrayList<>();
    for (Setting setting : grid) {
      List<Integer> ranks = tensors.stream().map(t -> t.keptRank(setting)).toList();
      if (seen.add(new Form(setting.bin(), ranks))) {
        candidates.add(new Candidate(setting, bits(setting)));
      }
    }
    candidates.sort(Comparator.comparingDouble(Candidate::bits));
    return candidates.stream().map(Candidate::setting).toList();
  }

  /// Code length in bits of integers, as the class comment says; 0 for none.
  ///
  /// @throws IllegalArgumentException if a value is not finite or its integer exceeds 2⁵³
  static double bits(double[] values, double bin) {
    long[] symbols = new long[values.length];
    for (int i = 0; i < symbols.length; i++) {
      double q = Math.rint(values[i] / bin);
      if (!(Math.abs(q) <= 0x1p53)) {
        throw new IllegalArgumentException(
            "weight %s at bin %s; expected a finite ratio of at most 2^53"
                .formatted(values[i], bin));
      }
      symbols[i] = (long) q;
    }
    Arrays.sort(symbols);
    double alphabet = 0;
    double sequence = 0;
    int distinct = 0;
    for (int from = 0; from < symbols.length; ) {
      int to = from;
      while (to < symbols.length && symbols[to] == symbols[from]) {
        to++;
      }
      alphabet +=
          from == 0
              ? eliasGamma(zigzag(symbols[0]) + 1)
              : eliasGamma(symbols[from] - symbols[from - 1]);
      sequence -= Gamma.logGamma(to - from + 0.5) - Gamma.logGamma(0.5);
      distinct++;
      from = to;
    }
    if (distinct == 0) {
      return 0;
    }
    sequence += Gamma.logGamma(symbols.length + 0.5 * distinct) - Gamma.logGamma(0.5 * distinct);
    return eliasGamma(distinct) + alphabet + sequence / StrictMath.log(2);
  }

  private static long zigzag(long n) {
    return n >= 0 ? 2 * n : -2 * n - 1;
  }

  private static int eliasGamma(long positive) {
    return 2 * (63 - Long.numberOfLeadingZeros(positive)) + 1;
  }

  private static double[] rounded(double[] values, double bin) {
    double[] out = new double[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.rint(values[i] / bin) * bin + 0.0; // + 0.0 clears the sign of zero
    }
    return out;
  }

  /// A tensor with its scaled left and its right singular vectors, a column for each singular
  /// value.
  private record Decomposed(Matrix original, double[] sigma, Matrix left, Matrix right) {
    static Decomposed of(Matrix w) {
      if (w.rows() < 2 || w.cols() < 2) {
        Matrix none = new Matrix(0, 0, new double[0]);
        return new Decomposed(w, new double[0], none, none);
      }
      var svd = new SingularValueDecomposition(new Array2DRowRealMatrix(w.toRows(), false));
      double[] sigma = svd.getSingularValues();
      Matrix u = Matrix.of(svd.getU().getData());
      double[] scaled = u.values().clone();
      for (int i = 0; i < scaled.length; i++) {
        scaled[i] *= sigma[i % sigma.length];
      }
      return new Decomposed(
          w, sigma, new Matrix(u.rows(), u.cols(), scaled), Matrix.of(svd.getV().getData()));
    }

    /// The rank that a setting keeps; 0 where the matrix itself is rounded.
    int keptRank(Setting setting) {
      int k = rank(setting.share());
      boolean smaller = (long) k * (original.rows() + original.cols()) < original.values().length;
      return smaller ? k : 0;
    }

    Matrix rounded(Setting setting) {
      int k = keptRank(setting);
      if (k == 0) {
        double[] direct = CoarseComplexity.rounded(original.values(), setting.bin());
        return new Matrix(original.rows(), original.cols(), direct);
      }
      return first(left, k, setting.bin()).times(first(right, k, setting.bin()).transposed());
    }

    double bits(Setting setting) {
      int k = keptRank(setting);
      double bin = setting.bin();
      return k == 0
          ? CoarseComplexity.bits(original.values(), bin)
          : CoarseComplexity.bits(first(left, k, bin).values(), bin)
              + CoarseComplexity.bits(first(right, k, bin).values(), bin);
    }

    private int rank(double share) {
      double total = Numbers.sum(sigma);
      double sum = 0;
      for (int k = 0; k < sigma.length; k++) {
        sum += sigma[k];
        if (sum >= share * total) {
          return k + 1;
        }
      }
      return sigma.length;
    }

    private static Matrix first(Matrix columns, int k, double bin) {
      double[] out = new double[columns.rows() * k];
      for (int r = 0; r < columns.rows(); r++) {
        System.arraycopy(columns.values(), r * columns.cols(), out, r * k, k);
      }
      return new Matrix(columns.rows(), k, CoarseComplexity.rounded(out, bin));
    }
  }
}
