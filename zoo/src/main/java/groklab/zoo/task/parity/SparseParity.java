package groklab.zoo.task.parity;

import groklab.engine.random.Counter;
import groklab.engine.random.RandomStream;
import groklab.lab.kind.Check;
import groklab.lab.kind.Kind;
import groklab.lab.kind.Section;
import groklab.lab.problem.Inputs;
import groklab.lab.problem.Problem;
import groklab.lab.problem.Source;
import groklab.lab.problem.Targets;
import groklab.lab.problem.TaskSpec;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/// The parity of the first k of n signs: x is uniform in {−1, +1}ⁿ, its class 0 where x₁·…·x_k = 1
/// and 1 where it is −1. Of a fixed set of examples (arXiv 2303.11873), or of fresh ones at every
/// step (arXiv 2207.08799).
///
/// @param signs n
/// @param parity k
/// @param fresh whether every step has examples of its own
/// @param trainExamples how many are trained on; with fresh ones, a sample to look at
/// @param validationExamples how many others are only looked at
public record SparseParity(
    int signs, int parity, boolean fresh, int trainExamples, int validationExamples)
    implements TaskSpec {
  private static final int MOST_SIGNS = 10_000;
  private static final int MOST_EXAMPLES = 1_000_000;
  private static final int WORD = Long.SIZE;

  public static final Kind<SparseParity> KIND =
      Kind.of("sparse-parity", SparseParity.class, SparseParity::read);

  public SparseParity {
    Check.between(1, signs, MOST_SIGNS, "task.signs", "40");
    Check.between(1, parity, signs, "task.parity", "3");
    Check.between(1, trainExamples, MOST_EXAMPLES, "task.trainExamples", "1000");
    Check.between(1, validationExamples, MOST_EXAMPLES, "task.validationExamples", "1000");
  }

  private static SparseParity read(Section<SparseParity> s) {
    return new SparseParity(
        s.whole("signs", 40, SparseParity::signs),
        s.whole("parity", 3, SparseParity::parity),
        s.flag("fresh", false, SparseParity::fresh),
        s.whole("trainExamples", 1000, SparseParity::trainExamples),
        s.whole("validationExamples", 1000, SparseParity::validationExamples));
  }

  @Override
  public Kind<SparseParity> kind() {
    return KIND;
  }

  /// Stream `parity` draws the sets, stream `parity.fresh` at a step its examples.
  @Override
  public Problem problem(long runSeed) {
    int n = trainExamples + validationExamples;
    double[] x = new double[n * signs];
    int[] classes = new int[n];
    draw(RandomStream.of(runSeed, "parity").key(), x, classes);
    Problem problem =
        Problem.of(
            new Inputs.Features(signs, x),
            new Targets.Classes(new int[] {0}, 2, classes),
            IntStream.range(0, trainExamples).toArray(),
            IntStream.range(trainExamples, n).toArray());
    return fresh
        ? problem.from(new Stream(RandomStream.of(runSeed, "parity.fresh").key()))
        : problem;
  }

  private final class Stream implements Source.Stream {
    private final long key;

    Stream(long key) {
      this.key = key;
    }

    @Override
    public void fill(long step, Source.Batch into) {
      draw(
          Counter.word(key, step),
          ((Inputs.Features) into.inputs()).values(),
          ((Targets.Classes) into.targets()).ids());
    }
  }

  /// Signs are the bits of random words, some whole words for each example: 1 is −1.
  private void draw(long key, double[] x, int[] classes) {
    int words = (signs + WORD - 1) / WORD;
    for (int e = 0; e < classes.length; e++) {
      long word = 0;
      int odd = 0;
      for (int i = 0; i < signs; i++) {
        if (i % WORD == 0) {
          word = Counter.word(key, (long) e * words + i / WORD);
        }
        int bit = (int) (word >>> (i % WORD) & 1);
        x[e * signs + i] = 1 - 2 * bit;
        odd ^= i < parity ? bit : 0;
      }
      classes[e] = odd;
    }
  }

  @Override
  public SequencedMap<String, Object> row() {
    var row = new LinkedHashMap<String, Object>();
    row.put("task", "parity %d of %d".formatted(parity, signs));
    return row;
  }
}
