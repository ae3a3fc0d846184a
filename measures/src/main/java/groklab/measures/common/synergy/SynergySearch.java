package groklab.measures.common.synergy;

import groklab.lab.linear.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The most synergistic and the most redundant group of neurons: extremes of the O-information over
/// all groups of at least two features (clauw2024, arXiv 2408.08944, section 3).
///
/// The neurons' activations are reduced to a few features ([WardGrouping], members averaged), the
/// features are ranked once ([GaussianCopula]), and all groups are searched with bias-corrected
/// entropies: 10 features give 1013 groups, of which the 45 pairs are 0 by definition. Synergy is
/// −(lowest Ω), redundancy the highest Ω, in bits.
///
/// The paper does not say on which inputs activations are taken: use the training inputs and record
/// it. It scales both curves to [0, 1] over the run, which needs the whole run; these are raw bits.
///
/// It misleads: Ω grows with the size of a group, so extremes are usually large groups; features
/// that are constant on all samples (dead neurons) carry nothing and are dropped, which changes how
/// many groups there are; groups whose covariance is singular (features that are copies of one
/// another) have no Ω and are left out, and counted.
///
/// Cost: for s samples and n neurons about s·n²/2 + n³/6 + s·k² + 2ᵏ·k² operations.
public final class SynergySearch {
  /// The paper's number of features.
  public static final int FEATURES = 10;

  private SynergySearch() {}

  /// A group of features at an extreme of Ω.
  ///
  /// @param oInformation Ω in bits
  /// @param features numbers of the features
  /// @param neurons the neurons averaged in those features, ascending
  public record Extreme(double oInformation, List<Integer> features, List<Integer> neurons) {
    /// How many features: for the lowest Ω the paper's "size of the synergistic sub-network".
    public int size() {
      return features.size();
    }
  }

  /// What the search found.
  ///
  /// @param synergy −Ω of `lowest`, in bits; negative if every group is redundant
  /// @param redundancy Ω of `highest`, in bits
  /// @param whole O-information of all features that vary, in bits; NaN if they are singular or
  ///     fewer than two
  /// @param wholeTotalCorrelation their total correlation in bits, NaN likewise; dual total
  ///     correlation is this less `whole`
  /// @param constantNeurons neurons with one value on all samples (they take part in the grouping)
  /// @param constantFeatures features with one value on all samples, which were dropped
  /// @param groups how many groups have an Ω
  /// @param singularGroups how many groups have none
  public record Result(
      double synergy,
      double redundancy,
      Extreme lowest,
      Extreme highest,
      double whole,
      double wholeTotalCorrelation,
      int constantNeurons,
      int constantFeatures,
      int groups,
      int singularGroups) {}

  /// Searches with the paper's ten features and average ranks for ties.
  public static Result of(Matrix activations) {
    return of(activations, FEATURES);
  }

  /// Searches all groups.
  ///
  /// @param activations samples × neurons; more samples than features
  /// @param features how many features the neurons are reduced to, 2 to 20
  /// @return synergy and redundancy are NaN, and the extremes empty, where no group has an Ω (fewer
  ///     than two features vary)
  public static Result of(Matrix activations, int features) {
    if (features < 2 || features > GaussianEntropies.MOST_VARIABLES) {
      throw new IllegalArgumentException(
          "a search over %d features; expected 2 to %d"
              .formatted(features, GaussianEntropies.MOST_VARIABLES));
    }
    WardGrouping grouping = WardGrouping.of(activations, features);
    Matrix averaged = grouping.averaged(activations);
    int[] varying = varying(averaged);
    Matrix kept = columns(averaged, varying);
    GaussianEntropies entropies = GaussianEntropies.ofCopula(kept);
    int lowest = 0;
    int highest = 0;
    int groups = 0;
    int singular = 0;
    for (int group = 0; group <= entropies.all(); group++) {
      if (Integer.bitCount(group) < 2) {
        continue;
      }
      double omega = entropies.oInformation(group);
      if (Double.isNaN(omega)) {
        singular++;
        continue;
      }
      groups++;
      lowest = lowest == 0 || omega < entropies.oInformation(lowest) ? group : lowest;
      highest = highest == 0 || omega > entropies.oInformation(highest) ? group : highest;
    }
    Extreme low = extreme(entropies, lowest, varying, grouping);
    Extreme high = extreme(entropies, highest, varying, grouping);
    return new Result(
        0.0 - low.oInformation,
        high.oInformation,
        low,
        high,
        varying.length < 2 ? Double.NaN : entropies.oInformation(entropies.all()),
        varying.length < 2 ? Double.NaN : entropies.totalCorrelation(entropies.all()),
        activations.cols() - varying(activations).length,
        averaged.cols() - varying.length,
        groups,
        singular);
  }

  private static Extreme extreme(
      GaussianEntropies entropies, int group, int[] varying, WardGrouping grouping) {
    List<Integer> features = new ArrayList<>();
    for (int i = 0; i < varying.length; i++) {
      if ((group >> i & 1) == 1) {
        features.add(varying[i]);
      }
    }
    List<Integer> neurons = new ArrayList<>();
    for (int neuron = 0; neuron < grouping.groupOf().length; neuron++) {
      if (features.contains(grouping.groupOf()[neuron])) {
        neurons.add(neuron);
      }
    }
    double omega = group == 0 ? Double.NaN : entropies.oInformation(group);
    return new Extreme(omega, List.copyOf(features), List.copyOf(neurons));
  }

  /// The columns that hold more than one value.
  private static int[] varying(Matrix m) {
    int[] out = new int[m.cols()];
    int count = 0;
    for (int c = 0; c < m.cols(); c++) {
      boolean varies = false;
      for (int r = 1; r < m.rows() && !varies; r++) {
        varies = m.get(r, c) != m.get(0, c);
      }
      if (varies) {
        out[count++] = c;
      }
    }
    return Arrays.copyOf(out, count);
  }

  private static Matrix columns(Matrix m, int[] columns) {
    return m.transposed().rows(columns).transposed();
  }
}
