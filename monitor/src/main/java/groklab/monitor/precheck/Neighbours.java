package groklab.monitor.precheck;

/// Finds the training rows nearest to others.
sealed interface Neighbours permits SymbolNeighbours, NumberNeighbours {
  /// What one row costs, about, in units of looking at the next cell of a matrix (a nanosecond).
  long work();

  /// The probability that each of some rows is answered rightly by its nearest training rows.
  ///
  /// @param from of the rows, the first
  /// @param to one behind the last
  /// @param right for each of the rows
  void judge(int[] rows, int from, int to, double[] right);
}
