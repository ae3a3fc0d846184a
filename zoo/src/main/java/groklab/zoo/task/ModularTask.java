package groklab.zoo.task;

import groklab.lab.kind.Check;
import groklab.lab.kind.Kind;
import groklab.lab.kind.Section;
import groklab.lab.kind.SpecException;
import groklab.lab.problem.AnswerTable;
import groklab.lab.problem.Problem;
import groklab.lab.problem.TaskSpec;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// An operation on the residues modulo p: the tables of arXiv 2201.02177 and their relatives.
///
/// @param operation its name, see `groklab list tasks`
/// @param modulus p
public record ModularTask(String operation, int modulus, Equations equations) implements TaskSpec {

  public static final Kind<ModularTask> KIND =
      new Kind<>(
          "modular",
          ModularTask.class,
          ModularTask::read,
          () -> Operation.pages(ResidueOperation.values(), "modular", "modulus"));

  /// The largest modulus: all p² equations are held in memory, 180 MB of tokens at 2000.
  private static final int MAX_MODULUS = 2000;

  public ModularTask {
    Check.that(!operation.isBlank(), "task.operation", operation, "an operation's name", "\"add\"");
    Check.between(2, modulus, MAX_MODULUS, "task.modulus", "113");
  }

  private static ModularTask read(Section<ModularTask> s) {
    return new ModularTask(
        s.text("operation", "add", ModularTask::operation),
        s.whole("modulus", 113, ModularTask::modulus),
        Equations.read(s, ModularTask::equations));
  }

  @Override
  public Kind<ModularTask> kind() {
    return KIND;
  }

  @Override
  public void checkRunSeed(long runSeed) {
    equations.checkRunSeed(runSeed);
  }

  @Override
  public Problem problem(long runSeed) {
    ResidueOperation rule = rule();
    if (rule.needsPrime() && !Primes.isPrime(modulus)) {
      throw new SpecException(
          "task.modulus is %d, but \"%s\" divides and needs a prime; write modulus = %s"
              .formatted(modulus, operation, neighbouringPrimes(modulus)));
    }
    AnswerTable table = rule.table(modulus);
    equations.check(table);
    Problem problem = EquationProblem.of(equations, rule, table, runSeed);
    return CyclicNames.of(rule, modulus).map(problem::with).orElse(problem);
  }

  private ResidueOperation rule() {
    return Operation.named(
        ResidueOperation.values(),
        operation,
        PermutationOperation.values(),
        new Operation.Place("residues", "modular", "permutations", "degree = 5"));
  }

  private static String neighbouringPrimes(int p) {
    var below = IntStream.iterate(p - 1, q -> q >= 2, q -> q - 1);
    var above = IntStream.rangeClosed(p + 1, MAX_MODULUS);
    return IntStream.concat(
            below.filter(Primes::isPrime).limit(1), above.filter(Primes::isPrime).limit(1))
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(" or "));
  }

  @Override
  public SequencedMap<String, Object> row() {
    var row = new LinkedHashMap<String, Object>();
    row.put("task", operation + " " + modulus);
    row.put("fraction", equations.trainFraction());
    return row;
  }
}
