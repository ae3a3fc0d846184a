package groklab.engine.f32;

import groklab.engine.f64.LossRows;
import groklab.engine.graph.Attention;
import groklab.engine.kernel.BinaryKind;
import groklab.engine.kernel.Broadcast;
import groklab.engine.kernel.LossPrecision;
import groklab.engine.kernel.UnaryKind;
import groklab.engine.plan.Instruction;
import org.jspecify.annotations.Nullable;

/// Every numeric kernel of the engine, in single precision.
///
/// Two implementations with the same method list and, for every input, the same bits:
/// [PlainFloatKernels] (plain Java, the reference, kept for ever) and [SimdFloatKernels] (Java
/// Vector API). The double-precision package `groklab.engine.f64` is this package with the words
/// exchanged at build time.
///
/// **Conventions.** Matrices are dense and row-major; a matrix argument is an array and the offset
/// of its first element; the row stride equals the number of columns unless a `stride` is given.
/// Argument order: outputs, inputs, sizes. Kernels are single-threaded, allocate nothing and keep
/// no state: the executor hands each worker its own rows, columns or tiles. An output may be the
/// same array region as an input of the same shape for elementwise kernels (in-place), never
/// otherwise.
///
/// **Order of reductions** (part of the same-bits contract):
/// - a *product* element is one chain of fused multiply-adds in depth order, starting from the
///   value already in C;
/// - a *row reduction* of n numbers has 16 logical lanes: lane l adds elements l, l+16, l+32, ...
///   in order starting from the neutral element; the lanes are then folded by the fixed tree (l,
///   l+8), (l, l+4), (l, l+2), (l, l+1);
/// - a *column reduction* adds the rows in order.
public sealed interface FloatKernels permits FloatKernelFacade {

  /// The fastest kernels of this machine, or those that the system property `groklab.kernels`
  /// (`plain` or `simd`) names.
  ///
  /// @throws IllegalArgumentException for another value of the property
  /// @throws IllegalStateException if `simd` is demanded and absent
  static FloatKernels preferred() {
    return FloatKernelChoice.preferred();
  }

  /// Number of logical lanes of a row reduction.
  int LANES = 16;

  /// Rows of a [#contraction]'s result may be cut at multiples of this.
  int PACK_ROWS = 12;

  /// Columns of a packed right operand may be cut at multiples of this.
  int PACK_COLS = 32;

  /// Rows and columns of a [#contractionTransposed] at most.
  int MOST_TRANSPOSED = Instruction.RowContraction.MOST_TRANSPOSED;

  /// Short name for diagnostics and provenance, e.g. `plain` or `simd-512`.
  String name();

  // --- elementwise -------------------------------------------------------------------------------

  /// y[i] = op(x[i])
  void unary(UnaryKind op, float[] y, int yo, float[] x, int xo, int n);

  /// y[i] = x[i] · (g[i] > 0 ? 1 : 0)
  void gate(float[] y, int yo, float[] x, int xo, float[] g, int go, int n);

  /// y[i] = fma(x[i], scale, shift)
  void affine(float[] y, int yo, float[] x, int xo, int n, float scale, float shift);

  /// y[r,c] = op(a[r,c], b[..]) with b read as `broadcast` says; `bo` is the offset of the element
  /// of b that belongs to row 0 of this call.
  void binary(
      BinaryKind op,
      Broadcast broadcast,
      float[] y,
      int yo,
      float[] a,
      int ao,
      float[] b,
      int bo,
      int rows,
      int cols);

  /// y[i] = x[i]·keepScale where the counter-based random word of element `firstElement + i` under
  /// `key` is below the keep threshold, else 0; see `groklab.engine.random.Counter#uniform`.
  void dropout(
      float[] y,
      int yo,
      float[] x,
      int xo,
      int n,
      long key,
      long firstElement,
      double keepProbability);

  // --- reductions --------------------------------------------------------------------------------

