package groklab.engine.kernel;

/// The precision in which a loss is computed, whatever the precision of weights and activations:
/// softmax and its logarithm in the cross-entropy, differences, squares and their sum in the
/// squared error. Softmax collapse and slingshots are effects of this choice (arXiv 2501.04697,
/// 2605.06152), where the gradient of the right class is computed as p − 1:
/// [ClassLossForm.Kind#SOFTMAX_LESS_ONE].
public enum LossPrecision {
  /// every intermediate rounded to IEEE binary16 (nearest, ties to even)
  FLOAT16,
  /// every intermediate rounded to bfloat16 (nearest, ties to even)
  BFLOAT16,
  /// IEEE binary32
  FLOAT32,
  /// IEEE binary64
  FLOAT64
}
