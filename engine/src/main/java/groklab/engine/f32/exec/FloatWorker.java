package groklab.engine.f32.exec;

import groklab.engine.f32.FloatKernels;
import groklab.engine.f32.loop.FloatMatrix;
import groklab.engine.f32.loop.FloatPack;
import groklab.engine.f32.loop.FloatProducts;
import groklab.engine.f32.rows.FloatAttention;
import groklab.engine.f32.rows.FloatColumns;
import groklab.engine.f32.rows.FloatLoss;
import groklab.engine.f32.rows.FloatNormalization;
import groklab.engine.f32.rows.FloatRows;
import groklab.engine.f32.rows.FloatSoftmax;
import groklab.engine.f32.rows.FloatSquaredError;
import groklab.engine.f64.loss.LossBlock;
import groklab.engine.graph.Attention;
import groklab.engine.plan.Instruction;
import groklab.engine.plan.Value;
import java.util.List;

/// One worker of a loaded plan: calls the kernel of each instruction on one block of its work.
///
/// Its views of the operands are made once and pointed at the rows of each call, so that a step
/// allocates nothing.
final class FloatWorker {
  private final FloatOperands at;

  private final FloatRows rows;
  private final FloatColumns columns = new FloatColumns();
  private final FloatSoftmax softmax;
  private final FloatLoss loss;
  private final FloatSquaredError squaredError;
  private final FloatNormalization normalization;
  private final FloatAttention attention;
  private final FloatProducts products;

  // views of the results of an instruction and of its inputs
  private final FloatMatrix out = new FloatMatrix();
  private final FloatMatrix second = new FloatMatrix();
  private final FloatMatrix a = new FloatMatrix();
  private final FloatMatrix b = new FloatMatrix();
  private final FloatMatrix c = new FloatMatrix();

  private final float[] local;
  private final float[] scratch;
  private final LossBlock losses;

  // the block under work: units [from, to) of `units`
  private int units;
  private int from;
  private int to;

  FloatWorker(FloatOperands operands, FloatKernels kernels, int localLength, int widestLoss) {
    this.at = operands;
    this.rows = kernels.rows();
    this.softmax = kernels.softmax();
    this.loss = kernels.loss();
    this.squaredError = kernels.squaredError();
    this.normalization = kernels.normalization();
    this.attention = kernels.attention();
    this.products = kernels.products();
    this.local = new float[localLength];
    this.scratch = new float[products.scratchLength()];
    this.losses = new LossBlock(widestLoss);
  }

  // --- local instructions ------------------------------------------------------------------------

