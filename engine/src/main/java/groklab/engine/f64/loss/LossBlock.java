package groklab.engine.f64.loss;

import groklab.engine.kernel.ClassLossForm;
import groklab.engine.kernel.LossPrecision;

/// A few rows of logits in double precision with their targets: what [LossRows] works on. Also room
/// for one row of outputs and its targets, for [SquaredErrorRows]. A worker has one and fills it in
/// again and again.
public final class LossBlock {
  /// Row r has its logits from `r·stride` on, see [LossRows#stride]. Overwritten by the results.
  public final double[] z;

  /// [LossRows#MOST] at most.
  public int rows;

  public int cols;

  /// The target of row r is `targets[first + r]`.
  public int[] targets = {};

  public int first;
  public ClassLossForm form = ClassLossForm.softmax(LossPrecision.FLOAT64);

  /// Of a squared error.
  public LossPrecision precision = LossPrecision.FLOAT64;

  /// @param widest columns at most
  public LossBlock(int widest) {
    z = new double[LossRows.scratch(widest)];
  }

  /// Takes over targets and form.
  public LossBlock with(int[] targetByRow, ClassLossForm computed) {
    targets = targetByRow;
    form = computed;
    return this;
  }

  /// Takes over the precision of a squared error.
  public LossBlock in(LossPrecision computedIn) {
    precision = computedIn;
    return this;
  }

  int target(int r) {
    return targets[first + r];
  }
}
