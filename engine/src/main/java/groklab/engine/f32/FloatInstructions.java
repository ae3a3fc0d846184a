package groklab.engine.f32;

import groklab.engine.graph.Attention;
import groklab.engine.plan.Instruction;
import groklab.engine.plan.Value;

/// Calls the kernel of each instruction on one block of its work.
final class FloatInstructions {
  private final FloatOperands at;
  private final FloatKernels k;

  FloatInstructions(FloatOperands operands, FloatKernels kernels) {
    this.at = operands;
    this.k = kernels;
  }

  /// Units [from, to) of `units` of a local instruction.
  void runUnits(Instruction instruction, int units, int from, int to, int worker) {
    Value out = instruction.out();
    int cols = out.cols();
    int perUnit = out.rows() / units;
    int row = from * perUnit;
    int rows = (to - from) * perUnit;
    int n = rows * cols;
    float[] y = at.array(out, worker);
    int yo = at.start(out, units, from);
    switch (instruction) {
      case Instruction.Unary(var o, Value x, var kind) ->
          k.unary(kind, y, yo, at.array(x, worker), at.start(x, units, from), n);
      case Instruction.Affine(var o, Value x, double scale, double shift) ->
          k.affine(
              y,
              yo,
              at.array(x, worker),
              at.start(x, units, from),
              n,
              (float) scale,
              (float) shift);
      case Instruction.Binary b -> binary(b, y, yo, rows, cols, units, from, worker);
      case Instruction.Gate(var o, Value x, Value gate) ->
          k.gate(
              y,
              yo,
              at.array(x, worker),
              at.start(x, units, from),
              at.array(gate, worker),
              at.start(gate, units, from),
              n);
      case Instruction.Dropout(var o, Value x, String stream, double keep) ->
          k.dropout(
              y,
              yo,
              at.array(x, worker),
              at.start(x, units, from),
              n,
              at.dropoutKey(stream),
              (long) row * cols,
              keep);
      case Instruction.Copy(var o, Value x) ->
          System.arraycopy(at.array(x, worker), at.start(x, units, from), y, yo, n);
      case Instruction.RowSum(var o, Value x) ->
          k.rowSums(y, yo, at.array(x, worker), at.start(x, units, from), rows, x.cols());
      case Instruction.SwapGroups(var o, Value x, int width) ->
          k.swapGroups(y, yo, at.array(x, worker), at.start(x, units, from), rows, cols, width);
      case Instruction.GroupSum(var o, Value x, int width) ->
          k.groupSums(
              y, yo, at.array(x, worker), at.start(x, units, from), rows, cols / width, width);
      case Instruction.Softmax(var o, Value x, int width, int allowed) ->
          k.softmax(
              y,
              yo,
              at.array(x, worker),
              at.start(x, units, from),
              rows,
              cols / width,
              width,
              at.indexes[allowed].rows(),
              row);
      case Instruction.SoftmaxBackward(var o, Value s, Value g, int width) ->
          k.softmaxBackward(
              y,
              yo,
              at.array(s, worker),
              at.start(s, units, from),
              at.array(g, worker),
              at.start(g, units, from),
              rows,
              cols / width,
              width);
      case Instruction.CrossEntropy(var o, Value x, int target, var precision) ->
          k.crossEntropy(
              y,
              yo,
              at.array(x, worker),
              at.start(x, units, from),
              at.indexes[target].rows(),
              row,
              rows,
              x.cols(),
              precision,
              at.lossScratch[worker]);
      case Instruction.CrossEntropyGradient(var o, Value x, Value g, int target, var precision) ->
          k.crossEntropyGradient(
              y,
              yo,
              at.array(x, worker),
              at.start(x, units, from),
              at.indexes[target].rows(),
              row,
              at.array(g, worker),
              at.start(g, units, from),
              rows,
              cols,
              precision,
              at.lossScratch[worker]);
      case Instruction.CrossEntropyBoth(
              var o,
              Value loss,
              Value x,
              Value g,
              int target,
              var precision) ->
          k.crossEntropyBoth(
              at.array(loss, worker),
              at.start(loss, units, from),
              y,
              yo,
              at.array(x, worker),
              at.start(x, units, from),
              at.indexes[target].rows(),
              row,
              at.array(g, worker),
              at.start(g, units, from),
              rows,
              cols,
              precision,
              at.lossScratch[worker]);
      case Instruction.Normalize(var o, Value x, double epsilon, boolean center) ->
          k.normalizeRows(
              y,
              yo,
              at.array(x, worker),
              at.start(x, units, from),
              rows,
              cols,
              (float) epsilon,
              center);
      case Instruction.NormalizeBackward(var o, Value x, Value g, double epsilon, boolean center) ->
          k.normalizeRowsBackward(
              y,
              yo,
              at.array(x, worker),
              at.start(x, units, from),
              at.array(g, worker),
              at.start(g, units, from),
              rows,
              cols,
              (float) epsilon,
              center);
      case Instruction.Gather(var o, Value table, int index) ->
          k.gatherRows(
              y,
              yo,
              at.array(table, worker),
              at.start(table),
              at.indexes[index].rows(),
              row,
              rows,
              cols);
      case Instruction.Scatter(var o, Value x, int sums) ->
          k.scatterAddRows(
              y,
              yo - row * cols,
              at.array(x, worker),
              at.start(x),
              at.rowSums[sums].starts(),
              at.rowSums[sums].order(),
              row,
              row + rows,
              cols,
              cols);
      case Instruction.OneHot(var o, int target) ->
          k.oneHot(y, yo, at.indexes[target].rows(), row, rows, cols);
      case Instruction.AttentionProduct a -> attention(a, y, yo, units, from, to, worker);
      case Instruction.Product p -> product(p, y, yo, rows, units, from, worker);
      case Instruction.PackRows p -> packRows(p, y, row, rows, units, from, worker);
      case Instruction.ColumnSum s -> throw notLocal(s);
      case Instruction.TotalSum s -> throw notLocal(s);
      case Instruction.Pack p -> throw notLocal(p);
      case Instruction.AttentionScatter a -> throw notLocal(a);
      case Instruction.RowContraction r -> throw notLocal(r);
    }
  }