  /// Units [first, end) of `all` units of a local instruction.
  void runUnits(Instruction instruction, int all, int first, int end) {
    units = all;
    from = first;
    to = end;
    switch (instruction) {
      case Instruction.Unary(Value y, Value x, var kind) ->
          rows.unary(kind, block(out, y), block(a, x));
      case Instruction.Affine(Value y, Value x, double scale, double shift) ->
          rows.affine(block(out, y), block(a, x), (float) scale, (float) shift);
      case Instruction.Binary binary -> binary(binary);
      case Instruction.Gate(Value y, Value x, Value gate) ->
          rows.gate(block(out, y), block(a, x), block(b, gate));
      case Instruction.Dropout(Value y, Value x, String stream, double keep) ->
          rows.dropout(block(out, y), block(a, x), at.streamKey(stream), keep);
      case Instruction.Random(Value y, String stream, var noise) ->
          rows.random(block(out, y), at.streamKey(stream), noise);
      case Instruction.Copy(Value y, Value x) -> copy(block(out, y), block(a, x));
      case Instruction.RowSum(Value y, Value x) -> rows.rowSums(block(out, y), block(a, x));
      case Instruction.SwapGroups(Value y, Value x, int width) ->
          rows.swapGroups(block(out, y), block(a, x), width);
      case Instruction.GroupSum(Value y, Value x, int width) ->
          rows.groupSums(block(out, y), block(a, x), width);
      case Instruction.Softmax(Value y, Value x, int width, int allowed) ->
          softmax.forward(block(out, y), block(a, x), width, at.indexes[allowed].rows());
      case Instruction.SoftmaxBackward(Value dx, Value y, Value g, int width) ->
          softmax.backward(block(out, dx), block(a, y), block(b, g), width);
      case Instruction.ClassLoss(Value y, Value x, int target, var precision) ->
          loss.forward(
              block(out, y), block(a, x), losses.with(at.indexes[target].rows(), precision));
      case Instruction.ClassLossGradient(Value dx, Value x, Value g, int target, var precision) ->
          loss.backward(
              null,
              block(out, dx),
              block(a, x),
              block(b, g),
              losses.with(at.indexes[target].rows(), precision));
      case Instruction.ClassLossBoth(
              Value dx,
              Value y,
              Value x,
              Value g,
              int target,
              var precision) ->
          loss.backward(
              block(second, y),
              block(out, dx),
              block(a, x),
              block(b, g),
              losses.with(at.indexes[target].rows(), precision));
      case Instruction.SquaredError(Value y, Value z, Value t, var precision) ->
          squaredError.forward(block(out, y), block(a, z), block(b, t), losses.in(precision));
      case Instruction.SquaredErrorGradient gradient -> squaredErrorGradient(gradient);
      case Instruction.Normalize(Value y, Value x, double epsilon, boolean center) ->
          normalization.forward(block(out, y), block(a, x), (float) epsilon, center);
      case Instruction.NormalizeBackward(
              Value dx,
              Value x,
              Value g,
              double epsilon,
              boolean center) ->
          normalization.backward(block(out, dx), block(a, x), block(b, g), (float) epsilon, center);
      case Instruction.Gather(Value y, Value table, int index) ->
          rows.gather(block(out, y), whole(a, table), at.indexes[index].rows());
      case Instruction.Scatter(Value table, Value x, int sums) ->
          rows.scatterAdd(
              block(out, table), whole(a, x), at.rowSums[sums].starts(), at.rowSums[sums].order());
      case Instruction.Columns(Value y, Value x, int from) ->
          columns.slice(block(out, y), block(a, x), from);
      case Instruction.Join(Value y, List<Value> parts) -> join(y, parts);
      case Instruction.TopMask(Value y, Value x, int count) ->
          columns.topMask(block(out, y), block(a, x), count);
      case Instruction.OneHot(Value y, int target) ->
          rows.oneHot(block(out, y), at.indexes[target].rows());
      case Instruction.AttentionProduct i -> attention(i);
      case Instruction.Product product -> product(product);
      case Instruction.PackRows pack -> packRows(pack);
      case Instruction.ColumnSum s -> throw notLocal(s);
      case Instruction.TotalSum s -> throw notLocal(s);
      case Instruction.Pack p -> throw notLocal(p);
      case Instruction.AttentionScatter s -> throw notLocal(s);
      case Instruction.RowContraction r -> throw notLocal(r);
    }
  }

  private static IllegalStateException notLocal(Instruction i) {
    return new IllegalStateException(i + " cannot run by units");
  }

  private static void copy(FloatMatrix y, FloatMatrix x) {
    System.arraycopy(x.array, x.offset, y.array, y.offset, y.size());
  }

  private void binary(Instruction.Binary i) {
    switch (i.broadcast()) {
      case NONE, COLUMN -> block(b, i.b());
      case ROW, SCALAR -> whole(b, i.b());
    }
    rows.binary(i.kind(), i.broadcast(), block(out, i.out()), block(a, i.a()), b);
  }

  private void join(Value y, List<Value> parts) {
    int from = 0;
    for (int i = 0; i < parts.size(); i++) {
      columns.place(block(out, y), block(a, parts.get(i)), from);
      from += parts.get(i).cols();
    }
  }

  private void squaredErrorGradient(Instruction.SquaredErrorGradient i) {
    squaredError.backward(
        i.loss() == null ? null : block(second, i.loss()),
        block(out, i.out()),
        block(a, i.z()),
        block(b, i.target()),
        block(c, i.g()),
        losses.in(i.precision()));
  }

  private void attention(Instruction.AttentionProduct i) {
    Attention shape = i.shape();
    int example = from * (shape.examples() / units);
    operand(a, i.a(), i.aIndex(), example * shape.queries());
    FloatMatrix y = block(out, i.out());
    switch (i.kind()) {
      case SCORES ->
          attention.scores(y, a, operand(b, i.b(), i.bIndex(), example * shape.keys()), shape);
      case MIX -> attention.mix(y, a, operand(b, i.b(), i.bIndex(), example * shape.keys()), shape);
      case MIX_TRANSPOSED ->
          attention.mixTransposed(
              y, a, operand(b, i.b(), i.bIndex(), example * shape.queries()), shape);
    }
  }

