package groklab.lab.measure.function;

import groklab.lab.linear.Matrix;
import java.util.function.Function;

/// The network's outputs f on a set of examples as a function of all weights, in float64; weights
/// as in [groklab.lab.measure.function.LossFunction], outputs `[examples · scored positions,
/// classes]` in a fresh matrix.
public interface OutputFunction extends Function<double[], Matrix> {

  /// J(weights)·direction, how fast the outputs change in a direction of weight space: the exact
  /// derivative, by differentiating ⟨∇_w⟨f, u⟩, direction⟩ with respect to u. About three times the
  /// cost of [#apply].
  Matrix slope(double[] weights, double[] direction);
}
