package groklab.engine.plan;

/// Estimated cost of a block, in multiply-adds of a product. Workers take the most expensive blocks
/// of a wave first, so that whoever waits at its end waits for a cheap one. Results do not depend
/// on it.
final class BlockCost {
  /// Multiply-adds that take as long as reading, computing and writing one element.
  private static final int ELEMENT = 8;

  /// Cost of one element of a loss: two exponentials in float64.
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
      case Instruction.ClassLoss c -> (double) c.x().size() * LOSS_ELEMENT;
      case Instruction.ClassLossGradient c -> (double) c.x().size() * LOSS_ELEMENT;
      case Instruction.ClassLossBoth c -> (double) c.x().size() * LOSS_ELEMENT;
      case Instruction.SquaredError e -> (double) e.z().size() * ELEMENT;
      case Instruction.Scatter s -> (double) s.x().size() * ELEMENT;
      case Instruction.AttentionScatter s -> (double) s.a().size() * s.shape().headWidth();
      case Instruction.ColumnSum s -> (double) s.x().size() * ELEMENT;
      case Instruction.TotalSum s -> (double) s.x().size() * ELEMENT;
      case Instruction.RowSum s -> (double) s.x().size() * ELEMENT;
      case Instruction other -> (double) other.out().size() * ELEMENT;
    };
  }
}
