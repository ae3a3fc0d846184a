package groklab.lab.task;

import groklab.lab.spec.TaskSpec;
import java.util.Arrays;
import java.util.Optional;

/// Builds the data set of a binary operation: its table, divided, with label noise, written as
/// tokens.
final class BinaryOperations {
  private BinaryOperations() {}

  /// @param task already checked
  static Dataset build(TaskSpec.BinaryOperation task, long runSeed) {
    var table = Operation.named(task.algebra(), task.operation()).table(task.modulus());
    long seed = task.splitSeed().orElse(runSeed);
    var split = DataSplit.of(table, task.split(), seed, task.trainFraction(), task.noisyLabels());
    var tokenisation = Tokenisation.of(task.tokens(), table);
    int[] labels = labels(table, split);

    int length = tokenisation.length();
    int[] scored = tokenisation.scoredPositions();
    int n = table.equations();
    int[] tokens = new int[n * length];
    int[] targets = new int[n * scored.length];
    for (int i = 0; i < n; i++) {
      int c = labels[i];
      System.arraycopy(
          tokenisation.tokens(table.x(i), table.y(i), c), 0, tokens, i * length, length);
      System.arraycopy(tokenisation.targets(c), 0, targets, i * scored.length, scored.length);
    }
    return new Dataset(
        tokenisation.vocabulary(),
        tokenisation.vocabulary(),
        length,
        tokens,
        scored,
        targets,
        split.trainRows(),
        split.validationRows(),
        Optional.of(pairs(table, split, tokenisation)));
  }

  /// The answers to learn: the true ones, but for the first training examples, which get those of
  /// their donors.
  private static int[] labels(AnswerTable table, DataSplit split) {
    int[] labels = table.answers().clone();
    for (int i = 0; i < split.donors().length; i++) {
      labels[split.trainRows()[i]] = table.answer(split.donors()[i]);
    }
    return labels;
  }

  private static Pairs pairs(AnswerTable table, DataSplit split, Tokenisation tokenisation) {
    boolean[] mirrorTrained = new boolean[table.equations()];
    for (int row : split.trainRows()) {
      if (table.defined(table.y(row), table.x(row))) {
        mirrorTrained[table.example(table.y(row), table.x(row))] = true;
      }
    }
    int[] validation = split.validationRows();
    return new Pairs(
        table,
        tokenisation.firstElement(),
        tokenisation.leftPosition(),
        tokenisation.rightPosition(),
        split.donors().length,
        Arrays.stream(validation).filter(row -> mirrorTrained[row]).toArray(),
        Arrays.stream(validation).filter(row -> !mirrorTrained[row]).toArray());
  }
}
