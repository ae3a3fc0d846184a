package groklab.engine.plan;

import groklab.engine.graph.Doubles;
import groklab.engine.graph.Gradients;
import groklab.engine.graph.Index;
import groklab.engine.graph.Node;
import groklab.engine.graph.Op;
import groklab.engine.graph.Slot;
import groklab.engine.kernel.Tiles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns nodes into instructions: chooses kernels, fuses what follows a product into its start
/// value, lets attention read through gathers, and packs the right operands of products once.
final class Lowering {
  private record PackKey(Value b, boolean transpose) {}

  private record RowsKey(Value x, Instruction.Side side) {}

  final List<Instruction> instructions = new ArrayList<>();
  final List<Index> indexes = new ArrayList<>();
  final List<Plan.RowSum> rowSums = new ArrayList<>();
  final List<Plan.PackShape> packs = new ArrayList<>();
  final List<Plan.Fill> fills = new ArrayList<>();
  final Map<String, Value> inputs = new LinkedHashMap<>();
  final Map<Value, Slot.Part> held = new HashMap<>();
  final Map<Value, Integer> packNumbers = new HashMap<>();
  int values;
  long productFlop;

  private final Map<Node, Value> value = new HashMap<>();
  private final Map<PackKey, Value> packed = new HashMap<>();
  private final Map<RowsKey, Value> packedRows = new HashMap<>();
  private final Folding folding;

  private Lowering(Folding folding) {
    this.folding = folding;
  }

  /// Lowers everything that `roots` need.
  static Lowering of(List<Node> roots) {
    List<Node> order = Gradients.topological(roots.toArray(Node[]::new));
    Lowering l = new Lowering(new Folding(order, new HashSet<>(roots)));
    Set<Node> skipped = l.folding.folded(order);
    for (Node n : order) {
      if (!skipped.contains(n)) {
        l.value.put(n, l.lower(n));
      }
    }
    LossFusion.fuse(l.instructions);
    return l;
  }

  Value valueOf(Node n) {
    Value v = value.get(n);
    if (v == null) {
      throw new IllegalStateException(n + " was not lowered");
    }
    return v;
  }

  // --- one node ----------------------------------------------------------------------------------

  Value fresh(int rows, int cols) {
    return new Value(values++, rows, cols);
  }

  private Value emit(Instruction i) {
    instructions.add(i);
    return i.out();
  }

  private Value in(Node n, int i) {
    return valueOf(n.input(i));
  }

  private Value lower(Node n) {
    Node product = folding.productBehind(n);
    if (product != null) {
      Node other = n.input(0) == product ? n.input(1) : n.input(0);
      return product(n, product, valueOf(other));
    }
    Node step = Folding.stepBehind(n);
    if (step != null) {
      Node x = n.input(0) == step ? n.input(1) : n.input(0);
      return emit(
          new Instruction.Gate(fresh(n.rows(), n.cols()), valueOf(x), valueOf(step.input(0))));
    }
    if (n.op() instanceof Op.Reshape) {
      Value x = in(n, 0);
      return new Value(x.id(), n.rows(), n.cols());
    }
    Value out = fresh(n.rows(), n.cols());
    switch (n.op()) {
      case Op.Parameter(String name) -> held.put(out, Slot.VALUES.of(name));
      case Op.Held(Slot.Part part) -> held.put(out, part);
      case Op.Input(String name) -> inputs.put(name, out);
      case Op.Constant(double v) -> fills.add(new Plan.Fill(out, Doubles.of(v)));
      case Op.Literal(Doubles v) -> fills.add(new Plan.Fill(out, v));
      case Op.MatMul m -> product(n, out);
      case Op op -> emit(instruction(op, n, out));
    }
    return out;
  }

