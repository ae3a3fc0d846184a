package groklab.lab.model;

/// Which normalisation: LayerNorm with gain and bias, or RMSNorm with a gain.
public enum NormKind {
  LAYER,
  RMS
}
