package groklab.engine.kernel;

/// The sizes that kernels and plans share: a plan cuts work where tiles end, so that no tile is
/// computed in two pieces. Elements are those of either number type.
public final class Tiles {
  /// Logical lanes of a row reduction, part of the same-bits contract.
  public static final int LANES = 16;

  /// Elements of the longest vector. Matrices start at multiples of it.
  public static final int VECTOR = 16;

  /// Rows of the largest tile of a product.
  public static final int ROWS = 12;

  /// Rows of the smallest tile.
  public static final int FEW_ROWS = 4;

  /// Columns of the widest panel of a packed right operand.
  public static final int COLS = 2 * VECTOR;

  /// Rows and columns of a contraction that is computed transposed, at most. The columns of such a
  /// result are never cut.
  public static final int MOST_TRANSPOSED = 128;

  private Tiles() {}

  /// `n` elements rounded up to whole vectors.
  public static int wholeVectors(int n) {
    return Math.addExact(n, VECTOR - 1) / VECTOR * VECTOR;
  }
}
