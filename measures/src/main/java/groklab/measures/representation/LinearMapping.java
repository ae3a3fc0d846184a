package groklab.measures.representation;

import static groklab.measures.common.MeasurePages.page;

import groklab.lab.linear.Matrix;
import groklab.lab.measure.CostModel;
import groklab.lab.measure.Measure;
import groklab.lab.measure.Need;
import groklab.lab.measure.Operations;
import groklab.lab.measure.ProbeData;
import groklab.lab.measure.Subject;
import groklab.lab.measure.Values;
import groklab.lab.measure.function.Continuation;
import groklab.lab.model.Anatomy;
import groklab.lab.model.Anatomy.Stage;
import groklab.lab.model.Forward;
import groklab.lab.problem.ExampleSet;
import groklab.measures.common.SimpleMeasure;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The linear mapping number of what follows the first stage at all its positions: of a
/// transformer's residual stream behind the first attention, of a perceptron's first hidden layer.
final class LinearMapping {
  /// Training examples, evenly spread over the split; all of fewer.
  static final int SAMPLES = 100;

  /// Ways from sample to sample in one pass.
  private static final int WAYS = 32;

  private static final int POINTS = LinearMappingNumber.POINTS;
  private static final String LOGITS = Forward.LOGITS;

  /// Stands for the stages of weights alone: a need of it says that a network is needed.
  private static final List<Stage> OF_WEIGHTS = List.of(new Stage("hidden", 0));

  static final Measure MEASURE =
      new SimpleMeasure(
          page(LinearMapping.class, "representation.linearMappingNumber"),
          LinearMapping::needs,
          LinearMapping::obstacle,
          LinearMapping::cost,
          subject -> (data, into) -> take(subject, data, into));

  private LinearMapping() {}

  private static List<Need> needs(Subject subject) {
    return stages(subject).isEmpty() ? List.of() : List.of(states(subject), onward(subject));
  }

  private static Need.Activations states(Subject subject) {
    return new Need.Activations(ExampleSet.TRAIN, from(subject), Need.At.ALL);
  }

  private static Need.Continuation onward(Subject subject) {
    return new Need.Continuation(from(subject), List.of(LOGITS), WAYS * POINTS);
  }

  private static List<Stage> stages(Subject subject) {
    return subject.anatomy().map(Anatomy::stages).orElse(OF_WEIGHTS);
  }

  private static String from(Subject subject) {
    return stages(subject).getFirst().hook();
  }

  private static Optional<String> obstacle(Subject subject) {
    List<Stage> stages = stages(subject);
    if (stages.isEmpty()) {
      return Optional.of("the network has no hidden state to go on from");
    }
    boolean normed =
        subject.anatomy().map(anatomy -> !anatomy.readout().norms().isEmpty()).orElse(false);
    if (stages.size() == 1 && !normed) {
      return Optional.of(
          "what follows the only hidden layer is linear, so the number is 1 whatever was learned");
    }
    return samples(subject) > 1
        ? Optional.empty()
        : Optional.of("there is no way from one training example to another");
  }

  private static int samples(Subject subject) {
    return subject instanceof Subject.Model model
        ? Math.min(SAMPLES, model.data().trainRows().length)
        : 0;
  }

  private static long cost(CostModel costs) {
    long n = samples(costs.subject());
    long ways = n * (n - 1) / 2;
    long outputs =
        costs.subject() instanceof Subject.Model model
            ? (long) model.data().targets().width() * model.data().targets().perExample()
            : 0;
    return (ways + WAYS - 1) / WAYS * costs.of(onward(costs.subject()))
        + ways * POINTS * outputs * 20 * Operations.STREAMED
        + 9 * n * n * n * Operations.SCALAR;
  }

  private static void take(Subject subject, ProbeData data, Values into) {
    Matrix states = data.activations(ExampleSet.TRAIN, from(subject), Need.At.ALL);
    int examples = ((Subject.Model) subject).data().trainRows().length;
    int n = samples(subject);
    int size = states.values().length / examples;
    double[][] samples = new double[n][];
    for (int i = 0; i < n; i++) {
      int example = (int) ((long) i * examples / n);
      samples[i] = Arrays.copyOfRange(states.values(), example * size, (example + 1) * size);
    }
    var continuation = data.continuation(from(subject), List.of(LOGITS), WAYS * POINTS);
    Matrix linearity =
        LinearMappingNumber.connectivity(n, new Passes(samples, continuation)::outputs);
    boolean finite = Double.isFinite(linearity.sumOfSquares());
    into.put(
        "representation.linearMappingNumber",
        finite ? LinearMappingNumber.of(linearity) : Double.NaN);
    into.put("representation.linearMappingNumber.linearity", betweenSamples(linearity));
  }

  /// The mean off the diagonal.
  private static double betweenSamples(Matrix linearity) {
    int n = linearity.rows();
    double sum = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        sum += linearity.get(i, j);
      }
    }
    return sum / (n * (n - 1) / 2.0);
  }

  /// Answers for the ways i < j in lexicographic order, many of them in one pass.
  private static final class Passes {
    private final double[][] samples;
    private final Continuation continuation;
    private final double[] given;
    private double[] answers = {};
    private int next = WAYS;

    Passes(double[][] samples, Continuation continuation) {
      this.samples = samples;
      this.continuation = continuation;
      this.given = new double[WAYS * POINTS * samples[0].length];
    }

    Matrix outputs(int i, int j) {
      if (next == WAYS) {
        run(i, j);
        next = 0;
      }
      int size = answers.length / WAYS;
      int from = next++ * size;
      return new Matrix(POINTS, size / POINTS, Arrays.copyOfRange(answers, from, from + size));
    }

    /// The way i, j and those after it; what is left of the last pass is not looked at.
    private void run(int i, int j) {
      int a = i;
      int b = j;
      for (int way = 0; way < WAYS && b < samples.length; way++) {
        interpolate(samples[a], samples[b], way);
        b++;
        if (b == samples.length) {
          a++;
          b = a + 1;
        }
      }
      continuation.run(given);
      answers = continuation.read(LOGITS).values();
    }

    /// a + t·(b − a), which stays exactly where it is if a = b.
    private void interpolate(double[] a, double[] b, int way) {
      int at = way * POINTS * a.length;
      for (int point = 0; point < POINTS; point++) {
        double t = point / (POINTS - 1.0);
        for (int c = 0; c < a.length; c++) {
          given[at++] = a[c] + t * (b[c] - a[c]);
        }
      }
    }
  }
}