  private Instruction instruction(Op op, Node n, Value out) {
    return switch (op) {
      case Op.Unary(var kind) -> new Instruction.Unary(out, in(n, 0), kind);
      case Op.Affine(double scale, double shift) ->
          new Instruction.Affine(out, in(n, 0), scale, shift);
      case Op.Binary(var kind, var broadcast) ->
          new Instruction.Binary(out, in(n, 0), in(n, 1), kind, broadcast);
      case Op.Dropout(String stream, double keep) ->
          new Instruction.Dropout(out, in(n, 0), stream, keep);
      case Op.Random(String stream, var noise) -> new Instruction.Random(out, stream, noise);
      case Op.Sum(var axis) ->
          switch (axis) {
            case ROWS -> new Instruction.ColumnSum(out, in(n, 0));
            case COLUMNS -> new Instruction.RowSum(out, in(n, 0));
            case ALL -> new Instruction.TotalSum(out, in(n, 0));
          };
      case Op.SwapGroups(int width) -> new Instruction.SwapGroups(out, in(n, 0), width);
      case Op.GroupSum(int width) -> new Instruction.GroupSum(out, in(n, 0), width);
      case Op.Softmax(int width, var allowed) ->
          new Instruction.Softmax(out, in(n, 0), width, index(new Index.Fixed(allowed)));
      case Op.SoftmaxBackward(int width) ->
          new Instruction.SoftmaxBackward(out, in(n, 0), in(n, 1), width);
      case Op.ClassLoss(Index target, var p) ->
          new Instruction.ClassLoss(out, in(n, 0), index(target), p);
      case Op.ClassLossGradient(Index target, var p) ->
          new Instruction.ClassLossGradient(out, in(n, 0), in(n, 1), index(target), p);
      case Op.SquaredError(var p) -> new Instruction.SquaredError(out, in(n, 0), in(n, 1), p);
      case Op.SquaredErrorGradient(var p) ->
          new Instruction.SquaredErrorGradient(out, null, in(n, 0), in(n, 1), in(n, 2), p);
      case Op.Normalize(double e, boolean c) -> new Instruction.Normalize(out, in(n, 0), e, c);
      case Op.NormalizeBackward(double e, boolean c) ->
          new Instruction.NormalizeBackward(out, in(n, 0), in(n, 1), e, c);
      case Op.Gather(Index i) -> new Instruction.Gather(out, in(n, 0), index(i));
      case Op.Scatter(Index i, int rows) -> scatter(n, out, i, rows);
      case Op.Columns(int from, int count) -> new Instruction.Columns(out, in(n, 0), from);
      case Op.Join j -> new Instruction.Join(out, n.inputs().stream().map(this::valueOf).toList());
      case Op.TopMask(int count) -> new Instruction.TopMask(out, in(n, 0), count);
      case Op.OneHot(Index target) -> new Instruction.OneHot(out, index(target));
      case Op.AttentionScores(var s) ->
          attention(Instruction.AttentionProduct.Kind.SCORES, n, out, s);
      case Op.AttentionMix(var s) -> attention(Instruction.AttentionProduct.Kind.MIX, n, out, s);
      case Op.AttentionMixTransposed(var s) ->
          attention(Instruction.AttentionProduct.Kind.MIX_TRANSPOSED, n, out, s);
      case Op.Parameter p -> throw new IllegalStateException("leaf " + n);
      case Op.Held h -> throw new IllegalStateException("leaf " + n);
      case Op.Input i -> throw new IllegalStateException("leaf " + n);
      case Op.Constant c -> throw new IllegalStateException("leaf " + n);
      case Op.Literal l -> throw new IllegalStateException("leaf " + n);
      case Op.Reshape r -> throw new IllegalStateException("alias " + n);
      case Op.MatMul m -> throw new IllegalStateException("product " + n);
    };
  }

  private int index(Index index) {
    int i = indexes.indexOf(index);
    if (i < 0) {
      indexes.add(index);
      i = indexes.size() - 1;
    }
    return i;
  }

  private Instruction scatter(Node n, Value out, Index index, int rows) {
    Node mixture = folding.mixtureBehind(n);
    if (mixture != null && mixture.op() instanceof Op.AttentionMixTransposed(var shape)) {
      return new Instruction.AttentionScatter(
          out, in(mixture, 0), in(mixture, 1), rowSum(index(index), -1, rows), shape);
    }
    Node x = n.input(0);
    int through = -1;
    if (x.op() instanceof Op.Gather(Index i)) {
      through = index(i);
      x = x.input(0);
    }
    return new Instruction.Scatter(out, valueOf(x), rowSum(index(index), through, rows));
  }

