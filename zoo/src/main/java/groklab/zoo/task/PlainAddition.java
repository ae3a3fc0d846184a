package groklab.zoo.task;

import groklab.engine.random.RandomStream;
import groklab.lab.kind.Check;
import groklab.lab.kind.Kind;
import groklab.lab.kind.Section;
import groklab.lab.kind.TomlForm;
import groklab.lab.problem.Inputs;
import groklab.lab.problem.Problem;
import groklab.lab.problem.Targets;
import groklab.lab.problem.TaskSpec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;

/// Addition without a modulus, of arXiv 2205.10343: the unordered pairs i ≤ j of 0..p−1 as two
/// tokens, with one of the 2p − 1 sums as answer. It is a class, or a random vector that stands for
/// it.
///
/// @param size p
/// @param trainExamples how many of the p(p + 1)/2 pairs are trained on
/// @param answers what a network has to give
/// @param splitSeed seed of the split and of the vectors; empty = the run's seed
public record PlainAddition(int size, int trainExamples, Answers answers, OptionalLong splitSeed)
    implements TaskSpec {

  public static final Kind<PlainAddition> KIND =
      Kind.of("plain-addition", PlainAddition.class, PlainAddition::read);

  private static final int MAX_SIZE = 1000;
  private static final int MAX_WIDTH = 1 << 16;

  public PlainAddition {
    Check.between(2, size, MAX_SIZE, "task.size", "10");
    Check.between(1, trainExamples, pairs(size), "task.trainExamples", "1");
  }

  /// What a network has to give for a sum.
  public sealed interface Answers {

    /// The sum as a class.
    record Classes() implements Answers {}

    /// A vector of N(0, 1) numbers, drawn once for each sum; the answer is the sum whose vector is
    /// nearest.
    ///
    /// @param width of the vectors
    record Vectors(int width) implements Answers {
      public Vectors {
        Check.between(1, width, MAX_WIDTH, "task.targetWidth", "30");
      }
    }
  }

  private enum AnswerForm {
    CLASSES,
    VECTORS
  }

  private static PlainAddition read(Section<PlainAddition> s) {
    return new PlainAddition(
        s.whole("size", 10, PlainAddition::size),
        s.whole("trainExamples", 45, PlainAddition::trainExamples),
        answers(s),
        s.seed("splitSeed", PlainAddition::splitSeed));
  }

  private static Answers answers(Section<PlainAddition> s) {
    var form =
        s.choice(
            "answers",
            AnswerForm.CLASSES,
            task ->
                switch (task.answers()) {
                  case Answers.Classes _ -> AnswerForm.CLASSES;
                  case Answers.Vectors _ -> AnswerForm.VECTORS;
                });
    var drawn = new Section.Condition(form == AnswerForm.VECTORS, "task.answers is \"classes\"");
    int width =
        s.fieldIf(drawn, "targetWidth", TomlForm.INT, 30, task -> targetWidth(task.answers()));
    return switch (form) {
      case CLASSES -> new Answers.Classes();
      case VECTORS -> new Answers.Vectors(width);
    };
  }

  private static int targetWidth(Answers answers) {
    return switch (answers) {
      case Answers.Classes _ -> 0;
      case Answers.Vectors(int width) -> width;
    };
  }

  private static int pairs(int size) {
    return size * (size + 1) / 2;
  }

  @Override
  public Kind<PlainAddition> kind() {
    return KIND;
  }

  /// Example numbers go through the pairs in lexicographic order.
  @Override
  public Problem problem(long runSeed) {
    long seed = splitSeed.orElse(runSeed);
    int n = pairs(size);
    int[] tokens = new int[2 * n];
    int[] sums = new int[n];
    int example = 0;
    for (int i = 0; i < size; i++) {
      for (int j = i; j < size; j++) {
        tokens[2 * example] = i;
        tokens[2 * example + 1] = j;
        sums[example++] = i + j;
      }
    }
    int[] order = RandomStream.of(seed, "split").permutation(n);
    int[] train = Arrays.copyOf(order, trainExamples);
    int[] validation = Arrays.copyOfRange(order, trainExamples, n);
    var inputs = new Inputs.Tokens(size, 2, tokens);
    return switch (answers) {
      case Answers.Classes _ ->
          Problem.of(
              inputs, new Targets.Classes(new int[] {1}, 2 * size - 1, sums), train, validation);
      case Answers.Vectors(int width) -> vectors(inputs, sums, width, seed, train, validation);
    };
  }

  private Problem vectors(
      Inputs inputs, int[] sums, int width, long seed, int[] train, int[] validation) {
    RandomStream stream = RandomStream.of(seed, "targets");
    double[] table = new double[(2 * size - 1) * width];
    Arrays.setAll(table, stream::normal);
    double[] values = new double[sums.length * width];
    Arrays.setAll(values, i -> table[sums[i / width] * width + i % width]);
    var targets = new Targets.Reals(new int[] {1}, width, values, Optional.empty());
    return Problem.of(inputs, targets, train, validation)
        .scoredBy(new NearestVector(width, table, sums));
  }

  @Override
  public SequencedMap<String, Object> row() {
    var row = new LinkedHashMap<String, Object>();
    row.put("task", "plain addition " + size);
    row.put("fraction", trainExamples / (double) pairs(size));
    return row;
  }
}
