package groklab.lab.measure.catalogue;

import groklab.lab.analysis.fourier.CyclicLabels;
import groklab.lab.analysis.fourier.KeyFrequencies;
import groklab.lab.analysis.fourier.NeuronFrequencies;
import groklab.lab.analysis.linear.Matrix;
import groklab.lab.measure.ExampleSet;
import groklab.lab.measure.Need;
import groklab.lab.measure.ProbeData;
import groklab.lab.measure.Subject;
import groklab.lab.task.AnswerTable;
import groklab.lab.task.Pairs;
import groklab.lab.task.ResidueOperation;
import java.util.Arrays;
import java.util.Optional;

/// Which frequencies the hidden units in front of the output follow, where the task is the addition of a cyclic group.
///
/// A frequency is key if it explains at least 0.85 of the variance of at least 5 units ([KeyFrequencies#supported]);
/// early in a run there is none.
final class FrequencyClusters {
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

  /// How the task becomes z = x + y in a cyclic group; empty where it does not.
  static Optional<CyclicLabels> labels(Subject subject) {
    if (!(subject instanceof Subject.Model model)) {
      return Optional.empty();
    }
    Optional<AnswerTable> table = model.data().pairs().map(Pairs::table);
    if (table.isEmpty() || !(table.get().operation() instanceof ResidueOperation operation)) {
      return Optional.empty();
    }
    int p = table.get().modulus();
    return switch (operation) {
      case ADD -> Optional.of(CyclicLabels.addition(p));
      case SUBTRACT -> Optional.of(CyclicLabels.subtraction(p));
      case MULTIPLY ->
          isOddPrime(p) ? Optional.of(CyclicLabels.multiplication(p)) : Optional.empty();
      case DIVIDE -> isOddPrime(p) ? Optional.of(CyclicLabels.division(p)) : Optional.empty();
      case DIVIDE_OR_SUBTRACT,
          SUM_OF_SQUARES,
          QUADRATIC,
          QUADRATIC_PLUS_X,
          CUBIC_XY,
          CUBIC_XY2_Y,
          SQUARE_PLUS_Y,
          CUBE_PLUS_Y,
          ADD_OR_MULTIPLY,
          ADD_OR_SUBTRACT ->
          Optional.empty();
    };
  }

  private static boolean isOddPrime(int p) {
    for (int d = 2; d * d <= p; d++) {
      if (p % d == 0) {
        return false;
      }
    }
    return p > 2;
  }

  static Optional<String> obstacle(Subject subject) {
    return labels(subject).isPresent()
        ? Optional.empty()
        : Optional.of("the task is not the addition of a cyclic group in other words");
  }

  static Need need(Subject subject) {
    return HiddenUnits.need(subject, ExampleSet.TABLE);
  }

  /// About ten additions or multiplications for each activation of the table.
  static long cost(Subject subject) {
    return subject instanceof Subject.Model model
        ? 10L * model.data().examples() * HiddenUnits.count(subject) * Work.PLAIN
        : 0;
  }

  static Found find(Subject subject, ProbeData data) {
    return data.derived(
        "frequency clusters",
        Found.class,
        () -> {
          CyclicLabels labels = labels(subject).orElseThrow();
          Matrix table =
              data.activations(ExampleSet.TABLE, HiddenUnits.hook(subject), Need.At.SCORED);
          Matrix standard = labels.activations(answerRows(subject, table));
          NeuronFrequencies neurons = NeuronFrequencies.of(standard, labels.order());
          int[] keys =
              KeyFrequencies.supported(
                  neurons, KeyFrequencies.PAPER_THRESHOLD, KeyFrequencies.MIN_NEURONS);
          return new Found(labels, neurons, keys);
        });
  }

  /// The rows at the first scored position, where the answer is.
  static Matrix answerRows(Subject subject, Matrix table) {
    int scored = BehaviourMeasures.scored(subject);
    int[] rows = new int[table.rows() / scored];
    Arrays.setAll(rows, i -> i * scored);
    return scored == 1 ? table : table.rows(rows);
  }
}