  /// y[r] = Σ_c x[r,c] (row reduction)
  void rowSums(float[] y, int yo, float[] x, int xo, int rows, int cols);

  /// y[c] = Σ_r x[r,c] for c < cols (column reduction); rows of x are `stride` apart
  void columnSums(float[] y, int yo, float[] x, int xo, int rows, int cols, int stride);

  /// Each row is `groups` groups of `width`; y[r,g,t] = Σ_t' x[r,g,t'] for every t (row reduction
  /// per group)
  void groupSums(float[] y, int yo, float[] x, int xo, int rows, int groups, int width);

  // --- softmax and loss --------------------------------------------------------------------------

  /// Softmax within each group of `width`. Row r (of this call) may use only the first
  /// `allowed[(firstRow + r) % allowed.length]` entries of each group (at least 1); the others get
  /// probability 0.
  void softmax(
      float[] y,
      int yo,
      float[] x,
      int xo,
      int rows,
      int groups,
      int width,
      int[] allowed,
      int firstRow);

  /// dx = y ⊙ (g − groupSum(y ⊙ g)): the softmax Jacobian applied to g, y being the softmax
  void softmaxBackward(
      float[] dx, int dxo, float[] y, int yo, float[] g, int go, int rows, int groups, int width);

  /// Length of the scratch array of the cross-entropy kernels for rows of `cols` (one per worker,
  /// reused, contents without meaning).
  default int lossScratch(int cols) {
    return LossRows.scratch(cols);
  }

  /// loss[r] = −log softmax(x[r,:])[target[r]], computed in `precision` (natural logarithm); see
  /// [LossRows]
  void crossEntropy(
      float[] loss,
      int lo,
      float[] x,
      int xo,
      int[] target,
      int to,
      int rows,
      int cols,
      LossPrecision precision,
      double[] scratch);

  /// dx[r,:] = g[r]·(softmax(x[r,:]) − onehot(target[r])): the bracket in `precision`, the product
  /// in double precision, rounded once to float at the end. The target's entry is computed as
  /// −Σ_{others} p, so that it does not vanish by cancellation before it must.
  void crossEntropyGradient(
      float[] dx,
      int dxo,
      float[] x,
      int xo,
      int[] target,
      int to,
      float[] g,
      int go,
      int rows,
      int cols,
      LossPrecision precision,
      double[] scratch);

  /// [#crossEntropy] and [#crossEntropyGradient] with the exponentials computed once.
  void crossEntropyBoth(
      float[] loss,
      int lo,
      float[] dx,
      int dxo,
      float[] x,
      int xo,
      int[] target,
      int to,
      float[] g,
      int go,
      int rows,
      int cols,
      LossPrecision precision,
      double[] scratch);

  // --- normalisation -----------------------------------------------------------------------------

  /// `center`: y = (x − mean)/√(var + eps) per row, population variance (LayerNorm without gain and
  /// bias); otherwise y = x/√(mean(x²) + eps) (RMSNorm without gain).
  void normalizeRows(
      float[] y, int yo, float[] x, int xo, int rows, int cols, float eps, boolean center);

  /// The gradient of [#normalizeRows]: with r = 1/√(..+eps), dx = r·(g − mean(g) − y·mean(g⊙y)) if
  /// `center`, else dx = r·(g − y·mean(g⊙y)); mean and r are computed again from x.
  void normalizeRowsBackward(
      float[] dx,
      int dxo,
      float[] x,
      int xo,
      float[] g,
      int go,
      int rows,
      int cols,
      float eps,
      boolean center);

  // --- rows by index -----------------------------------------------------------------------------

  /// y[r,:] = table[index[io + r],:]
  void gatherRows(
      float[] y, int yo, float[] table, int to, int[] index, int io, int rows, int cols);

