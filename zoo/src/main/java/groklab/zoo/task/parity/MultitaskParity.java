package groklab.zoo.task.parity;

import groklab.engine.random.Counter;
import groklab.engine.random.RandomStream;
import groklab.lab.kind.Check;
import groklab.lab.kind.Kind;
import groklab.lab.kind.Section;
import groklab.lab.kind.SpecException;
import groklab.lab.problem.ExampleSet;
import groklab.lab.problem.Inputs;
import groklab.lab.problem.Problem;
import groklab.lab.problem.Source;
import groklab.lab.problem.Targets;
import groklab.lab.problem.TaskSpec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.IntStream;

/// Many parities, some asked for often and most of them rarely (arXiv 2303.13506): an input is the
/// one-hot number of a task and n random bits, its class the parity of the task's own k bits. Task
/// i, from 1 on, has a frequency that is proportional to i^−a.
///
/// The sets `task.1`, `task.2`, ... hold unseen examples of one task each, as many of each; `train`
/// and `validation` are drawn by the frequencies.
///
/// @param tasks their number
/// @param bits n
/// @param parity k; the k bits are other ones for each task
/// @param exponent a; the source's α is a − 1
/// @param fresh whether every step has examples of its own
/// @param trainExamples how many are trained on; with fresh ones, a sample to look at
/// @param validationExamples how many others are only looked at
/// @param perTask examples of each task's own set
public record MultitaskParity(
    int tasks,
    int bits,
    int parity,
    double exponent,
    boolean fresh,
    int trainExamples,
    int validationExamples,
    int perTask)
    implements TaskSpec {
  private static final int MOST_TASKS = 1000;
  private static final int MOST_EXAMPLES = 1_000_000;

  public static final Kind<MultitaskParity> KIND =
      Kind.of("multitask-parity", MultitaskParity.class, MultitaskParity::read);

  public MultitaskParity {
    Check.between(1, tasks, MOST_TASKS, "task.tasks", "20");
    Check.between(1, bits, Long.SIZE, "task.bits", "30");
    Check.between(1, parity, bits, "task.parity", "3");
    Check.notNegative(exponent, "task.exponent", "1.5");
    Check.between(1, trainExamples, MOST_EXAMPLES, "task.trainExamples", "1000");
    Check.between(1, validationExamples, MOST_EXAMPLES, "task.validationExamples", "1000");
    Check.between(1, perTask, MOST_EXAMPLES, "task.perTask", "200");
    if (subsets(bits, parity) < tasks) {
      throw new SpecException(
          "task.tasks is %d, but %d of %d bits can be chosen in %d ways only; write more bits"
              .formatted(tasks, parity, bits, subsets(bits, parity)));
    }
  }

  private static MultitaskParity read(Section<MultitaskParity> s) {
    return new MultitaskParity(
        s.whole("tasks", 20, MultitaskParity::tasks),
        s.whole("bits", 30, MultitaskParity::bits),
        s.whole("parity", 3, MultitaskParity::parity),
        s.number("exponent", 1.5, MultitaskParity::exponent),
        s.flag("fresh", true, MultitaskParity::fresh),
        s.whole("trainExamples", 1000, MultitaskParity::trainExamples),
        s.whole("validationExamples", 1000, MultitaskParity::validationExamples),
        s.whole("perTask", 200, MultitaskParity::perTask));
  }

  /// n over k, or more than any number of tasks.
  private static long subsets(int n, int k) {
    long ways = 1;
    for (int i = 1; i <= Math.min(k, n - k) && ways <= MOST_TASKS; i++) {
      ways = ways * (n - i + 1) / i;
    }
    return ways;
  }

  @Override
  public Kind<MultitaskParity> kind() {
    return KIND;
  }

  /// How often each task is asked for, the most frequent one first; they add up to 1.
  static double[] frequencies(int tasks, double exponent) {
    double[] shares = new double[tasks];
    double sum = 0;
    for (int i = 0; i < tasks; i++) {
      shares[i] = StrictMath.pow(i + 1, -exponent);
      sum += shares[i];
    }
    for (int i = 0; i < tasks; i++) {
      shares[i] /= sum;
    }
    return shares;
  }

  /// Stream `quanta` draws the sets and `quanta.fresh` at a step its examples, `quanta.subset.N` is
  /// the Nth try for the bits of a task.
  @Override
  public Problem problem(long runSeed) {
    var draws = new Draws(masks(runSeed));
    int drawn = trainExamples + validationExamples;
    int n = drawn + tasks * perTask;
    double[] x = new double[n * (tasks + bits)];
    int[] classes = new int[n];
    long key = RandomStream.of(runSeed, "quanta").key();
    for (int e = 0; e < n; e++) {
      int task = e < drawn ? draws.task(key, e) : (e - drawn) / perTask;
      draws.write(key, e, task, x, classes);
    }
    Problem problem =
        Problem.of(
            new Inputs.Features(tasks + bits, x),
            new Targets.Classes(new int[] {0}, 2, classes),
            IntStream.range(0, trainExamples).toArray(),
            IntStream.range(trainExamples, drawn).toArray());
    for (int t = 0; t < tasks; t++) {
      int first = drawn + t * perTask;
      problem =
          problem.with(
              new ExampleSet("task." + (t + 1)), IntStream.range(first, first + perTask).toArray());
    }
    return fresh
        ? problem.from(new Stream(draws, RandomStream.of(runSeed, "quanta.fresh").key()))
        : problem;
  }

  /// The bits of each task as bits of a number, all different.
  private long[] masks(long runSeed) {
    Set<Long> masks = new LinkedHashSet<>();
    for (int trial = 0; masks.size() < tasks; trial++) {
      int[] order = RandomStream.of(runSeed, "quanta.subset." + trial).permutation(bits);
      long mask = 0;
      for (int i = 0; i < parity; i++) {
        mask |= 1L << order[i];
      }
      masks.add(mask);
    }
    return masks.stream().mapToLong(Long::longValue).toArray();
  }

  private static final class Stream implements Source.Stream {
    private final Draws draws;
    private final long key;

    Stream(Draws draws, long key) {
      this.draws = draws;
      this.key = key;
    }

    @Override
    public void fill(long step, Source.Batch into) {
      long own = Counter.word(key, step);
      double[] x = ((Inputs.Features) into.inputs()).values();
      int[] classes = ((Targets.Classes) into.targets()).ids();
      Arrays.fill(x, 0);
      for (int e = 0; e < classes.length; e++) {
        draws.write(own, e, draws.task(own, e), x, classes);
      }
    }
  }

  /// Draws examples: two words of a stream for each, one for the task and one for the bits.
  private final class Draws {
    private final long[] masks;
    private final double[] upTo;

    Draws(long[] masks) {
      this.masks = masks;
      this.upTo = frequencies(tasks, exponent);
      for (int i = 1; i < tasks; i++) {
        upTo[i] += upTo[i - 1];
      }
    }

    int task(long key, int example) {
      double u = Counter.uniform(key, 2L * example);
      int task = 0;
      while (task < tasks - 1 && u >= upTo[task]) {
        task++;
      }
      return task;
    }

    /// @param x zeros at the example's place
    void write(long key, int example, int task, double[] x, int[] classes) {
      long word = Counter.word(key, 2L * example + 1);
      int at = example * (tasks + bits);
      x[at + task] = 1;
      for (int i = 0; i < bits; i++) {
        x[at + tasks + i] = word >>> i & 1;
      }
      classes[example] = Long.bitCount(word & masks[task]) & 1;
    }
  }

  @Override
  public SequencedMap<String, Object> row() {
    var row = new LinkedHashMap<String, Object>();
    row.put("task", "%d parities %d of %d".formatted(tasks, parity, bits));
    return row;
  }
}
