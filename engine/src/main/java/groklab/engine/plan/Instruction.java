package groklab.engine.plan;

import groklab.engine.graph.Attention;
import groklab.engine.kernel.BinaryKind;
import groklab.engine.kernel.Broadcast;
import groklab.engine.kernel.ClassLossForm;
import groklab.engine.kernel.LossPrecision;
import groklab.engine.kernel.Noise;
import groklab.engine.kernel.UnaryKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One kernel call of a plan, on values.
///
/// A *local* instruction works unit by unit: unit u of its result needs unit u of its [#aligned]
/// inputs and all of its [#whole] inputs, a unit being `rows / units` neighbouring rows of each.
/// Local instructions of equal units are chained block by block without waiting for each other. Any
/// other instruction needs all inputs whole.
///
/// Index numbers refer to [Plan#indexes]; -1 means rows as they stand.
public sealed interface Instruction {

  /// The result; the first, if there are several.
  Value out();

  /// All results, [#out] first. Several of them have equal numbers of rows.
  default List<Value> outs() {
    return List.of(out());
  }

  /// Inputs of which unit u needs unit u only.
  List<Value> aligned();

  /// Inputs that must be complete.
  default List<Value> whole() {
    return List.of();
  }

  default boolean local() {
    return true;
  }

  /// Number of units of a local instruction.
  default int units() {
    return out().rows();
  }

  /// An instruction that is not local: it needs all inputs whole.
  sealed interface Global extends Instruction {
    @Override
    default List<Value> aligned() {
      return List.of();
    }

    @Override
    default boolean local() {
      return false;
    }
  }

  /// A local instruction on one matrix.
  sealed interface OfOne extends Instruction {
    Value x();

    @Override
    default List<Value> aligned() {
      return List.of(x());
    }
  }

  // --- elementwise -------------------------------------------------------------------------------

  record Unary(Value out, Value x, UnaryKind kind) implements OfOne {}

  record Affine(Value out, Value x, double scale, double shift) implements OfOne {}

  record Binary(Value out, Value a, Value b, BinaryKind kind, Broadcast broadcast)
      implements Instruction {
    @Override
    public List<Value> aligned() {
      return alignedB() ? List.of(a, b) : List.of(a);
    }

    @Override
    public List<Value> whole() {
      return alignedB() ? List.of() : List.of(b);
    }

    private boolean alignedB() {
      return broadcast == Broadcast.NONE || broadcast == Broadcast.COLUMN;
    }
  }

  /// out = x ⊙ step(gate), step being 1 where its argument is positive and 0 elsewhere: the
  /// gradient of ReLU.
  record Gate(Value out, Value x, Value gate) implements Instruction {
    @Override
    public List<Value> aligned() {
      return List.of(x, gate);
    }
  }

  record Dropout(Value out, Value x, String stream, double keep) implements OfOne {}

  /// Random numbers, a function of stream, step and element.
  record Random(Value out, String stream, Noise noise) implements Instruction {
    @Override
    public List<Value> aligned() {
      return List.of();
    }
  }

  record Copy(Value out, Value x) implements OfOne {}

  // --- reductions --------------------------------------------------------------------------------

  record RowSum(Value out, Value x) implements OfOne {}

  record GroupSum(Value out, Value x, int width) implements OfOne {}

  /// Each row, read as a matrix of `width` columns, transposed.
  record SwapGroups(Value out, Value x, int width) implements OfOne {}

  record ColumnSum(Value out, Value x) implements Global {
    @Override
    public List<Value> whole() {
      return List.of(x);
    }
  }

  record TotalSum(Value out, Value x) implements Global {
    @Override
    public List<Value> whole() {
      return List.of(x);
    }
  }

  // --- softmax, loss, normalisation --------------------------------------------------------------

  /// `allowed` is the number of an index that holds how many entries of a group each row may use,
  /// repeated over rows.
  record Softmax(Value out, Value x, int width, int allowed) implements OfOne {}

  record SoftmaxBackward(Value out, Value y, Value g, int width) implements Instruction {
    @Override
    public List<Value> aligned() {
      return List.of(y, g);
    }
  }

  record ClassLoss(Value out, Value x, int target, ClassLossForm form) implements OfOne {}

  record ClassLossGradient(Value out, Value x, Value g, int target, ClassLossForm form)
      implements Instruction {
    @Override
    public List<Value> aligned() {
      return List.of(x, g);
    }
  }

  /// [ClassLossGradient] as `out` and [ClassLoss] as `loss`, with the exponentials computed
  /// once.
  record ClassLossBoth(Value out, Value loss, Value x, Value g, int target, ClassLossForm form)
      implements Instruction {
    @Override
    public List<Value> outs() {
      return List.of(out, loss);
    }

    @Override
    public List<Value> aligned() {
      return List.of(x, g);
    }
  }

