package groklab.lab.model;

/// What a parameter is for. Biases have a role of their own, wherever they stand.
public enum Role {
  /// a row for each token
  EMBEDDING,
  /// a row for each position
  POSITIONS,
  /// query, key, value or output matrix of an attention layer
  ATTENTION,
  /// matrix into or out of a hidden layer
  HIDDEN,
  /// matrix that says which experts answer
  ROUTER,
  /// gain or shift of a normalisation
  NORM,
  /// matrix that reads the classes out
  READOUT,
  /// added to what a matrix gives
  BIAS
}
