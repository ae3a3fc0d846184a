package groklab.engine.plan;

import groklab.engine.graph.Doubles;
import groklab.engine.graph.Index;
import java.util.List;
import java.util.Map;

/// A compiled graph. Data only: immutable, printable; any number of threads can run it, in
/// single or double precision.
///
/// @param waves the program
/// @param places where each value lies, by value id
/// @param indexes row indexes that instructions refer to by number
/// @param rowSums sums by row index that instructions refer to by number
/// @param packs side and shape of each packed operand
/// @param fills constant values to be written once
/// @param inputs matrices set from outside, by name
/// @param outputs matrices to be read, by name
/// @param arenaLength elements of the plan's own memory
/// @param productFlop floating-point operations of all matrix products of one run (2·m·n·k each),
///     attention excluded
public record Plan(
    List<Wave> waves,
    List<Place> places,
    List<Index> indexes,
    List<RowSum> rowSums,
    List<PackShape> packs,
    List<Fill> fills,
    Map<String, Value> inputs,
    Map<String, Value> outputs,
    int arenaLength,
    long productFlop) {

  /// Sums of rows: row r of the source is added to table row `indexes[index][r]`; with `through`
  /// (-1 without) the source's row r is row `indexes[through][r]` of the instruction's operand.
  public record RowSum(int index, int through, int tableRows) {}

  /// A packed operand of `depth` x `cols`, depth being what the product sums over.
  public record PackShape(Instruction.Side side, int depth, int cols) {}

  /// Constant contents of a value: one number, or a number for each element.
  public record Fill(Value value, Doubles contents) {}

  /// Work of one run, in operations of matrix products: those of its products, and those that take
  /// as long as its attention.
  public long work() {
    long work = productFlop;
    for (Wave p : waves) {
      for (Wave.Item item : p.items()) {
        work +=
            switch (item) {
              case Wave.Chain c -> c.instructions().stream().mapToLong(Plan::attention).sum();
              case Wave.Single s -> attention(s.instruction());
            };
      }
    }
    return work;
  }

  private static long attention(Instruction instruction) {
    return switch (instruction) {
      case Instruction.AttentionProduct a -> a.shape().work();
      case Instruction.AttentionScatter a -> a.shape().work();
      case Instruction other -> 0;
    };
  }

  /// Number of columns of the widest product, at least 1.
  public int widestProduct() {
    return waves.stream()
        .flatMap(p -> p.items().stream())
        .filter(Wave.Chain.class::isInstance)
        .flatMap(c -> ((Wave.Chain) c).instructions().stream())
        .filter(Instruction.Product.class::isInstance)
        .mapToInt(i -> i.out().cols())
        .max()
        .orElse(1);
  }

  /// Number of columns of the widest rows of a loss, at least 1.
  public int widestLoss() {
    int widest = 1;
    for (Wave p : waves) {
      for (Wave.Item item : p.items()) {
        if (item instanceof Wave.Chain c) {
          for (Instruction i : c.instructions()) {
            widest =
                switch (i) {
                  case Instruction.ClassLoss e -> Math.max(widest, e.x().cols());
                  case Instruction.ClassLossGradient e -> Math.max(widest, e.x().cols());
                  case Instruction.ClassLossBoth e -> Math.max(widest, e.x().cols());
                  case Instruction.SquaredError e -> Math.max(widest, e.z().cols());
                  case Instruction.SquaredErrorGradient e -> Math.max(widest, e.z().cols());
                  case Instruction other -> widest;
                };
          }
        }
      }
    }
    return widest;
  }

  /// Elements of block memory that one worker needs.
  public int localLength() {
    int max = 0;
    for (Wave p : waves) {
      for (Wave.Item i : p.items()) {
        if (i instanceof Wave.Chain c) {
          max = Math.max(max, c.localLength());
        }
      }
    }
    return max;
  }
}
