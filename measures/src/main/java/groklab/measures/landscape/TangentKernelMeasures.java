package groklab.measures.landscape;

import static groklab.measures.common.MeasurePages.page;

import groklab.engine.random.RandomStream;
import groklab.lab.linear.Matrix;
import groklab.lab.measure.CostModel;
import groklab.lab.measure.Derivation;
import groklab.lab.measure.Measure;
import groklab.lab.measure.Need;
import groklab.lab.measure.Operations;
import groklab.lab.measure.ProbeData;
import groklab.lab.measure.Subject;
import groklab.lab.measure.function.OutputGradient;
import groklab.lab.problem.ExampleSet;
import groklab.measures.common.ScoredSets;
import groklab.measures.common.SimpleDerivation;
import groklab.measures.common.SimpleMeasure;
import groklab.measures.common.SubjectSpec;
import java.util.List;
import java.util.Optional;

/// The neural tangent kernel on a few validation examples (training examples where there are no
/// others), two rows for each scored position: the output of its right class, target 1, and that of
/// one wrong class, target 0. The whole kernel has examples · classes rows; this balanced choice of
/// them asks how well the kernel tells right from wrong answers.
final class TangentKernelMeasures {
  static final int EXAMPLES = 16;

  private static final Derivation<Matrix> KERNEL =
      new SimpleDerivation<>(
          "tangent kernel",
          subject -> List.of(gradients(subject)),
          TangentKernelMeasures::cost,
          subject ->
              data -> {
                OutputGradient gradient = data.outputGradient(set(subject), EXAMPLES);
                return kernel(subject, gradient, gradient.here());
              });

  private TangentKernelMeasures() {}

  static final List<Measure> ALL =
      List.of(
          new SimpleMeasure(
              page(TangentKernelMeasures.class, "landscape.ntkAlignment"),
              subject -> List.of(new Need.Derived(KERNEL)),
              TangentKernelMeasures::oneClass,
              costs -> 0,
              subject ->
                  (data, into) -> {
                    Matrix kernel = data.derived(KERNEL);
                    double[] y = targets(kernel.rows());
                    into.put("landscape.ntkAlignment", TangentKernel.centredAlignment(kernel, y));
                    into.put("landscape.ntkAlignment.plain", TangentKernel.alignment(kernel, y));
                    into.put("landscape.ntkNorm", Math.sqrt(kernel.sumOfSquares()));
                  }),
          new SimpleMeasure(
              page(TangentKernelMeasures.class, "landscape.ntkMovement"),
              subject ->
                  List.of(new Need.Derived(KERNEL), gradients(subject), new Need.InitialWeights()),
              TangentKernelMeasures::oneClass,
              costs -> 0,
              TangentKernelMeasures::movement));

  private static Need.OutputGradients gradients(Subject subject) {
    return new Need.OutputGradients(set(subject), EXAMPLES);
  }

  private static ExampleSet set(Subject subject) {
    return subject instanceof Subject.Model model && model.data().validationRows().length > 0
        ? ExampleSet.VALIDATION
        : ExampleSet.TRAIN;
  }

  static Optional<String> oneClass(Subject subject) {
    return subject instanceof Subject.Model model && model.data().targets().width() < 2
        ? Optional.of("there is no wrong class")
        : Optional.empty();
  }

  private static long cost(CostModel costs) {
    long rows = 2L * EXAMPLES * ScoredSets.scored(costs.subject());
    return rows * costs.of(gradients(costs.subject()))
        + rows * rows / 2 * costs.subject().weightCount() * Operations.STREAMED;
  }

  /// 1 for right, 0 for wrong classes.
  private static double[] targets(int rows) {
    double[] y = new double[rows];
    for (int r = 0; r < rows; r += 2) {
      y[r] = 1;
    }
    return y;
  }

  private static Matrix kernel(Subject subject, OutputGradient gradient, double[] weights) {
    int[] right = gradient.targets();
    int n = gradient.dimension();
    int classes = ((Subject.Model) subject).data().targets().width();
    RandomStream stream = RandomStream.of(SubjectSpec.seed(subject), "landscape.ntk");
    double[] jacobian = new double[2 * right.length * n];
    double[] row = new double[n];
    for (int r = 0; r < right.length; r++) {
      int wrong = (right[r] + 1 + stream.below(r, classes - 1)) % classes;
      gradient.at(weights, r, right[r], row);
      System.arraycopy(row, 0, jacobian, 2 * r * n, n);
      gradient.at(weights, r, wrong, row);
      System.arraycopy(row, 0, jacobian, (2 * r + 1) * n, n);
    }
    return TangentKernel.of(new Matrix(2 * right.length, n, jacobian));
  }

  /// The kernel at step 0 is a function of the spec, so it is computed at the first probe and kept.
  private static Measure.Gauge movement(Subject subject) {
    Matrix[] initial = new Matrix[1];
    return (data, into) -> {
      if (initial[0] == null) {
        OutputGradient gradient = data.outputGradient(set(subject), EXAMPLES);
        initial[0] = kernel(subject, gradient, initialWeights(subject, data));
      }
      into.put("landscape.ntkMovement", TangentKernel.drift(data.derived(KERNEL), initial[0]));
    };
  }

  /// The weights at step 0 as a vector, in the order of
  /// [groklab.lab.measure.function.LossFunction].
  static double[] initialWeights(Subject subject, ProbeData data) {
    double[] all = new double[Math.toIntExact(subject.weightCount())];
    int at = 0;
    for (Subject.Weight w : subject.weights()) {
      System.arraycopy(data.initialWeights(w.name()).values(), 0, all, at, w.size());
      at += w.size();
    }
    return all;
  }
}