  /// table[t,c] = Σ_j x[order[j],c] over j in [starts[t], starts[t+1]) in that order (0 if empty),
  /// for table rows t in [fromRow, toRow) and `cols` columns; rows of both x and the table are
  /// `stride` apart. `to` and `xo` are the offsets of row 0 of each (plus the first column of this
  /// call).
  void scatterAddRows(
      float[] table,
      int to,
      float[] x,
      int xo,
      int[] starts,
      int[] order,
      int fromRow,
      int toRow,
      int cols,
      int stride);

  /// y[r, j·(cols/width) + i] = x[r, i·width + j] for i < cols/width and j < width
  void swapGroups(float[] y, int yo, float[] x, int xo, int rows, int cols, int width);

  /// y[r,c] = 1 where c == target[to + r], else 0
  void oneHot(float[] y, int yo, int[] target, int to, int rows, int cols);

  // --- attention ---------------------------------------------------------------------------------
  // Letters: E examples, Q queries and T keys per example, H heads, D width of a head.
  // `examples` are computed, the other sizes are those of the shape. Rows of q, x, z: (e,i),
  // i < Q, H·D columns, or D columns for all heads where these are summed. Rows of k, v: (e,t),
  // t < T, H·D columns; with an index, row (e,t) is row kIndex[kio + e·T + t] of k (rows of q
  // likewise by qIndex). Weights and scores: row (e,i), H·T columns (h,t).

  /// s[(e,i),(h,t)] = Σ_d q[(e,i),h,d]·k[(e,t),h,d], a row reduction whose lanes are chains of
  /// fused multiply-adds
  void attentionScores(
      float[] s,
      int so,
      float[] q,
      int qo,
      int @Nullable [] qIndex,
      int qio,
      float[] k,
      int ko,
      int @Nullable [] kIndex,
      int kio,
      int examples,
      Attention shape);

  /// z[(e,i),h,d] = Σ_t a[(e,i),(h,t)]·v[(e,t),h,d], one chain of fused multiply-adds in t order
  /// from 0
  void attentionMix(
      float[] z,
      int zo,
      float[] a,
      int ao,
      float[] v,
      int vo,
      int @Nullable [] vIndex,
      int vio,
      int examples,
      Attention shape);

  /// z[(e,t),h,d] = Σ_i a[(e,i),(h,t)]·x[(e,i),h,d], one chain of fused multiply-adds in i order
  /// from 0
  void attentionMixTransposed(
      float[] z,
      int zo,
      float[] a,
      int ao,
      float[] x,
      int xo,
      int @Nullable [] xIndex,
      int xio,
      int examples,
      Attention shape);

  /// table[r,h,d] = Σ_(e,t) Σ_i a[(e,i),(h,t)]·x[(e,i),h,d] over the pairs e·T + t in
  /// order[starts[r] .. starts[r+1]), one chain of fused multiply-adds in that order from 0: rows
  /// of a transposed mixture added up by table row, without being made. Rows [fromRow, toRow) of
  /// the table and d in [from, end) of each head.
  void attentionScatter(
      float[] table,
      int to,
      float[] a,
      int ao,
      float[] x,
      int xo,
      int[] starts,
      int[] order,
      int fromRow,
      int toRow,
      int from,
      int end,
      Attention shape);

  // --- products ----------------------------------------------------------------------------------

  /// Length of the scratch array of the products (one per worker, reused, contents without
  /// meaning).
  int productScratch();

  /// Length of a right operand of `depth` x `cols`, packed.
  int packedRightLength(int depth, int cols);

  /// Length of a left operand of `depth` x `cols`, packed.
  int packedLeftLength(int depth, int cols);

  /// Packs depths [fromDepth, toDepth) of columns [fromCol, toCol) of a right operand B of a
  /// product; element (k,j) is b[bo + k·depthStride + j·colStride].
  /// fromCol is a multiple of [#PACK_COLS]. Where an element lies in `packed` is the kernels' own
  /// affair; `packed` is zero when made.
  void packRight(
      float[] packed,
      float[] b,
      int bo,
      int depthStride,
      int colStride,
      int depth,
      int cols,
      int fromDepth,
      int toDepth,
      int fromCol,
      int toCol);

