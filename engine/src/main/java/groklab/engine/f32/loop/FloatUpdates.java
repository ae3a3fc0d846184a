package groklab.engine.f32.loop;

/// The updates of the optimisers, on the parameters [from, from + n).
public interface FloatUpdates {

  /// One Adam or AdamW update of weights w with gradients g and moments m, v (all updated in
  /// place):
  ///
  /// ```
  /// g' = g + coupledDecay·(w − anchor)             anchor = origin or w₀
  /// w  = w − decoupledDecay·(w − anchor)           decoupledDecay = learningRate·weightDecay
  /// m  = fma(beta1, m, (1 − beta1)·g');  v = fma(beta2, v, (1 − beta2)·g'·g')
  /// w  = w − stepSize·m / (√v·inverseRootCorrection2 + epsilon)
  /// ```
  ///
  /// with stepSize = learningRate/(1 − beta1ᵗ) and inverseRootCorrection2 = 1/√(1 − beta2ᵗ); a
  /// decay of 0 changes nothing as long as w is finite. Products and sums are rounded one by one
  /// except where fma is written.
  void adam(FloatAdam u, int from, int n);

  /// One step of gradient descent with optional momentum; decay as in [#adam]:
  ///
  /// ```
  /// u = fma(momentum, u, g');  w = w − learningRate·u
  /// (momentum 0: u is not touched, w = w − learningRate·g')
  /// ```
  void descent(FloatDescent u, int from, int n);
}
