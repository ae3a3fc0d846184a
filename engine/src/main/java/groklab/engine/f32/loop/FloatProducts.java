package groklab.engine.f32.loop;

/// Matrix products and their packed operands. Each element of a result is one chain of fused
/// multiply-adds in depth order.
public interface FloatProducts {

  /// Length of the scratch array of the products: one for each worker, reused, contents without
  /// meaning.
  int scratchLength();

  /// Room for a left operand of a contraction, zero when made.
  FloatPack left(int depth, int cols);

  /// Room for a right operand, zero when made.
  FloatPack right(int depth, int cols);

  /// Packs the rows of `a` as depths `fromDepth` and following of the left operand A of a
  /// [#contraction].
  void packLeft(FloatPack packed, int fromDepth, FloatMatrix a);

  /// Packs a block of a right operand B whose first element is B(fromDepth, fromCol). Rows of `b`
  /// are depths, or columns of B if `transposed`. fromCol is a multiple of
  /// [groklab.engine.kernel.Tiles#COLS].
  void packRight(FloatPack packed, int fromDepth, int fromCol, FloatMatrix b, boolean transposed);

  /// C = S + A·B. S may be C; a stride of 0 gives all rows of C the same start.
  void product(FloatMatrix c, FloatMatrix start, FloatMatrix a, FloatPack b, float[] scratch);

  /// A block of Aᵀ·B: its rows belong to the columns of A from `leftCol` on, a multiple of
  /// [groklab.engine.kernel.Tiles#ROWS], its columns to those of B from `rightCol` on, a multiple
  /// of [groklab.engine.kernel.Tiles#COLS]. Chains start from 0.
  void contraction(
      FloatMatrix c, FloatPack left, int leftCol, FloatPack right, int rightCol, float[] scratch);

  /// The same block, written transposed: the rows of `c` belong to columns of B. It has at most
  /// [groklab.engine.kernel.Tiles#MOST_TRANSPOSED] rows and columns.
  void contractionTransposed(
      FloatMatrix c, FloatPack left, int leftCol, FloatPack right, int rightCol, float[] scratch);
}
