package groklab.engine.graph;

/// The sizes of an attention operation: E examples, each with Q query rows and T key rows, H heads
/// of width D. Keys and values have H·D columns; scores and weights have H·T columns, those of one
/// head side by side.
///
/// @param summed whether all heads share their queries and add up their results, so that queries
///     and results have D columns instead of H·D: attention whose values went through the output
///     projection already
public record Attention(
    int examples, int queries, int keys, int heads, int headWidth, boolean summed) {

  /// A multiply-add of attention takes as long as this many of a product: it reads its rows from
  /// all over a table.
  static final int COST = 5;

  /// Attention whose heads stand side by side.
  public Attention(int examples, int queries, int keys, int heads, int headWidth) {
    this(examples, queries, keys, heads, headWidth, false);
  }

  /// Columns of keys and values, H·D.
  public int width() {
    return heads * headWidth;
  }

  /// Columns of queries and results.
  public int queryWidth() {
    return summed ? headWidth : width();
  }

  /// Columns from one head to the next in a row of queries or of results.
  public int queryStep() {
    return summed ? 0 : headWidth;
  }

  /// Operations of a matrix product that take as long as these scores, or as a mixture.
  public long work() {
    return 2L * COST * examples * queries * keys * width();
  }

  /// The same attention for other query positions.
  public Attention withQueries(int count) {
    return new Attention(examples, count, keys, heads, headWidth, summed);
  }
}
