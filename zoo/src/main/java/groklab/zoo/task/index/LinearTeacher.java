package groklab.zoo.task.index;

import groklab.engine.random.RandomStream;
import groklab.lab.kind.Check;
import groklab.lab.kind.Kind;
import groklab.lab.kind.Section;
import groklab.lab.problem.Inputs;
import groklab.lab.problem.Near;
import groklab.lab.problem.Problem;
import groklab.lab.problem.Targets;
import groklab.lab.problem.TaskSpec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/// A linear teacher (arXiv 2310.16441): y = T·x, x ~ N(0, I_d), T ~ N(0, I_d/(2d)), one
/// output. An output is right if its squared error is below a tolerance.
///
/// @param inputs d, numbers of an example
/// @param trainExamples how many are trained on; λ = d over their number
/// @param validationExamples how many others are only looked at
/// @param tolerance ε: right is what has a squared error below it
public record LinearTeacher(int inputs, int trainExamples, int validationExamples, double tolerance)
    implements TaskSpec {

  public static final Kind<LinearTeacher> KIND =
      Kind.of("linear-teacher", LinearTeacher.class, LinearTeacher::read);

  public LinearTeacher {
    Check.between(1, inputs, Sizes.MOST_NUMBERS, "task.inputs", "1000");
    Sizes.check(trainExamples, validationExamples);
    Check.positive(tolerance, "task.tolerance", "0.001");
  }

  private static LinearTeacher read(Section<LinearTeacher> s) {
    return new LinearTeacher(
        s.whole("inputs", 1000, LinearTeacher::inputs),
        s.whole("trainExamples", 2000, LinearTeacher::trainExamples),
        s.whole("validationExamples", 1000, LinearTeacher::validationExamples),
        s.number("tolerance", 0.001, LinearTeacher::tolerance));
  }

  @Override
  public Kind<LinearTeacher> kind() {
    return KIND;
  }

  /// Streams `linear-teacher.inputs` and `linear-teacher`.
  @Override
  public Problem problem(long runSeed) {
    int n = trainExamples + validationExamples;
    double[] x = new double[Math.multiplyExact(n, inputs)];
    Arrays.setAll(x, RandomStream.of(runSeed, "linear-teacher.inputs")::normal);
    RandomStream drawn = RandomStream.of(runSeed, "linear-teacher");
    double[] teacher = new double[inputs];
    Arrays.setAll(teacher, i -> drawn.normal(i) / Math.sqrt(2.0 * inputs));
    double[] y = new double[n];
    for (int e = 0; e < n; e++) {
      for (int i = 0; i < inputs; i++) {
        y[e] += teacher[i] * x[e * inputs + i];
      }
    }
    return Problem.of(
            new Inputs.Features(inputs, x),
            new Targets.Reals(1, y),
            IntStream.range(0, trainExamples).toArray(),
            IntStream.range(trainExamples, n).toArray())
        .scoredBy(new Near(tolerance));
  }

  @Override
  public SequencedMap<String, Object> row() {
    var row = new LinkedHashMap<String, Object>();
    row.put("task", "linear teacher of %d, %d examples".formatted(inputs, trainExamples));
    return row;
  }
}
