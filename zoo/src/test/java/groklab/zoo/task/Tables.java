package groklab.zoo.task;

import groklab.lab.problem.AnswerTable;
import groklab.lab.problem.Inputs;
import groklab.lab.problem.Pairs;
import groklab.lab.problem.Problem;
import groklab.lab.problem.Targets;
import groklab.lab.problem.TaskSpec;
import groklab.zoo.task.Equations.Split;
import groklab.zoo.task.Equations.Tokens;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/// Tasks and tables by name, and what tests count in them.
final class Tables {
  private Tables() {}

  enum Elements {
    RESIDUES,
    PERMUTATIONS
  }

  /// Half of the equations, split by our own generator with the run's seed, as pairs.
  static Equations halves() {
    return new Equations(0.5, Split.RANDOM, OptionalLong.empty(), Tokens.PAIR, 0);
  }

  static TaskSpec task(Elements elements, String operation, int size, Equations equations) {
    return switch (elements) {
      case RESIDUES -> new ModularTask(operation, size, equations);
      case PERMUTATIONS -> new PermutationTask(operation, size, equations);
    };
  }

  static AnswerTable table(Elements elements, String operation, int size) {
    return pairs(task(elements, operation, size, halves()).problem(0)).table();
  }

  static AnswerTable residues(String operation, int p) {
    return table(Elements.RESIDUES, operation, p);
  }

  static AnswerTable permutations(String operation, int degree) {
    return table(Elements.PERMUTATIONS, operation, degree);
  }

  static Pairs pairs(Problem problem) {
    return problem.facet(Pairs.class).orElseThrow();
  }

  static Inputs.Tokens tokens(Problem problem) {
    return problem.tokens("a test");
  }

  static Targets.Classes classes(Problem problem) {
    return (Targets.Classes) problem.targets();
  }

  /// The tokens of an example.
  static int[] example(Problem problem, int row) {
    Inputs.Tokens tokens = tokens(problem);
    return Arrays.copyOfRange(tokens.ids(), row * tokens.length(), (row + 1) * tokens.length());
  }

  /// The classes expected of an example.
  static int[] targets(Problem problem, int row) {
    Targets.Classes classes = classes(problem);
    int scored = classes.perExample();
    return Arrays.copyOfRange(classes.ids(), row * scored, (row + 1) * scored);
  }

  /// How many examples (x, y) have the same answer as (y, x).
  static int symmetricPairs(AnswerTable table) {
    return (int)
        IntStream.range(0, table.equations())
            .filter(i -> table.defined(table.y(i), table.x(i)))
            .filter(i -> table.answer(table.example(table.y(i), table.x(i))) == table.answer(i))
            .count();
  }

  /// How many examples have each element as their answer.
  static int[] answerCounts(AnswerTable table) {
    int[] counts = new int[table.size()];
    for (int answer : table.answers()) {
      counts[answer]++;
    }
    return counts;
  }
}