  /// An operand of attention: its block, or its whole table read through an index from row `row`
  /// on.
  private FloatMatrix operand(FloatMatrix view, Value v, int index, int row) {
    return index < 0 ? block(view, v) : whole(view, v).from(row).through(at.indexes[index].rows());
  }

  private void product(Instruction.Product i) {
    FloatMatrix c = block(out, i.out());
    products.product(c, start(i), block(a, i.a()), at.pack(i.packed()), scratch);
  }

  private FloatMatrix start(Instruction.Product i) {
    Value start = i.start();
    if (start == null) {
      return b.at(at.zeros, 0, 1, i.out().cols()).strided(0);
    }
    return start.rows() == i.out().rows() ? block(b, start) : whole(b, start).strided(0);
  }

  private void packRows(Instruction.PackRows i) {
    FloatPack pack = at.pack(i.out());
    FloatMatrix x = block(a, i.x());
    switch (i.side()) {
      case LEFT -> products.packLeft(pack, x.first, x);
      case RIGHT -> products.packRight(pack, x.first, 0, x, false);
    }
  }

  // --- other instructions ------------------------------------------------------------------------

  /// The block of rows [row, row + blockRows) and columns [col, col + blockCols) of an instruction
  /// that is not local, cut at its edges.
  void runBlock(Instruction instruction, int row, int blockRows, int col, int blockCols) {
    Value all = instruction.out();
    int someRows = Math.min(blockRows, all.rows() - row);
    int someCols = Math.min(blockCols, all.cols() - col);
    switch (instruction) {
      case Instruction.RowContraction(Value c, Value left, Value right, boolean transposed) -> {
        FloatMatrix part = part(out, c, row, someRows, col, someCols);
        if (transposed) {
          products.contractionTransposed(part, at.pack(left), col, at.pack(right), row, scratch);
        } else {
          products.contraction(part, at.pack(left), row, at.pack(right), col, scratch);
        }
      }
      case Instruction.ColumnSum(Value y, Value x) ->
          rows.columnSums(
              part(out, y, 0, 1, col, someCols), part(a, x, 0, x.rows(), col, someCols));
      case Instruction.TotalSum(Value y, Value x) ->
          rows.rowSums(whole(out, y), whole(a, x).as(1, x.size()));
      case Instruction.AttentionScatter(
              Value table,
              Value w,
              Value x,
              int sums,
              Attention shape) -> {
        int end = Math.min(shape.headWidth(), col + blockCols);
        attention.scatter(
            part(out, table, row, someRows, 0, end - col),
            whole(a, w),
            whole(b, x),
            at.rowSums[sums].starts(),
            at.rowSums[sums].order(),
            col,
            shape);
      }
      case Instruction.Pack(Value y, Value x, boolean transpose) -> {
        FloatMatrix part =
            transpose
                ? part(a, x, col, someCols, 0, x.cols())
                : part(a, x, 0, x.rows(), col, someCols);
        products.packRight(at.pack(y), 0, col, part, transpose);
      }
      case Instruction other -> throw new IllegalStateException(other + " runs by units");
    }
  }

  // --- views -------------------------------------------------------------------------------------

  /// The rows of `v` that belong to the block.
  private FloatMatrix block(FloatMatrix view, Value v) {
    int perUnit = v.rows() / units;
    int first = from * perUnit;
    int start = at.isLocal(v) ? 0 : first * v.cols();
    return view.at(array(v), at.start(v) + start, (to - from) * perUnit, v.cols()).from(first);
  }

  private FloatMatrix whole(FloatMatrix view, Value v) {
    return view.at(array(v), at.start(v), v.rows(), v.cols());
  }

  private FloatMatrix part(FloatMatrix view, Value v, int row, int rows, int col, int cols) {
    int offset = at.start(v) + row * v.cols() + col;
    return view.at(array(v), offset, rows, cols).strided(v.cols()).from(row);
  }

  private float[] array(Value v) {
    float[] shared = at.shared(v);
    return shared == null ? local : shared;
  }
}
