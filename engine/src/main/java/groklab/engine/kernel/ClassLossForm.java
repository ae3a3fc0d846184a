package groklab.engine.kernel;

/// Which loss of a row of outputs z with a class t among C is computed, and in which precision.
public record ClassLossForm(Kind kind, LossPrecision precision) {

  /// The losses.
  public enum Kind {
    /// `log Σ exp z_j − z_t`
    SOFTMAX,
    /// The same; the gradient of the target's output is its probability, rounded, less 1, as
    /// frameworks compute it. That of SOFTMAX is minus the sum of the others' probabilities, which
    /// keeps its digits when the probability rounds to 1
    SOFTMAX_LESS_ONE,
    /// The same; the gradient of the target's output is 0, and that of the others as in SOFTMAX:
    /// not the gradient of the loss
    SOFTMAX_MUTED,
    /// `log Σ s(z_j) − log s(z_t)` with `s(x) = x + 1` for `x ≥ 0`, else `1/(1 − x)`: StableMax of
    /// arXiv 2501.04697, which no sum absorbs
    STABLEMAX,
    /// `Σ_{j≠t} max(0, 1 − z_t + z_j)/C`: every other class by a margin of 1
    HINGE,
    /// `Σ_j (log(1 + exp z_j) − [j = t]·z_j)/C`: each class against the rest
    LOGISTIC
  }

  /// Whether it is one of those with a softmax.
  public boolean isSoftmax() {
    return kind == Kind.SOFTMAX || kind == Kind.SOFTMAX_LESS_ONE || kind == Kind.SOFTMAX_MUTED;
  }

  public static ClassLossForm softmax(LossPrecision precision) {
    return new ClassLossForm(Kind.SOFTMAX, precision);
  }
}
