package groklab.zoo.task.feature;

import groklab.lab.kind.Check;
import groklab.lab.kind.Kind;
import groklab.lab.kind.Section;
import groklab.lab.problem.Inputs;
import groklab.lab.problem.Problem;
import groklab.lab.problem.RowScore;
import groklab.lab.problem.Scoring;
import groklab.lab.problem.Targets;
import groklab.lab.problem.TaskSpec;
import groklab.zoo.task.ReferenceRandom;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/// A straight line among features that fit a few points of it as well (arXiv 2310.17247): y =
/// slope·x for x uniform in [-0.5, 0.5), shown as (x, x², x³, sin(frequency·x)). An output is right
/// if it has the sign of y.
///
/// @param examples how many points are drawn
/// @param trainExamples the first this many are trained on
/// @param slope of the line
/// @param frequency of the sine, in radians
public record SpuriousFeatures(int examples, int trainExamples, double slope, double frequency)
    implements TaskSpec {
  private static final int WIDTH = 4;
  private static final long SEEDS = 1L << 32;

  public static final Kind<SpuriousFeatures> KIND =
      Kind.of("spurious-features", SpuriousFeatures.class, SpuriousFeatures::read);

  public SpuriousFeatures {
    Check.between(2, examples, 1_000_000, "task.examples", "100");
    Check.between(1, trainExamples, examples - 1L, "task.trainExamples", "2");
    Check.that(
        slope != 0 && Double.isFinite(slope),
        "task.slope",
        slope,
        "a finite number other than 0",
        "0.3");
    Check.positive(frequency, "task.frequency", "100.0");
  }

  private static SpuriousFeatures read(Section<SpuriousFeatures> s) {
    return new SpuriousFeatures(
        s.whole("examples", 100, SpuriousFeatures::examples),
        s.whole("trainExamples", 2, SpuriousFeatures::trainExamples),
        s.number("slope", 0.3, SpuriousFeatures::slope),
        s.number("frequency", 100, SpuriousFeatures::frequency));
  }

  @Override
  public Kind<SpuriousFeatures> kind() {
    return KIND;
  }

  @Override
  public void checkRunSeed(long runSeed) {
    Check.between(0, runSeed, SEEDS - 1, "seed", "0");
  }

  /// The points of numpy's `RandomState(seed).uniform(-0.5, 0.5)`, as in the authors' code.
  @Override
  public Problem problem(long runSeed) {
    var random = ReferenceRandom.seededLikeNumpy(runSeed);
    double[] features = new double[examples * WIDTH];
    double[] answers = new double[examples];
    for (int e = 0; e < examples; e++) {
      double x = random.numpyUniform() - 0.5;
      features[WIDTH * e] = x;
      features[WIDTH * e + 1] = x * x;
      features[WIDTH * e + 2] = x * x * x;
      features[WIDTH * e + 3] = StrictMath.sin(frequency * x);
      answers[e] = slope * x;
    }
    return Problem.of(
            new Inputs.Features(WIDTH, features),
            new Targets.Reals(1, answers),
            IntStream.range(0, trainExamples).toArray(),
            IntStream.range(trainExamples, examples).toArray())
        .scoredBy(new SameSign());
  }

  /// Right is an output of the sign of its target, 0 counting as negative; the margin is the output
  /// on the right side.
  private record SameSign() implements Scoring {
    @Override
    public void score(double[] outputs, Targets targets, int row, RowScore into) {
      if (!(targets instanceof Targets.Reals reals) || reals.width() != 1) {
        throw new IllegalArgumentException("a sign is asked for of one number");
      }
      boolean above = reals.values()[row] > 0;
      into.margin = above ? outputs[0] : -outputs[0];
      into.answer = -1;
      into.right = outputs[0] > 0 == above;
    }
  }

  @Override
  public SequencedMap<String, Object> row() {
    var row = new LinkedHashMap<String, Object>();
    row.put("task", "a line by %d points".formatted(trainExamples));
    return row;
  }
}
