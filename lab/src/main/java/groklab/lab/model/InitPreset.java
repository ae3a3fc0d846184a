package groklab.lab.model;

/// How initial parameters are drawn.
public enum InitPreset {
  /// Linear weight and bias U(±1/√fan_in), embedding N(0,1): the usual framework's default, also
  /// openai/grok's
  DEFAULT,
  /// N(0,1)/√width for everything but the unembedding, N(0,1)/√vocabulary there, biases 0
  NANDA,
  /// N(0, 2/fan_in), biases 0, embedding N(0,1)
  KAIMING,
  /// N(0, 1) everywhere, biases 0: where widths enter the forward pass and not the initial weights
  UNIT
}