  /// Packs depths [fromDepth, toDepth) of the left operand A of a [#contraction]; element (k,i) is
  /// a[ao + (k − fromDepth)·aStride + i], i < cols.
  void packLeft(
      float[] packed,
      float[] a,
      int ao,
      int aStride,
      int depth,
      int cols,
      int fromDepth,
      int toDepth);

  /// C = S + A·B with B packed by [#packRight]. A(i,k) at a[ao + i·aStride + k]; C(i,j) at
  /// c[co + i·cStride + j]; S(i,j) at start[so + i·sStride + j], where sStride may be 0 and S may
  /// be C. Each element of C is one chain of fused multiply-adds in k order that starts from S.
  void product(
      float[] c,
      int co,
      int cStride,
      float[] start,
      int so,
      int sStride,
      float[] a,
      int ao,
      int aStride,
      float[] packed,
      int rows,
      int cols,
      int depth,
      float[] scratch);

  /// Rows [row, row + rows) and columns [col, col + cols) of C = Aᵀ·B with A packed by [#packLeft]
  /// and B by [#packRight]; C(i,j) at c[co + i·cStride + j] for all i and j. row is a multiple of
  /// [#PACK_ROWS], col of [#PACK_COLS]. Chains as in [#product], from 0.
  void contraction(
      float[] c,
      int co,
      int cStride,
      float[] left,
      float[] right,
      int row,
      int rows,
      int col,
      int cols,
      int depth,
      float[] scratch);

  /// [#contraction], with C(i,j) at c[co + j·cStride + i]; rows and cols are at most
  /// [#MOST_TRANSPOSED].
  void contractionTransposed(
      float[] c,
      int co,
      int cStride,
      float[] left,
      float[] right,
      int row,
      int rows,
      int col,
      int cols,
      int depth,
      float[] scratch);

  // --- optimisers --------------------------------------------------------------------------------

  /// One Adam or AdamW update of n weights w with gradients g and moments m, v (all updated in
  /// place):
  ///
  /// ```
  /// g' = g + coupledDecay·(w − anchor)             anchor = origin, or w₀ when `anchor` is given
  /// w  = w − decoupledDecay·(w − anchor)           decoupledDecay = learningRate·weightDecay
  /// m  = fma(beta1, m, (1 − beta1)·g');  v = fma(beta2, v, (1 − beta2)·g'·g')
  /// w  = w − stepSize·m / (√v·inverseRootCorrection2 + epsilon)
  /// ```
  ///
  /// with stepSize = learningRate/(1 − beta1ᵗ) and inverseRootCorrection2 = 1/√(1 − beta2ᵗ); a
  /// decay of 0 changes nothing as long as w is finite. Products and sums are rounded one by one
  /// except where fma is written.
  void adam(
      float[] w,
      int wo,
      float[] m,
      int mo,
      float[] v,
      int vo,
      float[] g,
      int go,
      float @Nullable [] anchor,
      int anchorOffset,
      int n,
      float coupledDecay,
      float decoupledDecay,
      float beta1,
      float beta2,
      float stepSize,
      float inverseRootCorrection2,
      float epsilon);

  /// One step of gradient descent with optional momentum; decay as in [#adam]:
  ///
  /// ```
  /// u = fma(momentum, u, g');  w = w − learningRate·u
  /// (momentum 0: u is not touched, w = w − learningRate·g')
  /// ```
  void sgd(
      float[] w,
      int wo,
      float[] u,
      int uo,
      float[] g,
      int go,
      float @Nullable [] anchor,
      int anchorOffset,
      int n,
      float coupledDecay,
      float decoupledDecay,
      float momentum,
      float learningRate);
}
