package groklab.zoo.task.index;

import groklab.engine.random.RandomStream;
import groklab.lab.kind.Check;
import groklab.lab.kind.Kind;
import groklab.lab.kind.Section;
import groklab.lab.problem.Inputs;
import groklab.lab.problem.Problem;
import groklab.lab.problem.Targets;
import groklab.lab.problem.TaskSpec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/// Polynomial regression (arXiv 2310.06110): y = (β·x)^k/k!, x ~ N(0, I_D/D), β ~ N(0,
/// I_D) drawn once. The source has k = 2.
///
/// @param inputs D, numbers of an example
/// @param degree k
/// @param trainExamples P, how many are trained on
/// @param validationExamples how many others are only looked at
public record SingleIndex(int inputs, int degree, int trainExamples, int validationExamples)
    implements TaskSpec {

  public static final Kind<SingleIndex> KIND =
      Kind.of("single-index", SingleIndex.class, SingleIndex::read);

  public SingleIndex {
    Check.between(1, inputs, Sizes.MOST_NUMBERS, "task.inputs", "100");
    Check.between(1, degree, 10, "task.degree", "2");
    Sizes.check(trainExamples, validationExamples);
  }

  private static SingleIndex read(Section<SingleIndex> s) {
    return new SingleIndex(
        s.whole("inputs", 100, SingleIndex::inputs),
        s.whole("degree", 2, SingleIndex::degree),
        s.whole("trainExamples", 550, SingleIndex::trainExamples),
        s.whole("validationExamples", 1000, SingleIndex::validationExamples));
  }

  @Override
  public Kind<SingleIndex> kind() {
    return KIND;
  }

  @Override
  public String criterion() {
    return "loss-share";
  }

  /// Streams `single-index.inputs` and `single-index.direction`.
  @Override
  public Problem problem(long runSeed) {
    int n = trainExamples + validationExamples;
    RandomStream drawn = RandomStream.of(runSeed, "single-index.inputs");
    double[] x = new double[Math.multiplyExact(n, inputs)];
    Arrays.setAll(x, i -> drawn.normal(i) / Math.sqrt(inputs));
    double[] beta = new double[inputs];
    Arrays.setAll(beta, RandomStream.of(runSeed, "single-index.direction")::normal);
    double[] y = new double[n];
    for (int e = 0; e < n; e++) {
      double along = 0;
      for (int i = 0; i < inputs; i++) {
        along += beta[i] * x[e * inputs + i];
      }
      y[e] = 1;
      for (int k = 1; k <= degree; k++) {
        y[e] *= along / k;
      }
    }
    return Problem.of(
        new Inputs.Features(inputs, x),
        new Targets.Reals(1, y),
        IntStream.range(0, trainExamples).toArray(),
        IntStream.range(trainExamples, n).toArray());
  }

  @Override
  public SequencedMap<String, Object> row() {
    var row = new LinkedHashMap<String, Object>();
    row.put("task", "degree %d in one of %d".formatted(degree, inputs));
    return row;
  }
}
