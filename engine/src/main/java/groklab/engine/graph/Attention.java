package groklab.engine.graph;

/// The sizes of an attention operation: E examples, each with Q query rows and T key rows, H heads of width D.
/// Queries, keys and values have H·D columns; scores and weights have H·T columns.
public record Attention(int examples, int queries, int keys, int heads, int headWidth) {

  /// H·D
  public int width() {
    return heads * headWidth;
  }

  /// The same attention for other query positions.
  public Attention withQueries(int count) {
    return new Attention(examples, count, keys, heads, headWidth);
  }
}
