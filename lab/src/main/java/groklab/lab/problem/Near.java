package groklab.lab.problem;

/// Right is an output whose mean squared error is below a tolerance; the margin is what is left of
/// it. Answers have no numbers.
///
/// @param tolerance θ, above 0, in squares of the unit of the targets
public record Near(double tolerance) implements Scoring {
  /// @throws IllegalArgumentException if the targets are classes
  @Override
  public void score(double[] outputs, Targets targets, int row, RowScore into) {
    if (!(targets instanceof Targets.Reals reals)) {
      throw new IllegalArgumentException("only numbers can be near to numbers");
    }
    double squares = 0;
    for (int i = 0; i < outputs.length; i++) {
      double miss = outputs[i] - reals.values()[row * outputs.length + i];
      squares += miss * miss;
    }
    into.margin = tolerance - squares / outputs.length;
    into.answer = -1;
    into.right = into.margin > 0;
  }
}