  private static IllegalStateException notLocal(Instruction i) {
    return new IllegalStateException(i + " cannot run by units");
  }

  private void binary(
      Instruction.Binary b,
      float[] y,
      int yo,
      int rows,
      int cols,
      int units,
      int from,
      int worker) {
    int bo =
        switch (b.broadcast()) {
          case NONE, COLUMN -> at.start(b.b(), units, from);
          case ROW, SCALAR -> at.start(b.b());
        };
    k.binary(
        b.kind(),
        b.broadcast(),
        y,
        yo,
        at.array(b.a(), worker),
        at.start(b.a(), units, from),
        at.array(b.b(), worker),
        bo,
        rows,
        cols);
  }

  private void attention(
      Instruction.AttentionProduct p, float[] y, int yo, int units, int from, int to, int worker) {
    Attention s = p.shape();
    int perUnit = s.examples() / units;
    int example = from * perUnit;
    int examples = (to - from) * perUnit;
    float[] a = at.array(p.a(), worker);
    float[] b = at.array(p.b(), worker);
    int[] ai = p.aIndex() < 0 ? null : at.indexes[p.aIndex()].rows();
    int[] bi = p.bIndex() < 0 ? null : at.indexes[p.bIndex()].rows();
    int ao = p.aIndex() < 0 ? at.start(p.a(), units, from) : at.start(p.a());
    int bo = p.bIndex() < 0 ? at.start(p.b(), units, from) : at.start(p.b());
    int rowsOfB =
        switch (p.kind()) {
          case SCORES, MIX -> s.keys();
          case MIX_TRANSPOSED -> s.queries();
        };
    int aRow = ai == null ? 0 : example * s.queries();
    int bRow = bi == null ? 0 : example * rowsOfB;
    switch (p.kind()) {
      case SCORES -> k.attentionScores(y, yo, a, ao, ai, aRow, b, bo, bi, bRow, examples, s);
      case MIX -> k.attentionMix(y, yo, a, ao, b, bo, bi, bRow, examples, s);
      case MIX_TRANSPOSED -> k.attentionMixTransposed(y, yo, a, ao, b, bo, bi, bRow, examples, s);
    }
  }

