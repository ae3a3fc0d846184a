package groklab.zoo.task;

import groklab.lab.kind.Check;
import groklab.lab.kind.Kind;
import groklab.lab.kind.Section;
import groklab.lab.problem.AnswerTable;
import groklab.lab.problem.Problem;
import groklab.lab.problem.SymmetricGroup;
import groklab.lab.problem.TaskSpec;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// An operation on the permutations of S_n, as in arXiv 2201.02177.
///
/// @param operation its name, see `groklab list tasks`
/// @param degree n
public record PermutationTask(String operation, int degree, Equations equations)
    implements TaskSpec {

  public static final Kind<PermutationTask> KIND =
      new Kind<>(
          "permutations",
          PermutationTask.class,
          PermutationTask::read,
          () -> Operation.pages(PermutationOperation.values(), "permutations", "degree"));

  /// The largest degree: S6 has 518,400 equations, S7 already 25 million.
  private static final int MAX_DEGREE = 6;

  public PermutationTask {
    Check.that(
        !operation.isBlank(), "task.operation", operation, "an operation's name", "\"compose\"");
    Check.between(3, degree, MAX_DEGREE, "task.degree", "5");
  }

  private static PermutationTask read(Section<PermutationTask> s) {
    return new PermutationTask(
        s.text("operation", "compose", PermutationTask::operation),
        s.whole("degree", 5, PermutationTask::degree),
        Equations.read(s, PermutationTask::equations));
  }

  @Override
  public Kind<PermutationTask> kind() {
    return KIND;
  }

  @Override
  public void checkRunSeed(long runSeed) {
    equations.checkRunSeed(runSeed);
  }

  @Override
  public Problem problem(long runSeed) {
    PermutationOperation rule =
        Operation.named(
            PermutationOperation.values(),
            operation,
            ResidueOperation.values(),
            new Operation.Place("permutations", "permutations", "modular", "modulus = 97"));
    AnswerTable table = rule.table(degree);
    equations.check(table);
    Problem problem = EquationProblem.of(equations, rule, table, runSeed);
    return rule == PermutationOperation.COMPOSE
        ? problem.with(new SymmetricGroup(degree, Permutations.inOrder(degree)))
        : problem;
  }

  @Override
  public SequencedMap<String, Object> row() {
    var row = new LinkedHashMap<String, Object>();
    row.put("task", operation + " S_" + degree);
    row.put("fraction", equations.trainFraction());
    return row;
  }
}
