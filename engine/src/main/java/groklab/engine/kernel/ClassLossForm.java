package groklab.engine.kernel;

/// Which loss of a row of outputs z with a class t among C is computed, and in which precision.
public record ClassLossForm(Kind kind, LossPrecision precision) {

  /// The losses.
  public enum Kind {
    /// `log Σ exp z_j − z_t`
    SOFTMAX,
    /// `log Σ s(z_j) − log s(z_t)` with `s(x) = x + 1` for `x ≥ 0`, else `1/(1 − x)`: StableMax of
    /// arXiv 2501.04697, which no sum absorbs
    STABLEMAX,
    /// `Σ_{j≠t} max(0, 1 − z_t + z_j)/C`: every other class by a margin of 1
    HINGE,
    /// `Σ_j (log(1 + exp z_j) − [j = t]·z_j)/C`: each class against the rest
    LOGISTIC
  }

  public static ClassLossForm softmax(LossPrecision precision) {
    return new ClassLossForm(Kind.SOFTMAX, precision);
  }
}
