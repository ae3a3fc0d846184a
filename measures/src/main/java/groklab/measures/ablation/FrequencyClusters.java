package groklab.measures.ablation;

import groklab.lab.linear.Matrix;
import groklab.lab.measure.Derivation;
import groklab.lab.measure.Need;
import groklab.lab.measure.Operations;
import groklab.lab.measure.ProbeData;
import groklab.lab.measure.Subject;
import groklab.lab.problem.ExampleSet;
import groklab.measures.common.HiddenUnits;
import groklab.measures.common.ScoredSets;
import groklab.measures.common.SimpleDerivation;
import groklab.measures.common.cyclic.CyclicLabels;
import groklab.measures.common.cyclic.CyclicTask;
import groklab.measures.common.cyclic.KeyFrequencies;
import groklab.measures.common.cyclic.NeuronFrequencies;
import java.util.Arrays;
import java.util.function.Function;

/// Which frequencies the hidden units in front of the output follow, where the task is the addition
/// of a cyclic group.
///
/// A frequency is key if it explains at least 0.85 of the variance of at least 5 units
/// ([KeyFrequencies#supported]); early in a run there is none.
final class FrequencyClusters {
  private static final Derivation<Found> CLUSTERS =
      new SimpleDerivation<>(
          "frequency clusters",
          subject -> HiddenUnits.needs(subject, ExampleSet.TABLE),
          costs -> cost(costs.subject()),
          FrequencyClusters::clusters);

  private FrequencyClusters() {}

  /// What the clusters are at a probe.
  ///
  /// @param labels which token is which element
  /// @param neurons frequency and share of each unit
  /// @param keys the key frequencies, ascending
  record Found(CyclicLabels labels, NeuronFrequencies neurons, int[] keys) {

    /// Whether a unit belongs to the cluster of a frequency.
    boolean isIn(int unit, int frequency) {
      return neurons.frequency()[unit] == frequency
          && neurons.best()[unit] >= KeyFrequencies.PAPER_THRESHOLD;
    }

    /// Whether a unit belongs to the cluster of any key frequency.
    boolean isKey(int unit) {
      return Arrays.stream(keys).anyMatch(k -> isIn(unit, k));
    }

    /// The key frequency with the most units, the lowest of equals; 0 if there is none.
    int largest() {
      int[] size = neurons.clusterSizes(KeyFrequencies.PAPER_THRESHOLD);
      int best = 0;
      for (int k : keys) {
        best = best == 0 || size[k] > size[best] ? k : best;
      }
      return best;
    }
  }

  static Need need() {
    return new Need.Derived(CLUSTERS);
  }

  static Found find(ProbeData data) {
    return data.derived(CLUSTERS);
  }

  /// About ten additions or multiplications for each activation of the table.
  private static long cost(Subject subject) {
    return subject instanceof Subject.Model model
        ? 10L * model.data().examples() * HiddenUnits.count(subject) * Operations.SCALAR
        : 0;
  }

  private static Function<ProbeData, Found> clusters(Subject subject) {
    CyclicLabels labels = CyclicTask.of(subject).orElseThrow().labels();
    return data -> {
      Matrix table = data.activations(ExampleSet.TABLE, HiddenUnits.hook(subject), Need.At.SCORED);
      Matrix standard = labels.activations(ScoredSets.firstRows(table, ScoredSets.scored(subject)));
      NeuronFrequencies neurons = NeuronFrequencies.of(standard, labels.order());
      int[] keys =
          KeyFrequencies.supported(
              neurons, KeyFrequencies.PAPER_THRESHOLD, KeyFrequencies.MIN_NEURONS);
      return new Found(labels, neurons, keys);
    };
  }
}
