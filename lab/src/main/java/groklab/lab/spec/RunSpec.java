package groklab.lab.spec;

import groklab.engine.random.RandomStream;
import groklab.lab.control.ControllerSpec;
import groklab.lab.kind.Check;
import groklab.lab.kind.SpecException;
import groklab.lab.model.ModelSpec;
import groklab.lab.problem.Problem;
import groklab.lab.problem.TaskSpec;
import groklab.lab.turn.Trigger;
import groklab.lab.turn.TurnSpec;
import groklab.lab.update.OptimizerParts;
import groklab.lab.update.OptimizerSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Everything that determines a run, resolved: no default is left open. A run is a pure function of
/// this value.
///
/// @param name the run's name, also the recipe's
/// @param seed the seed of every named random stream of the run
/// @param optimizer the rule by which parameters move
/// @param optimizerParts what happens around the rule, and parameters that move otherwise
/// @param turns what changes while it goes on
/// @param controllers what decides on further changes while it goes on
/// @param branch where the run branched off from another one; empty = it begins at step 0
public record RunSpec(
    String name,
    long seed,
    TaskSpec task,
    ModelSpec model,
    OptimizerSpec optimizer,
    OptimizerParts optimizerParts,
    TrainingSpec training,
    BudgetSpec budget,
    ProbeSpec probes,
    CheckpointSpec checkpoints,
    List<TurnSpec> turns,
    List<ControllerSpec> controllers,
    Optional<BranchSpec> branch) {

  /// A name becomes part of a directory's name, so it keeps to characters that every file system
  /// takes.
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  public RunSpec {
    turns = List.copyOf(turns);
    controllers = List.copyOf(controllers);
    Check.that(
        NAME.matcher(name).matches(),
        "name",
        name,
        "1 to 100 letters, digits, dots, hyphens or underscores, the first a letter or digit",
        "\"addition-113\"");
    task.checkRunSeed(seed);
    if (branch.isPresent()) {
      Check.that(
          budget.steps() > branch.get().step(),
          "budget.steps",
          budget.steps(),
          "more than branch.step, " + branch.get().step(),
          Long.toString(2 * branch.get().step() + 1));
    }
  }

  /// The problem that the run learns, for which its loss has a meaning.
  ///
  /// @throws groklab.lab.kind.SpecException if the parts of the spec do not fit together
  public Problem problem() {
    Problem problem = task.problem(seed);
    training.loss().check(problem.targets());
    double share = optimizerParts.heldOut();
    return share == 0 ? problem : holdingOut(problem, share);
  }

  /// Stream `heldOut` draws which examples stages keep for themselves.
  private Problem holdingOut(Problem problem, double share) {
    int n = problem.trainRows().length;
    if (n < 2) {
      throw new SpecException(
          "optimizer.stage holds a share of the training set out, but the task has only "
              + n
              + " training examples; write a larger task.trainFraction");
    }
    int kept = Math.clamp(Math.round(share * n), 1, n - 1);
    int[] order = RandomStream.of(seed, "heldOut").permutation(n);
    return problem.holdingOut(Arrays.copyOf(order, kept));
  }

  /// The rule that samples weights, where the run begins with one; empty = it trains.
  public Optional<OptimizerSpec> sampler() {
    return Stream.concat(
            Stream.of(optimizer),
            optimizerParts.groups().stream().flatMap(group -> group.rule().stream()))
        .filter(OptimizerSpec::samples)
        .findFirst();
  }

  /// The same run, going on from a step of another one.
  public RunSpec branchedFrom(BranchSpec from) {
    return with(seed, turns, Optional.of(from));
  }

  /// The same run with another seed.
  ///
  /// @throws SpecException if the task does not take it
  public RunSpec withSeed(long other) {
    return with(other, turns, branch);
  }

  /// The last step that a turn names, which a budget has to be beyond; 0 = none names one.
  public long lastTurn() {
    return turns.stream()
        .mapToLong(turn -> turn.trigger() instanceof Trigger.AtStep(long at) ? at : 0)
        .max()
        .orElse(0);
  }

  /// The same run with other turns.
  public RunSpec withTurns(List<TurnSpec> others) {
    return with(seed, others, branch);
  }

  private RunSpec with(long otherSeed, List<TurnSpec> others, Optional<BranchSpec> from) {
    return new RunSpec(
        name,
        otherSeed,
        task,
        model,
        optimizer,
        optimizerParts,
        training,
        budget,
        probes,
        checkpoints,
        others,
        controllers,
        from);
  }
}