  private int rowSum(int index, int through, int rows) {
    Plan.RowSum sum = new Plan.RowSum(index, through, rows);
    int number = rowSums.indexOf(sum);
    if (number < 0) {
      rowSums.add(sum);
      number = rowSums.size() - 1;
    }
    return number;
  }

  private Instruction attention(
      Instruction.AttentionProduct.Kind kind,
      Node n,
      Value out,
      groklab.engine.graph.Attention shape) {
    Node a = n.input(0);
    Node b = n.input(1);
    int aIndex = -1;
    int bIndex = -1;
    if (Folding.readsIndexed(n, 0) && a.op() instanceof Op.Gather(Index i)) {
      aIndex = index(i);
      a = a.input(0);
    }
    if (Folding.readsIndexed(n, 1) && b.op() instanceof Op.Gather(Index i)) {
      bIndex = index(i);
      b = b.input(0);
    }
    return new Instruction.AttentionProduct(
        kind, out, valueOf(a), aIndex, valueOf(b), bIndex, shape);
  }

  // --- products ----------------------------------------------------------------------------------

  private Value product(Node sum, Node product, Value start) {
    Value out = fresh(sum.rows(), sum.cols());
    emitProduct(product, out, start);
    return out;
  }

  private void product(Node n, Value out) {
    if (n.op() instanceof Op.MatMul(boolean ta, boolean tb) && ta) {
      countFlop(n.rows(), n.cols(), n.input(0).rows());
      boolean swapped = isCheaperTransposed(out);
      Value left = packRows(in(n, swapped ? 1 : 0), Instruction.Side.LEFT);
      Value right = packRows(in(n, swapped ? 0 : 1), Instruction.Side.RIGHT);
      emit(new Instruction.RowContraction(out, left, right, swapped));
    } else {
      emitProduct(n, out, null);
    }
  }

  /// Whether Bᵀ·A is cheaper than Aᵀ·B: where columns fill up whole vectors badly (97 classes take
  /// the time of 112) and rows better; or where both do alike and there are more rows, since the
  /// right operand is packed faster.
  private static boolean isCheaperTransposed(Value out) {
    double more = padding(out.cols()) - padding(out.rows());
    return out.cols() <= Tiles.MOST_TRANSPOSED
        && (more > 0 || (more == 0 && out.rows() > out.cols()));
  }

  private static double padding(int n) {
    return (double) Tiles.wholeVectors(n) / n;
  }

  private void emitProduct(Node product, Value out, @Nullable Value start) {
    boolean transpose = product.op() instanceof Op.MatMul(boolean ta, boolean tb) && tb;
    Value a = in(product, 0);
    Value b = in(product, 1);
    countFlop(out.rows(), out.cols(), a.cols());
    Value pack =
        packed.computeIfAbsent(
            new PackKey(b, transpose),
            k -> {
              Value p = pack(Instruction.Side.RIGHT, a.cols(), out.cols());
              return emit(new Instruction.Pack(p, b, transpose));
            });
    emit(new Instruction.Product(out, a, pack, start));
  }

  private Value pack(Instruction.Side side, int depth, int cols) {
    Value p = fresh(depth, cols);
    packNumbers.put(p, packs.size());
    packs.add(new Plan.PackShape(side, depth, cols));
    return p;
  }

  /// Rows are packed right after they were made, so that they are still in cache.
  private Value packRows(Value x, Instruction.Side side) {
    return packedRows.computeIfAbsent(
        new RowsKey(x, side),
        k -> {
          Value p = pack(side, x.rows(), x.cols());
          instructions.add(afterMaking(x), new Instruction.PackRows(p, x, side));
          return p;
        });
  }

  /// The place in the program after the last instruction that makes `x`, or its start for what is
  /// there from the start.
  private int afterMaking(Value x) {
    for (int i = instructions.size(); i > 0; i--) {
      if (instructions.get(i - 1).outs().stream().anyMatch(v -> v.id() == x.id())) {
        return i;
      }
    }
    return 0;
  }

  private void countFlop(int m, int n, int k) {
    productFlop += 2L * m * n * k;
  }
}
