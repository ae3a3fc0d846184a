package groklab.engine.kernel;

/// Elementwise functions of one argument that have a kernel of their own.
///
/// `exp`, `log`, `tanh` and `erf` are Groklab's own polynomials (see `FloatMath`, `DoubleMath`), so
/// that their bits do not depend on the machine; everything else is built from IEEE operations in
/// the order given here.
public enum UnaryKind {
  /// `-x`
  NEGATE,
  /// `max(x, 0)`; `0` for NaN-free negative input, NaN stays NaN
  RELU,
  /// `1` where `x > 0`, else `0`: the derivative of [#RELU], taken as 0 at 0
  STEP,
  /// `|x|`
  ABS,
  /// `-1`, `0` or `1`: the derivative of [#ABS]
  SIGN,
  /// `x·x`
  SQUARE,
  /// `√x`
  SQRT,
  /// `1/x`
  RECIPROCAL,
  /// `eˣ`
  EXP,
  /// natural logarithm
  LOG,
  /// hyperbolic tangent
  TANH,
  /// `1/(1+e⁻ˣ)`
  SIGMOID,
  /// the error function
  ERF,
  /// exact GELU, `x·Φ(x)` with `Φ(x) = (1 + erf(x/√2))/2`
  GELU,
  /// derivative of [#GELU]: `Φ(x) + x·φ(x)`
  GELU_SLOPE,
  /// GELU in its tanh form, `x/2·(1 + tanh(√(2/π)(x + 0.044715x³)))`
  GELU_TANH,
  /// derivative of [#GELU_TANH]
  GELU_TANH_SLOPE,
  /// SiLU, `x·sigmoid(x)`
  SILU,
  /// derivative of [#SILU]
  SILU_SLOPE
}
