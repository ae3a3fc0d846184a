package groklab.lab.model;

/// The function between two linear maps, element by element.
public enum Activation {
  RELU,
  GELU,
  GELU_TANH,
  SILU,
  TANH,
  SQUARE
}
