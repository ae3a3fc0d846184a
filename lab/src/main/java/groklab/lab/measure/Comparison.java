package groklab.lab.measure;

/// A measure that compares the weights of a step with those of another step of the same run, so
/// that the weights of one step do not determine it. It is taken of stored checkpoints and never
/// while a run trains: what is recorded live stays a function of the weights, see [Measure].
///
/// It is two functions: what to keep of the other step, and what to say of a step when that is
/// known.
///
/// @param <T> what it keeps of the other step; copies, because all that a probe hands out is filled
///     again at the next
public non-sealed interface Comparison<T> extends AnyMeasure {

  /// The other step.
  enum With {
    /// the checkpoint before; the first of a run has none, and nothing is recorded of it
    PREVIOUS,
    /// the last checkpoint of the run, which is compared with itself too
    LAST
  }

  With with();

  /// What to keep of the other step.
  ///
  /// @param data valid during this call only
  T note(ProbeData data);

  /// The comparison at a step.
  ///
  /// @param other what was kept of the other step
  /// @param steps how far apart the two are, at least 0
  /// @param data valid during this call only
  void take(T other, long steps, ProbeData data, Values into);
}
