package groklab.app.proof;

import groklab.engine.random.RandomStream;
import groklab.lab.kind.Check;
import groklab.lab.kind.Kind;
import groklab.lab.kind.Section;
import groklab.lab.problem.ExampleSet;
import groklab.lab.problem.Inputs;
import groklab.lab.problem.Problem;
import groklab.lab.problem.Targets;
import groklab.lab.problem.TaskSpec;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/// Regression on real features: the target of a normal vector x is sin(f·x₁) + x₂.
///
/// @param width numbers of an input, at least 2
/// @param frequency f
/// @param trainExamples examples that are trained on
/// @param validationExamples examples that are not; as many again lie farther out, in the set `ood`
public record Waves(int width, double frequency, int trainExamples, int validationExamples)
    implements TaskSpec {

  public static final Kind<Waves> KIND = Kind.of("waves", Waves.class, Waves::read);

  public Waves {
    Check.between(2, width, 1000, "task.width", "4");
    Check.positive(frequency, "task.frequency", "2.0");
    Check.between(1, trainExamples, 100_000, "task.trainExamples", "64");
    Check.between(1, validationExamples, 100_000, "task.validationExamples", "64");
  }

  private static Waves read(Section<Waves> s) {
    return new Waves(
        s.whole("width", 4, Waves::width),
        s.number("frequency", 2, Waves::frequency),
        s.whole("trainExamples", 64, Waves::trainExamples),
        s.whole("validationExamples", 64, Waves::validationExamples));
  }

  @Override
  public Kind<Waves> kind() {
    return KIND;
  }

  @Override
  public String criterion() {
    return "r-squared";
  }

  @Override
  public Problem problem(long runSeed) {
    var stream = RandomStream.of(runSeed, "waves");
    int end = trainExamples + validationExamples;
    int n = end + validationExamples;
    double[] x = new double[n * width];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      double spread = i < end ? 1 : 3;
      for (int j = 0; j < width; j++) {
        x[i * width + j] = spread * stream.normal(i * width + j);
      }
      y[i] = StrictMath.sin(frequency * x[i * width]) + x[i * width + 1];
    }
    return Problem.of(
            new Inputs.Features(width, x),
            new Targets.Reals(1, y),
            IntStream.range(0, trainExamples).toArray(),
            IntStream.range(trainExamples, end).toArray())
        .with(new ExampleSet("ood"), IntStream.range(end, n).toArray());
  }

  @Override
  public SequencedMap<String, Object> row() {
    var row = new LinkedHashMap<String, Object>();
    row.put("task", "waves " + width);
    return row;
  }
}
