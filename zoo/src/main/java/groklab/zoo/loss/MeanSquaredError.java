package groklab.zoo.loss;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Node;
import groklab.engine.kernel.LossPrecision;
import groklab.lab.kind.Kind;
import groklab.lab.loss.Loss;
import groklab.lab.model.Examples;
import groklab.lab.problem.ClassFrequencies;
import groklab.lab.problem.RowScore;
import groklab.lab.problem.Targets;
import java.util.Arrays;

/// The squared distance from the targets, of classes from their one-hot vectors; mean over scored
/// rows and outputs.
public record MeanSquaredError() implements Loss {

  public static final Kind<MeanSquaredError> KIND =
      Kind.of("mean-squared-error", new MeanSquaredError(), MeanSquaredError.class);

  @Override
  public Kind<MeanSquaredError> kind() {
    return KIND;
  }

  @Override
  public void check(Targets targets) {
    // every target is a vector, or has a one-hot one
  }

  @Override
  public Node mean(Graph g, Node outputs, Examples examples, LossPrecision precision) {
    return examples.mean(g, g.squaredError(outputs, examples.wanted(g), precision));
  }

  @Override
  public boolean isProbabilistic() {
    return false;
  }

  /// The variance of the targets; of classes with frequencies f, Σ f(1 − f) over their number.
  @Override
  public double guessing(Targets targets, int[] rows) {
    return switch (targets) {
      case Targets.Classes classes ->
          ClassFrequencies.meanOverPositions(classes, rows, MeanSquaredError::variance);
      case Targets.Reals reals -> variance(reals, rows);
    };
  }

  private static double variance(double[] shares) {
    return Arrays.stream(shares).map(share -> share * (1 - share)).sum() / shares.length;
  }

  private static double variance(Targets.Reals reals, int[] rows) {
    int numbers = reals.perExample() * reals.width();
    double total = 0;
    for (int i = 0; i < numbers; i++) {
      double mean = 0;
      for (int row : rows) {
        mean += reals.values()[row * numbers + i] / rows.length;
      }
      for (int row : rows) {
        double d = reals.values()[row * numbers + i] - mean;
        total += d * d;
      }
    }
    return total / ((double) rows.length * numbers);
  }

  @Override
  public void score(double[] outputs, Targets targets, int row, RowScore into) {
    double distance =
        switch (targets) {
          case Targets.Classes classes -> SquaredDistance.toOneHot(outputs, classes.ids()[row], 1);
          case Targets.Reals reals ->
              SquaredDistance.to(reals.values(), row * reals.width(), outputs);
        };
    into.loss = distance / outputs.length;
    if (targets instanceof Targets.Classes) {
      into.brier = distance;
    }
  }
}
