package groklab.zoo.task;

import groklab.lab.problem.AnswerTable;
import groklab.lab.problem.ExampleSet;
import groklab.lab.problem.Inputs;
import groklab.lab.problem.Pairs;
import groklab.lab.problem.Problem;
import groklab.lab.problem.Targets;
import java.util.Arrays;

/// Builds the problem of an answer table: divided, with label noise, written as tokens.
final class EquationProblem {
  private EquationProblem() {}

  /// @param equations already checked
  static Problem of(Equations equations, Operation operation, AnswerTable table, long runSeed) {
    long seed = equations.splitSeed().orElse(runSeed);
    DataSplit split =
        DataSplit.of(equations, operation.referenceOrder(table), table.equations(), seed);
    Tokenisation tokenisation = Tokenisation.of(equations.tokens(), operation, table.size());
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
    Pairs pairs = pairs(table, split, tokenisation);
    return Problem.of(
            new Inputs.Tokens(tokenisation.vocabulary(), length, tokens),
            new Targets.Classes(scored, tokenisation.vocabulary(), targets),
            split.trainRows(),
            split.validationRows())
        .withLookUp(ExampleSet.VALIDATION, lookUpShare(pairs, labels))
        .with(pairs);
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

  /// The share of the validation set that is got right by giving the label of the mirror image
  /// among the training examples: little of it is left where that label is noise.
  private static double lookUpShare(Pairs pairs, int[] labels) {
    int validation = pairs.swappedSeen().length + pairs.swappedUnseen().length;
    if (validation == 0) {
      return 0;
    }
    var table = pairs.table();
    long same =
        Arrays.stream(pairs.swappedSeen())
            .filter(e -> table.answer(e) == labels[table.example(table.y(e), table.x(e))])
            .count();
    return (double) same / validation;
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
