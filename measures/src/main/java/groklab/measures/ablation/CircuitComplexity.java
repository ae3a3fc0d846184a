package groklab.measures.ablation;

import static groklab.measures.common.MeasurePages.page;

import groklab.lab.linear.Matrix;
import groklab.lab.measure.CostModel;
import groklab.lab.measure.Measure;
import groklab.lab.measure.Need;
import groklab.lab.measure.Operations;
import groklab.lab.measure.ProbeData;
import groklab.lab.measure.Subject;
import groklab.lab.measure.Values;
import groklab.lab.problem.ExampleSet;
import groklab.measures.common.ScoredSets;
import groklab.measures.common.SimpleMeasure;
import groklab.measures.common.SubjectSpec;
import java.util.List;

/// Approximate local circuit complexity: how much the answers change when a tenth of one weight
/// matrix is set to 0.
final class CircuitComplexity {
  static final double SHARE = 0.1;

  private static final Need OUTPUTS = new Need.OutputsOfWeights(ExampleSet.TRAIN);

  static final Measure MEASURE =
      new SimpleMeasure(
          page(CircuitComplexity.class, "circuit.complexity"),
          subject -> List.of(OUTPUTS, new Need.Weights()),
          SubjectSpec::noSoftmax,
          CircuitComplexity::cost,
          subject -> (data, into) -> take(subject, data, into));

  private CircuitComplexity() {}

  private static long cost(CostModel costs) {
    long matrices = costs.subject().ownWeights().stream().filter(Subject.Weight::isMatrix).count();
    long outputs = ScoredSets.trainOutputs(costs.subject());
    return (matrices + 1) * costs.of(OUTPUTS) + matrices * outputs * 3 * Operations.EXPONENTIAL;
  }

  private static void take(Subject subject, ProbeData data, Values into) {
    var outputs = data.outputsOfWeights(ExampleSet.TRAIN);
    double[] weights = data.weightVector();
    Matrix whole = outputs.apply(weights);
    double sum = 0;
    int matrices = 0;
    int at = 0;
    for (Subject.Weight w : subject.weights()) {
      if (w.isMatrix() && !w.auxiliary()) {
        double[] damaged = weights.clone();
        for (int i : masked(subject, w)) {
          damaged[at + i] = 0;
        }
        double complexity = SoftmaxDivergence.circuitComplexity(whole, outputs.apply(damaged));
        into.put("circuit.complexity." + w.name(), complexity);
        sum += complexity;
        matrices++;
      }
      at += w.size();
    }
    into.put("circuit.complexity", sum / matrices);
  }

  /// The same entries at every probe.
  static int[] masked(Subject subject, Subject.Weight weight) {
    return SoftmaxDivergence.maskedWeights(weight.size(), SHARE, SubjectSpec.seed(subject));
  }
}
