package groklab.engine.plan;

import java.util.List;

/// Work between two barriers: its items have no order, and all are done before the next wave.
public record Wave(List<Item> items) {

  /// A piece of work that several workers share by blocks.
  public sealed interface Item {
    /// Number of blocks; a worker takes whole blocks.
    int blocks();
  }

  /// Local instructions in order, chained over blocks of `blockUnits` units.
  ///
  /// @param localLength elements of block memory that a worker needs for it
  public record Chain(List<Instruction> instructions, int units, int blockUnits, int localLength)
      implements Item {
    @Override
    public int blocks() {
      return (units + blockUnits - 1) / blockUnits;
    }
  }

  /// One other instruction, cut in a grid of `rowBlocks` x `colBlocks` blocks of `blockRows` x
  /// `blockCols`.
  public record Single(
      Instruction instruction, int blockRows, int blockCols, int rowBlocks, int colBlocks)
      implements Item {
    @Override
    public int blocks() {
      return rowBlocks * colBlocks;
    }
  }
}