  private void product(
      Instruction.Product p, float[] y, int yo, int rows, int units, int from, int worker) {
    int cols = p.out().cols();
    int depth = p.depth();
    Value start = p.start();
    float[] s = start == null ? at.zeros : at.array(start, worker);
    boolean alike = start == null || start.rows() != p.out().rows();
    int so = start == null ? 0 : alike ? at.start(start) : at.start(start, units, from);
    k.product(
        y,
        yo,
        cols,
        s,
        so,
        alike ? 0 : cols,
        at.array(p.a(), worker),
        at.start(p.a(), units, from),
        depth,
        at.array(p.packed(), worker),
        rows,
        cols,
        depth,
        at.scratch[worker]);
  }

  private void packRows(
      Instruction.PackRows p, float[] y, int row, int rows, int units, int from, int worker) {
    float[] x = at.array(p.x(), worker);
    int xo = at.start(p.x(), units, from);
    int cols = p.x().cols();
    int depth = p.x().rows();
    switch (p.side()) {
      case LEFT -> k.packLeft(y, x, xo, cols, depth, cols, row, row + rows);
      case RIGHT ->
          k.packRight(y, x, xo - row * cols, cols, 1, depth, cols, row, row + rows, 0, cols);
    }
  }

  /// The block of rows [row, row + blockRows) and columns [col, col + blockCols) of an instruction
  /// that is not local, cut at its edges.
  void runBlock(
      Instruction instruction, int row, int blockRows, int col, int blockCols, int worker) {
    Value out = instruction.out();
    int rows = Math.min(blockRows, out.rows() - row);
    int cols = Math.min(blockCols, out.cols() - col);
    float[] y = at.array(out, worker);
    int yo = at.start(out);
    switch (instruction) {
      case Instruction.RowContraction(var o, Value a, Value b, boolean transposed)
          when transposed ->
          k.contractionTransposed(
              y,
              yo,
              out.cols(),
              at.array(a, worker),
              at.array(b, worker),
              col,
              cols,
              row,
              rows,
              a.rows(),
              at.scratch[worker]);
      case Instruction.RowContraction(var o, Value a, Value b, boolean transposed) ->
          k.contraction(
              y,
              yo,
              out.cols(),
              at.array(a, worker),
              at.array(b, worker),
              row,
              rows,
              col,
              cols,
              a.rows(),
              at.scratch[worker]);
      case Instruction.ColumnSum(var o, Value x) ->
          k.columnSums(
              y, yo + col, at.array(x, worker), at.start(x) + col, x.rows(), cols, x.cols());
      case Instruction.TotalSum(var o, Value x) ->
          k.rowSums(y, yo, at.array(x, worker), at.start(x), 1, x.size());
      case Instruction.AttentionScatter(var o, Value a, Value x, int sums, Attention shape) ->
          k.attentionScatter(
              y,
              yo,
              at.array(a, worker),
              at.start(a),
              at.array(x, worker),
              at.start(x),
              at.rowSums[sums].starts(),
              at.rowSums[sums].order(),
              row,
              row + rows,
              col,
              Math.min(shape.headWidth(), col + blockCols),
              shape);
      case Instruction.Pack(var o, Value b, boolean transpose) ->
          k.packRight(
              y,
              at.array(b, worker),
              at.start(b),
              transpose ? 1 : b.cols(),
              transpose ? b.cols() : 1,
              out.rows(),
              out.cols(),
              0,
              out.rows(),
              col,
              col + cols);
      case Instruction other -> throw new IllegalStateException(other + " runs by units");
    }
  }
}
