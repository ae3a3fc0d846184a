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
import groklab.lab.model.Parameter;
import groklab.lab.problem.ExampleSet;
import groklab.lab.problem.Targets;
import groklab.measures.common.ScoredSets;
import groklab.measures.common.SimpleDerivation;
import groklab.measures.common.SimpleMeasure;
import groklab.measures.common.SubjectSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The neural tangent kernel of the trained weights on a few validation examples (training examples
/// where there are no others).
///
/// Where classes are wanted it has two rows for each scored position: the output of its right
/// class, target 1, and that of one wrong class, target 0. The whole kernel has examples · classes
/// rows; this balanced choice of them asks how well the kernel tells right from wrong answers.
/// Where real numbers are wanted it has a row for each of them.
final class TangentKernelMeasures {
  private static final int EXAMPLES_OF_CLASSES = 16;
  private static final int EXAMPLES_OF_NUMBERS = 64;

  private static final Derivation<Matrix> KERNEL =
      new SimpleDerivation<>(
          "tangent kernel",
          subject -> List.of(gradients(subject)),
          TangentKernelMeasures::cost,
          subject ->
              data -> {
                OutputGradient gradient = data.outputGradient(set(subject), examples(subject));
                return kernel(subject, gradient, gradient.here());
              });

  private TangentKernelMeasures() {}

  static final List<Measure> ALL =
      List.of(
          new SimpleMeasure(
              page(TangentKernelMeasures.class, "landscape.ntkAlignment"),
              subject -> List.of(new Need.Derived(KERNEL), gradients(subject)),
              TangentKernelMeasures::oneClass,
              costs -> 0,
              subject ->
                  (data, into) -> {
                    Matrix kernel = data.derived(KERNEL);
                    double[] y =
                        wanted(subject, data.outputGradient(set(subject), examples(subject)));
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
    return new Need.OutputGradients(set(subject), examples(subject));
  }

  private static int examples(Subject subject) {
    return subject instanceof Subject.Model model && model.data().targets() instanceof Targets.Reals
        ? EXAMPLES_OF_NUMBERS
        : EXAMPLES_OF_CLASSES;
  }

  private static ExampleSet set(Subject subject) {
    return subject instanceof Subject.Model model && model.data().validationRows().length > 0
        ? ExampleSet.VALIDATION
        : ExampleSet.TRAIN;
  }

  static Optional<String> oneClass(Subject subject) {
    return subject instanceof Subject.Model model
            && model.data().targets() instanceof Targets.Classes classes
            && classes.width() < 2
        ? Optional.of("there is no wrong class")
        : Optional.empty();
  }

  private static long cost(CostModel costs) {
    Subject subject = costs.subject();
    long outputs =
        subject instanceof Subject.Model model
                && model.data().targets() instanceof Targets.Reals reals
            ? reals.width()
            : 2;
    long rows = outputs * examples(subject) * ScoredSets.scored(subject);
    return rows * costs.of(gradients(subject))
        + rows * rows / 2 * subject.weightCount() * Operations.STREAMED;
  }

  /// What the rows of the kernel should be: 1 for right and 0 for wrong classes, or the numbers.
  private static double[] wanted(Subject subject, OutputGradient gradient) {
    return switch (((Subject.Model) subject).data().targets()) {
      case Targets.Classes _ -> {
        double[] y = new double[2 * gradient.targets().length];
        for (int r = 0; r < y.length; r += 2) {
          y[r] = 1;
        }
        yield y;
      }
      case Targets.Reals reals -> {
        int[] rows = reals.rowsOf(gradient.examples());
        double[] y = new double[rows.length * reals.width()];
        for (int i = 0; i < y.length; i++) {
          y[i] = reals.values()[rows[i / reals.width()] * reals.width() + i % reals.width()];
        }
        yield y;
      }
    };
  }

  private static Matrix kernel(Subject subject, OutputGradient gradient, double[] weights) {
    var model = (Subject.Model) subject;
    Targets targets = model.data().targets();
    int rows = targets.rowsOf(gradient.examples()).length;
    int[][] outputs = outputs(subject, targets, gradient, rows);
    int n = gradient.dimension();
    int each = outputs[0].length;
    double[] jacobian = new double[Math.multiplyExact(rows * each, n)];
    double[] row = new double[n];
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < each; i++) {
        gradient.at(weights, r, outputs[r][i], row);
        clearFixed(model, row);
        System.arraycopy(row, 0, jacobian, (r * each + i) * n, n);
      }
    }
    return TangentKernel.of(new Matrix(rows * each, n, jacobian));
  }

  /// The outputs of each row of the network that are rows of the kernel.
  private static int[][] outputs(
      Subject subject, Targets targets, OutputGradient gradient, int rows) {
    int[][] outputs = new int[rows][];
    RandomStream stream = RandomStream.of(SubjectSpec.seed(subject), "landscape.ntk");
    for (int r = 0; r < rows; r++) {
      outputs[r] =
          switch (targets) {
            case Targets.Classes classes -> {
              int right = gradient.targets()[r];
              int wrong = 1 + stream.below(r, classes.width() - 1);
              yield new int[] {right, (right + wrong) % classes.width()};
            }
            case Targets.Reals reals -> IntStream.range(0, reals.width()).toArray();
          };
    }
    return outputs;
  }

  /// Weights that training leaves alone are no part of the tangent space.
  private static void clearFixed(Subject.Model model, double[] gradient) {
    int at = 0;
    for (Parameter t : model.network().parameters()) {
      if (!t.trainable()) {
        Arrays.fill(gradient, at, at + t.view().size(), 0);
      }
      at += t.view().size();
    }
  }

  /// The kernel at step 0 is a function of the spec, so it is computed at the first probe and kept.
  private static Measure.Gauge movement(Subject subject) {
    Matrix[] initial = new Matrix[1];
    return (data, into) -> {
      if (initial[0] == null) {
        OutputGradient gradient = data.outputGradient(set(subject), examples(subject));
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