  record SquaredError(Value out, Value z, Value target, LossPrecision precision)
      implements Instruction {
    @Override
    public List<Value> aligned() {
      return List.of(z, target);
    }
  }

  /// With `loss`, also the [SquaredError] of the same z and target.
  record SquaredErrorGradient(
      Value out, @Nullable Value loss, Value z, Value target, Value g, LossPrecision precision)
      implements Instruction {
    @Override
    public List<Value> outs() {
      return loss == null ? List.of(out) : List.of(out, loss);
    }

    @Override
    public List<Value> aligned() {
      return List.of(z, target, g);
    }
  }

  record Normalize(Value out, Value x, double epsilon, boolean center) implements OfOne {}

  record NormalizeBackward(Value out, Value x, Value g, double epsilon, boolean center)
      implements Instruction {
    @Override
    public List<Value> aligned() {
      return List.of(x, g);
    }
  }

  // --- rows by index -----------------------------------------------------------------------------

  record Gather(Value out, Value table, int index) implements Instruction {
    @Override
    public List<Value> aligned() {
      return List.of();
    }

    @Override
    public List<Value> whole() {
      return List.of(table);
    }
  }

  /// Row t of the result is the sum of the rows of x that belong to it; `sums` is the number of a
  /// [Plan.RowSum].
  record Scatter(Value out, Value x, int sums) implements Instruction {
    @Override
    public List<Value> aligned() {
      return List.of();
    }

    @Override
    public List<Value> whole() {
      return List.of(x);
    }
  }

  record OneHot(Value out, int target) implements Instruction {
    @Override
    public List<Value> aligned() {
      return List.of();
    }
  }

  // --- columns -----------------------------------------------------------------------------------

  record Columns(Value out, Value x, int from) implements OfOne {}

  /// `parts` side by side.
  record Join(Value out, List<Value> parts) implements Instruction {
    @Override
    public List<Value> aligned() {
      return parts;
    }
  }

  record TopMask(Value out, Value x, int count) implements OfOne {}

  // --- attention ---------------------------------------------------------------------------------

  /// The three products of attention: SCORES (q, k), MIX (weights, v), MIX_TRANSPOSED (weights, x).
  /// `b` may be read through an index, and so may `a` of SCORES.
  record AttentionProduct(
      Kind kind, Value out, Value a, int aIndex, Value b, int bIndex, Attention shape)
      implements Instruction {
    /// Which product.
    public enum Kind {
      SCORES,
      MIX,
      MIX_TRANSPOSED
    }

    @Override
    public List<Value> aligned() {
      return aIndex < 0
          ? bIndex < 0 ? List.of(a, b) : List.of(a)
          : bIndex < 0 ? List.of(b) : List.of();
    }

    @Override
    public List<Value> whole() {
      return aIndex < 0
          ? bIndex < 0 ? List.of() : List.of(b)
          : bIndex < 0 ? List.of(a) : List.of(a, b);
    }

    @Override
    public int units() {
      return shape.examples();
    }
  }

  /// A [Scatter] of a MIX_TRANSPOSED of `a` and `x` that is not made: row t of the result is the
  /// sum of the weighted rows of x that belong to it. Blocks are cut in the columns of one head,
  /// and hold those columns of every head.
  record AttentionScatter(Value out, Value a, Value x, int sums, Attention shape)
      implements Global {
    @Override
    public List<Value> whole() {
      return List.of(a, x);
    }
  }

  // --- products ----------------------------------------------------------------------------------

  /// Packs B (transposed if `transpose`) as the right operand of [Product]s.
  record Pack(Value out, Value b, boolean transpose) implements Global {
    @Override
    public List<Value> whole() {
      return List.of(b);
    }
  }

  /// Packs rows of x as an operand of [RowContraction]s, while the block that made them is in
  /// cache.
  record PackRows(Value out, Value x, Side side) implements OfOne {}

  /// Where an operand of a product stands.
  enum Side {
    LEFT,
    RIGHT
  }

  /// out = start + A·B, row by row; B is packed. `start` is absent (0), a matrix of the result's
  /// shape or one row.
  record Product(Value out, Value a, Value packed, @Nullable Value start) implements Instruction {
    @Override
    public List<Value> aligned() {
      return start != null && start.rows() == out.rows() ? List.of(a, start) : List.of(a);
    }

    @Override
    public List<Value> whole() {
      return start != null && start.rows() != out.rows() ? List.of(packed, start) : List.of(packed);
    }

    public int depth() {
      return a.cols();
    }
  }

  /// out = Aᵀ·B, a sum over rows (weight gradients), or its transpose; A is packed as left operand,
  /// B as right one.
  record RowContraction(Value out, Value a, Value b, boolean transposed) implements Global {
    @Override
    public List<Value> whole() {
      return List.of(a, b);
    }
  }
}
