package groklab.engine.graph;

import groklab.engine.kernel.BinaryKind;
import groklab.engine.kernel.Broadcast;
import groklab.engine.kernel.ClassLossForm;
import groklab.engine.kernel.LossPrecision;
import groklab.engine.kernel.Noise;
import groklab.engine.kernel.UnaryKind;

/// The primitives. Every value is a dense matrix; the shape rule of each stands here, its gradient
/// in [Gradients], its kernels in `groklab.engine.f32.FloatKernels`.
public sealed interface Op {

  // --- leaves ------------------------------------------------------------------------------------

  /// A named trainable matrix.
  record Parameter(String name) implements Op {}

  /// What a session's slot holds beside the parameters' values when the plan begins: gradients, the
  /// state of an update. Not differentiated.
  record Held(Slot.Part part) implements Op {}

  /// Random numbers, a function of the run's seed, the stream's name, the step and the element.
  record Random(String stream, Noise noise) implements Op {}

  /// A named matrix set from outside before each run of the plan.
  record Input(String name) implements Op {}

  /// A matrix whose entries are all `value`.
  record Constant(double value) implements Op {}

  /// A constant matrix.
  record Literal(Doubles values) implements Op {}

  /// `[index.length, classes]`: 1 at the row's class, else 0.
  record OneHot(Index target) implements Op {}

  // --- elementwise -------------------------------------------------------------------------------

  /// `[r, c] -> [r, c]`
  record Unary(UnaryKind kind) implements Op {}

  /// `scale·x + shift`, `[r, c] -> [r, c]`
  record Affine(double scale, double shift) implements Op {}

  /// `[r, c], broadcast b -> [r, c]`
  record Binary(BinaryKind kind, Broadcast broadcast) implements Op {}

  /// Inverted dropout: entries are kept with probability `keep` and divided by it, else 0. The mask
  /// is a function of the run's seed, the stream's name, the step and the element, so the gradient
  /// applies the same mask.
  record Dropout(String stream, double keep) implements Op {}

  // --- products and reductions -------------------------------------------------------------------

  /// op(A)·op(B), op = transpose where the flag is set; not both (AᵀBᵀ is (BA)ᵀ)
  record MatMul(boolean transposeA, boolean transposeB) implements Op {
    public MatMul {
      if (transposeA && transposeB) {
        throw new IllegalArgumentException(
            "a product with both operands transposed: compute B·A instead");
      }
    }
  }

  /// Sum over the axis: ROWS `[r, c] -> [1, c]`, COLUMNS `[r, c] -> [r, 1]`, ALL `-> [1, 1]`
  record Sum(Axis axis) implements Op {}

  /// Replaces each entry by the sum of its group of `width` neighbouring columns,
  /// `[r, c] -> [r, c]`
  record GroupSum(int width) implements Op {}

  /// Each row, read as a matrix of `width` columns, transposed: entry (i, j) of a row's groups
  /// becomes (j, i), `[r, c] -> [r, c]`
  record SwapGroups(int width) implements Op {}

  /// What a sum runs over.
  enum Axis {
    ROWS,
    COLUMNS,
    ALL
  }

  // --- fused, with a meaning in simpler operations -----------------------------------------------

  /// Softmax in each group of `width` columns; row r uses the first `allowed[r mod allowed.size]`
  /// entries of a group.
  record Softmax(int width, Ints allowed) implements Op {}

  /// (y, g) -> y ⊙ (g − groupSum(y ⊙ g))
  record SoftmaxBackward(int width) implements Op {}

  /// outputs `[r, c] -> [r, 1]`: the loss of the row's class
  record ClassLoss(Index target, ClassLossForm form) implements Op {}

  /// (outputs `[r, c]`, g `[r, 1]`) -> g ⊙ the gradient of [ClassLoss], `[r, c]`
  record ClassLossGradient(Index target, ClassLossForm form) implements Op {}

  /// (z `[r, c]`, t `[r, c]`) -> mean of (z − t)² over the columns, `[r, 1]`
  record SquaredError(LossPrecision precision) implements Op {}

  /// (z `[r, c]`, t `[r, c]`, g `[r, 1]`) -> g ⊙ 2·(z − t)/c, `[r, c]`
  record SquaredErrorGradient(LossPrecision precision) implements Op {}

  /// Rows to mean 0 (if `center`) and mean square 1: LayerNorm / RMSNorm without gain and bias
  record Normalize(double epsilon, boolean center) implements Op {}

  /// (x, g) -> gradient of [Normalize] at x applied to g
  record NormalizeBackward(double epsilon, boolean center) implements Op {}

  // --- rows --------------------------------------------------------------------------------------

  /// table `[n, c] -> [index.length, c]`
  record Gather(Index index) implements Op {}

  /// `[index.length, c] -> [rows, c]`: row t is the sum of the rows whose index is t, in order
  record Scatter(Index index, int rows) implements Op {}

  /// The same numbers in row-major order under another shape
  record Reshape() implements Op {}

  // --- columns -----------------------------------------------------------------------------------

  /// Columns [from, from + count) of x: `[r, c] -> [r, count]`
  record Columns(int from, int count) implements Op {}

  /// Matrices of equal numbers of rows side by side
  record Join() implements Op {}

  /// 1 for the `count` largest entries of each row (of equal ones, those further left), else 0;
  /// `[r, c] -> [r, c]`. Its derivative is 0.
  record TopMask(int count) implements Op {}

  // --- attention (columns as for heads side by side; see [Attention] for summed ones) ------------

  /// (q `[E·Q, H·D]`, k `[E·T, H·D]`) -> s `[E·Q, H·T]`, s = q·k per head
  record AttentionScores(Attention shape) implements Op {}

  /// (a `[E·Q, H·T]`, v `[E·T, H·D]`) -> z `[E·Q, H·D]`, z = Σ_t a·v per head
  record AttentionMix(Attention shape) implements Op {}

  /// (a `[E·Q, H·T]`, x `[E·Q, H·D]`) -> z `[E·T, H·D]`, z = Σ_q a·x per head
  record AttentionMixTransposed(Attention shape) implements Op {}
}
