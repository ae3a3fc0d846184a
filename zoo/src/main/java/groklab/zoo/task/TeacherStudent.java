package groklab.zoo.task;

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
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/// What another network answers to normal numbers (arXiv 2210.01117): a teacher with two hidden
/// layers of tanh, drawn once. An output is right if it is near enough.
///
/// @param inputs numbers of an example
/// @param outputs numbers of an answer
/// @param width of the teacher's hidden layers
/// @param trainExamples how many are trained on
/// @param validationExamples how many others are only looked at
/// @param tolerance θ: right is what has a mean squared error below it
public record TeacherStudent(
    int inputs, int outputs, int width, int trainExamples, int validationExamples, double tolerance)
    implements TaskSpec {
  private static final int MOST_NUMBERS = 10_000;
  private static final int MOST_EXAMPLES = 1_000_000;

  public static final Kind<TeacherStudent> KIND =
      Kind.of("teacher-student", TeacherStudent.class, TeacherStudent::read);

  public TeacherStudent {
    Check.between(1, inputs, MOST_NUMBERS, "task.inputs", "5");
    Check.between(1, outputs, MOST_NUMBERS, "task.outputs", "5");
    Check.between(1, width, MOST_NUMBERS, "task.teacherWidth", "100");
    Check.between(1, trainExamples, MOST_EXAMPLES, "task.trainExamples", "100");
    Check.between(1, validationExamples, MOST_EXAMPLES, "task.validationExamples", "100");
    Check.positive(tolerance, "task.tolerance", "0.01");
  }

  private static TeacherStudent read(Section<TeacherStudent> s) {
    return new TeacherStudent(
        s.whole("inputs", 5, TeacherStudent::inputs),
        s.whole("outputs", 5, TeacherStudent::outputs),
        s.whole("teacherWidth", 100, TeacherStudent::width),
        s.whole("trainExamples", 100, TeacherStudent::trainExamples),
        s.whole("validationExamples", 100, TeacherStudent::validationExamples),
        s.number("tolerance", 0.01, TeacherStudent::tolerance));
  }

  @Override
  public Kind<TeacherStudent> kind() {
    return KIND;
  }

  /// Streams `teacher.inputs` and `teacher.0` to `teacher.2`.
  @Override
  public Problem problem(long runSeed) {
    int n = trainExamples + validationExamples;
    double[] x = new double[n * inputs];
    Arrays.setAll(x, RandomStream.of(runSeed, "teacher.inputs")::normal);
    double[] first = tanh(map(x, n, inputs, width, RandomStream.of(runSeed, "teacher.0")));
    double[] second = tanh(map(first, n, width, width, RandomStream.of(runSeed, "teacher.1")));
    double[] y = map(second, n, width, outputs, RandomStream.of(runSeed, "teacher.2"));
    return Problem.of(
            new Inputs.Features(inputs, x),
            new Targets.Reals(new int[] {0}, outputs, y, Optional.empty()),
            IntStream.range(0, trainExamples).toArray(),
            IntStream.range(trainExamples, n).toArray())
        .scoredBy(new Near(tolerance));
  }

  /// x·W + b with weights and biases U(±1/√in): row after row of W, then b.
  private static double[] map(double[] x, int rows, int in, int out, RandomStream random) {
    double bound = 1 / Math.sqrt(in);
    double[] parameters = new double[(in + 1) * out];
    Arrays.setAll(parameters, i -> bound * (2 * random.uniform(i) - 1));
    double[] y = new double[rows * out];
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < out; j++) {
        double sum = parameters[in * out + j];
        for (int i = 0; i < in; i++) {
          sum += x[row * in + i] * parameters[i * out + j];
        }
        y[row * out + j] = sum;
      }
    }
    return y;
  }

  private static double[] tanh(double[] values) {
    return Arrays.stream(values).map(StrictMath::tanh).toArray();
  }

  @Override
  public SequencedMap<String, Object> row() {
    var row = new LinkedHashMap<String, Object>();
    row.put("task", "teacher of width " + width);
    return row;
  }
}
