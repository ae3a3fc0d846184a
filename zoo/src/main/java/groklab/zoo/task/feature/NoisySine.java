package groklab.zoo.task.feature;

import groklab.engine.random.RandomStream;
import groklab.lab.kind.Check;
import groklab.lab.kind.Kind;
import groklab.lab.kind.Section;
import groklab.lab.problem.Inputs;
import groklab.lab.problem.Problem;
import groklab.lab.problem.Targets;
import groklab.lab.problem.TaskSpec;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/// A sine with noise (arXiv 2310.17247): x uniform in [-1.5, 1.5), y = sin(frequency·x) + noise·ε
/// with ε ~ N(0, 1).
///
/// @param trainExamples how many points are trained on
/// @param validationExamples how many others are only looked at, with noise of their own
/// @param frequency in radians
/// @param noise its standard deviation
public record NoisySine(int trainExamples, int validationExamples, double frequency, double noise)
    implements TaskSpec {
  private static final int MOST_EXAMPLES = 1_000_000;
  private static final double HALF_WIDTH = 1.5;

  public static final Kind<NoisySine> KIND =
      Kind.of("noisy-sine", NoisySine.class, NoisySine::read);

  public NoisySine {
    Check.between(1, trainExamples, MOST_EXAMPLES, "task.trainExamples", "50");
    Check.between(1, validationExamples, MOST_EXAMPLES, "task.validationExamples", "50");
    Check.positive(frequency, "task.frequency", "2.0");
    Check.notNegative(noise, "task.noise", "0.1");
  }

  private static NoisySine read(Section<NoisySine> s) {
    return new NoisySine(
        s.whole("trainExamples", 50, NoisySine::trainExamples),
        s.whole("validationExamples", 50, NoisySine::validationExamples),
        s.number("frequency", 2, NoisySine::frequency),
        s.number("noise", 0.1, NoisySine::noise));
  }

  @Override
  public Kind<NoisySine> kind() {
    return KIND;
  }

  /// An answer is a number, more or less near.
  @Override
  public String criterion() {
    return "loss-share";
  }

  /// Stream `sine.inputs` draws x, stream `sine.noise` ε.
  @Override
  public Problem problem(long runSeed) {
    RandomStream inputs = RandomStream.of(runSeed, "sine.inputs");
    RandomStream noises = RandomStream.of(runSeed, "sine.noise");
    int n = trainExamples + validationExamples;
    double[] x = new double[n];
    double[] y = new double[n];
    for (int e = 0; e < n; e++) {
      x[e] = HALF_WIDTH * (2 * inputs.uniform(e) - 1);
      y[e] = StrictMath.sin(frequency * x[e]) + noise * noises.normal(e);
    }
    return Problem.of(
        new Inputs.Features(1, x),
        new Targets.Reals(1, y),
        IntStream.range(0, trainExamples).toArray(),
        IntStream.range(trainExamples, n).toArray());
  }

  @Override
  public SequencedMap<String, Object> row() {
    var row = new LinkedHashMap<String, Object>();
    row.put("task", "sine by %d points".formatted(trainExamples));
    return row;
  }
}
