package groklab.measures.landscape;

import static groklab.measures.common.MeasurePages.page;

import groklab.lab.linear.Matrix;
import groklab.lab.measure.CostModel;
import groklab.lab.measure.Measure;
import groklab.lab.measure.MeasurePage;
import groklab.lab.measure.Need;
import groklab.lab.measure.Operations;
import groklab.lab.measure.Subject;
import groklab.lab.measure.Values;
import groklab.lab.measure.function.OutputFunction;
import groklab.lab.measure.function.Scores;
import groklab.lab.problem.ExampleSet;
import groklab.lab.problem.Problem;
import groklab.measures.common.ScoredSets;
import groklab.measures.common.SimpleMeasure;
import java.util.List;
import java.util.stream.IntStream;

/// What the network would answer if it were linear in its weights: f_lin(w) = f(w₀) + J(w₀)(w −
/// w₀), at the weights that the network itself has reached.
final class LinearisedMeasure {
  private static final Need OUTPUTS = new Need.OutputsOfWeights(ExampleSet.TABLE);

  /// A slope takes as long as three evaluations.
  private static final int EVALUATIONS = 4;

  static final MeasurePage PAGE = page(LinearisedMeasure.class, "landscape.linearised");

  static final Measure MEASURE =
      new SimpleMeasure(
          PAGE,
          subject -> List.of(OUTPUTS, new Need.Weights(), new Need.InitialWeights()),
          TangentKernelMeasures::oneClass,
          LinearisedMeasure::cost,
          LinearisedMeasure::gauge);

  private LinearisedMeasure() {}

  private static long cost(CostModel costs) {
    Problem data = ((Subject.Model) costs.subject()).data();
    long outputs = (long) data.examples() * data.targets().perExample() * data.targets().width();
    return EVALUATIONS * costs.of(OUTPUTS) + outputs * Operations.EXPONENTIAL;
  }

  /// The outputs at step 0 are a function of the spec, so they are computed at the first probe and
  /// kept.
  private static Measure.Gauge gauge(Subject subject) {
    var model = (Subject.Model) subject;
    Matrix[] initial = new Matrix[1];
    return (data, into) -> {
      OutputFunction outputs = data.outputsOfWeights(ExampleSet.TABLE);
      double[] start = TangentKernelMeasures.initialWeights(subject, data);
      if (initial[0] == null) {
        initial[0] = outputs.apply(start);
      }
      double[] moved = data.weightVector();
      Matrix now = outputs.apply(moved);
      for (int i = 0; i < moved.length; i++) {
        moved[i] -= start[i];
      }
      Matrix linear = sum(initial[0], outputs.slope(start, moved));
      for (ExampleSet set : Barrier.sets(model)) {
        take(model, set, new Outputs(initial[0], linear, now), into);
      }
    };
  }

  private static Matrix sum(Matrix a, Matrix b) {
    double[] sum = a.values().clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += b.values()[i];
    }
    return new Matrix(a.rows(), a.cols(), sum);
  }

  /// Of all examples: at the initial weights, of the linearisation, and at the present weights.
  private record Outputs(Matrix initial, Matrix linear, Matrix now) {
    /// ‖f(w) − f_lin(w)‖_F/‖f(w) − f(w₀)‖_F over some rows.
    double gap(int[] rows) {
      double missed = 0;
      double changed = 0;
      for (int row : rows) {
        for (int c = 0; c < now.cols(); c++) {
          double miss = now.get(row, c) - linear.get(row, c);
          double change = now.get(row, c) - initial.get(row, c);
          missed += miss * miss;
          changed += change * change;
        }
      }
      return Math.sqrt(missed) / Math.sqrt(changed);
    }
  }

  private static void take(Subject.Model model, ExampleSet set, Outputs outputs, Values into) {
    int[] examples = model.data().rows(set);
    int[] rows = model.data().targets().rowsOf(examples);
    Scores scores =
        Scores.of(
            model.data(), examples, model.spec().training().loss(), outputs.linear().rows(rows));
    int scored = model.data().targets().perExample();
    String name = set.label() + ".linearised";
    double sum = 0;
    for (int row = 0; row < rows.length; row++) {
      sum += scores.loss(row);
    }
    into.put(name + ".loss", sum / rows.length);
    if (model.data().scoring().hasAnswers()) {
      int[] first = IntStream.range(0, examples.length).map(i -> i * scored).toArray();
      into.put(name + ".accuracy", ScoredSets.accuracy(scores, first, scored));
    }
    into.put(name + ".gap", outputs.gap(rows));
  }
}
