package groklab.lab.measure.function;

/// The network with one of its activations edited, on the examples that the probe evaluates.
public interface Intervention {
  /// Rows of an edit: positions of an example that the activation has, or tokens.
  int rows();

  /// Columns of an edit: units of the activation.
  int units();

  /// What the network says when the activation is x·scale + shift, entry by entry.
  ///
  /// @param scale `[rows, units]`
  /// @param shift `[rows, units]`
  /// @return for the same rows as [groklab.lab.measure.ProbeData#scores]; overwritten by the next
  ///     pass
  Scores scaled(double[] scale, double[] shift);

  /// What the network says when each token's embedding gets something added.
  ///
  /// @param shift `[vocabulary, units]`
  /// @return as of [#scaled]
  Scores shifted(double[] shift);
}
