package groklab.engine.plan;

/// A matrix of the program.
///
/// @param id its number in the plan's table of places
public record Value(int id, int rows, int cols) {

  public int size() {
    return Math.multiplyExact(rows, cols);
  }
}
