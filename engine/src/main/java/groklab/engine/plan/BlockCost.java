package groklab.engine.plan;

/// What a block of an item costs, roughly: multiply-adds of its products, and as many as take the
/// same time for anything else. Workers take the dearest blocks of a wave first, so that at its
/// end, when one of them has to wait, it waits for a cheap one. Nothing but time depends on this.
final class BlockCost {
  /// Products that take as long as reading, computing and writing one element.
  private static final int ELEMENT = 8;

  /// The same of an element of a loss, two exponentials in float64.
  private static final int LOSS_ELEMENT = 200;

  private BlockCost() {}

  static double of(Wave.Item item) {
    return switch (item) {
      case Wave.Chain c ->
          c.instructions().stream().mapToDouble(BlockCost::whole).sum()
              * c.blockUnits()
              / c.units();
      case Wave.Single s -> single(s);
    };
  }

  private static double single(Wave.Single s) {
    Value out = s.instruction().out();
    double share =
        (double) Math.min(s.blockRows(), out.rows())
            * Math.min(s.blockCols(), out.cols())
            / out.size();
    return whole(s.instruction()) * share;
  }

  private static double whole(Instruction i) {
    return switch (i) {
      case Instruction.Product p -> (double) p.out().size() * p.depth();
      case Instruction.RowContraction r -> (double) r.out().size() * r.a().rows();
      case Instruction.CrossEntropy c -> (double) c.x().size() * LOSS_ELEMENT;
      case Instruction.CrossEntropyGradient c -> (double) c.x().size() * LOSS_ELEMENT;
      case Instruction.CrossEntropyBoth c -> (double) c.x().size() * LOSS_ELEMENT;
      case Instruction.Scatter s -> (double) s.x().size() * ELEMENT;
      case Instruction.AttentionScatter s -> (double) s.a().size() * s.shape().headWidth();
      case Instruction.ColumnSum s -> (double) s.x().size() * ELEMENT;
      case Instruction.TotalSum s -> (double) s.x().size() * ELEMENT;
      case Instruction.RowSum s -> (double) s.x().size() * ELEMENT;
      case Instruction other -> (double) other.out().size() * ELEMENT;
    };
  }
}
