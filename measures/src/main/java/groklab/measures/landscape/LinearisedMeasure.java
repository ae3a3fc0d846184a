package groklab.measures.landscape;

import static groklab.measures.common.MeasurePages.page;

import groklab.lab.linear.Matrix;
import groklab.lab.measure.CostModel;
import groklab.lab.measure.ExampleSet;
import groklab.lab.measure.Measure;
import groklab.lab.measure.MeasurePage;
import groklab.lab.measure.Need;
import groklab.lab.measure.Operations;
import groklab.lab.measure.Subject;
import groklab.lab.measure.Values;
import groklab.lab.measure.function.OutputFunction;
import groklab.lab.spec.TrainingSpec;
import groklab.lab.task.Dataset;
import groklab.measures.common.SimpleMeasure;
import groklab.measures.common.Targets;
import java.util.List;

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
    Dataset data = ((Subject.Model) costs.subject()).data();
    long outputs = (long) data.examples() * data.scoredPositions().length * data.classes();
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
      for (ExampleSet set : sets(model.data())) {
        take(model, set, new Outputs(initial[0], linear, now), into);
      }
    };
  }

  private static List<ExampleSet> sets(Dataset data) {
    return data.validationRows().length == 0
        ? List.of(ExampleSet.TRAIN)
        : List.of(ExampleSet.TRAIN, ExampleSet.VALIDATION);
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
    int[] examples = set.rows(model.data());
    int[] rows = rows(model.data(), examples);
    int[] targets = Targets.of(model.data(), examples);
    Matrix linear = outputs.linear().rows(rows);
    String name = set.label() + ".linearised";
    into.put(name + ".loss", loss(linear, targets, model.spec().training().loss()));
    into.put(name + ".accuracy", accuracy(linear, targets, rows.length / examples.length));
    into.put(name + ".gap", outputs.gap(rows));
  }

  /// The rows of examples among those of the whole table.
  private static int[] rows(Dataset data, int[] examples) {
    int scored = data.scoredPositions().length;
    int[] rows = new int[examples.length * scored];
    for (int r = 0; r < rows.length; r++) {
      rows[r] = examples[r / scored] * scored + r % scored;
    }
    return rows;
  }

  private static double loss(Matrix outputs, int[] targets, TrainingSpec.Loss kind) {
    return switch (kind) {
      case CROSS_ENTROPY -> CrossEntropy.mean(outputs, targets);
      case MEAN_SQUARED_ERROR -> {
        double sum = 0;
        for (int r = 0; r < targets.length; r++) {
          for (int c = 0; c < outputs.cols(); c++) {
            double error = outputs.get(r, c) - (c == targets[r] ? 1 : 0);
            sum += error * error;
          }
        }
        yield sum / ((double) targets.length * outputs.cols());
      }
    };
  }

  /// Share of examples of which every scored position is right.
  private static double accuracy(Matrix outputs, int[] targets, int scored) {
    int examples = targets.length / scored;
    int right = 0;
    for (int from = 0; from < targets.length; from += scored) {
      int rightRows = 0;
      for (int row = from; row < from + scored; row++) {
        rightRows += argmax(outputs, row) == targets[row] ? 1 : 0;
      }
      right += rightRows == scored ? 1 : 0;
    }
    return right / (double) examples;
  }

  /// The class with the largest output; the lower one of equals.
  private static int argmax(Matrix outputs, int row) {
    int best = 0;
    for (int c = 1; c < outputs.cols(); c++) {
      if (outputs.get(row, c) > outputs.get(row, best)) {
        best = c;
      }
    }
    return best;
  }
}
