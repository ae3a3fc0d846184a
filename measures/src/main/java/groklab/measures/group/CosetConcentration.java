package groklab.measures.group;

import groklab.lab.linear.Matrix;
import java.util.List;

/// How constant a function on a group is on the cosets of a subgroup (arXiv 2312.06581).
///
/// C_H(f) = [Σ over the cosets of the variance of f on the coset]/variance of f on the group,
/// sample variances (divisor n-1), as in the published code: a *sum*, so a function that has
/// nothing to do with H gives about the number of its cosets, and values above 1 are normal.
/// 0: f depends on the coset only.
///
/// Left cosets gH and right cosets Hg differ, and which of them a permutation's image of a point is
/// constant on depends on the composition order: with functions composed right to left f(q) =
/// [q(0) = 2] is constant on *left* cosets of the stabiliser of 0, with the laboratory's
/// left-to-right products on *right* ones.
///
/// The minimum over many subgroups is small by chance for large subgroups with few cosets and for
/// subgroups of order 2; compare with the same minimum for a shuffled f.
public final class CosetConcentration {
  /// A variance below this share of the second moment is rounding.
  private static final double NO_VARIANCE = 1e-24;

  private CosetConcentration() {}

  /// The subgroup on whose cosets a function is most constant.
  ///
  /// @param subgroup which of the subgroups
  /// @param side which cosets
  /// @param concentration C_H there
  public record Best(Subgroup subgroup, Subgroup.Side side, double concentration) {}

  /// For each column of an n x h table over the group (a side's total embedding: one column a
  /// neuron) the proper, non-trivial subgroup and side with the smallest C_H; the first of equals
  /// in the order of the list, left before right. A neuron is coset-tuned when that is far below 1
  /// (the paper: most are below 1e-6).
  ///
  /// Cost: 4n·h for each subgroup.
  ///
  /// @return one entry a column; a constant column (a dead neuron) has concentration NaN, with the
  ///     first subgroup
  /// @throws IllegalArgumentException if the list holds no proper, non-trivial subgroup
  public static Best[] best(Matrix functions, FiniteGroup group, List<Subgroup> subgroups) {
    List<Subgroup> proper =
        subgroups.stream().filter(h -> h.order() > 1 && h.order() < group.order()).toList();
    if (proper.isEmpty()) {
      throw new IllegalArgumentException(
          "%d subgroups were given, none of them proper and non-trivial; see Subgroup.all"
              .formatted(subgroups.size()));
    }
    Best[] best = new Best[functions.cols()];
    for (Subgroup subgroup : proper) {
      for (Subgroup.Side side : Subgroup.Side.values()) {
        int[] cosets = subgroup.cosets(group, side);
        for (int i = 0; i < best.length; i++) {
          double value = ofCosets(functions.column(i), cosets, subgroup.order());
          if (best[i] == null || value < best[i].concentration()) {
            best[i] = new Best(subgroup, side, value);
          }
        }
      }
    }
    return best;
  }

  /// C_H(f), the sum form. Cost: 2n.
  ///
  /// @param function f of every element
  /// @param coset the number of each element's coset
  /// @param size of the subgroup
  /// @return at least 0; NaN for the trivial subgroup (a coset of one element has no sample
  ///     variance; the published code would count it as 0) and for a constant f
  static double ofCosets(double[] function, int[] coset, int size) {
    if (size == 1) {
      return Double.NaN;
    }
    int count = function.length / size;
    double[] mean = new double[count];
    double whole = 0;
    for (int g = 0; g < function.length; g++) {
      mean[coset[g]] += function[g] / size;
      whole += function[g] / function.length;
    }
    double within = 0;
    double all = 0;
    double moment = 0;
    for (int g = 0; g < function.length; g++) {
      double inCoset = function[g] - mean[coset[g]];
      double inGroup = function[g] - whole;
      within += inCoset * inCoset;
      all += inGroup * inGroup;
      moment += function[g] * function[g];
    }
    if (!(all > NO_VARIANCE * moment)) {
      return Double.NaN;
    }
    return within / (size - 1) / (all / (function.length - 1));
  }
}
