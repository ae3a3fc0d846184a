package groklab.engine.f32.rows;

import groklab.engine.f32.loop.FloatMatrix;
import groklab.engine.f32.loop.FloatMixtures;
import groklab.engine.f32.loop.FloatReductions;
import groklab.engine.graph.Attention;

/// Scores and mixtures of attention.
///
/// Letters: E examples, Q queries and T keys per example, H heads, D width of a head. A call
/// computes some of the examples; the other sizes are those of the shape. Rows of q, x, z: (e,i),
/// i < Q, H·D columns, or D columns for all heads where these are summed. Rows of k, v: (e,t),
/// t < T, H·D columns. Weights and scores: row (e,i), H·T columns (h,t). q, k, v and x may be
/// chosen through an index.
public final class FloatAttention {
  private final FloatReductions reductions;
  private final FloatMixtures mixtures;

  public FloatAttention(FloatReductions reductions, FloatMixtures mixtures) {
    this.reductions = reductions;
    this.mixtures = mixtures;
  }

  /// s[(e,i),(h,t)] = Σ_d q[(e,i),h,d]·k[(e,t),h,d], a row reduction whose lanes are chains of
  /// fused multiply-adds
  public void scores(FloatMatrix s, FloatMatrix q, FloatMatrix k, Attention shape) {
    int queries = shape.queries();
    int keys = shape.keys();
    int heads = shape.heads();
    int width = shape.headWidth();
    int qStep = shape.queryStep();
    for (int row = 0; row < s.rows; row++) {
      int key = row / queries * keys;
      int qRow = q.row(row);
      int sRow = s.offset + row * heads * keys;
      for (int t = 0; t < keys; t++) {
        reductions.dots(
            s.array, sRow + t, keys, q.array, qRow, qStep, k.array, k.row(key + t), heads, width);
      }
    }
  }

  /// z[(e,i),h,d] = Σ_t a[(e,i),(h,t)]·v[(e,t),h,d], one chain of fused multiply-adds in t order
  /// from 0
  public void mix(FloatMatrix z, FloatMatrix a, FloatMatrix v, Attention shape) {
    int queries = shape.queries();
    int keys = shape.keys();
    int heads = shape.heads();
    int width = shape.headWidth();
    int base = v.index == null ? 0 : v.first;
    for (int row = 0; row < z.rows; row++) {
      int to = z.offset + row * shape.queryWidth();
      int weights = a.offset + row * heads * keys;
      int key = base + row / queries * keys;
      if (shape.summed()) {
        mixtures.mixHeads(
            z.array, to, a.array, weights, v.array, v.offset, v.index, key, keys, heads, width);
      } else {
        mixtures.mixRows(
            z.array,
            to,
            a.array,
            weights,
            keys,
            1,
            v.array,
            v.offset,
            shape.width(),
            width,
            v.index,
            key,
            keys,
            heads,
            width);
      }
    }
  }

  /// z[(e,t),h,d] = Σ_i a[(e,i),(h,t)]·x[(e,i),h,d], one chain of fused multiply-adds in i order
  /// from 0
  public void mixTransposed(FloatMatrix z, FloatMatrix a, FloatMatrix x, Attention shape) {
    int queries = shape.queries();
    int keys = shape.keys();
    int weightsRow = shape.heads() * keys;
    int base = x.index == null ? 0 : x.first;
    for (int row = 0; row < z.rows; row++) {
      int example = row / keys;
      mixtures.mixRows(
          z.array,
          z.offset + row * shape.width(),
          a.array,
          a.offset + example * queries * weightsRow + row - example * keys,
          keys,
          weightsRow,
          x.array,
          x.offset,
          shape.queryWidth(),
          shape.queryStep(),
          x.index,
          base + example * queries,
          queries,
          shape.heads(),
          shape.headWidth());
    }
  }

  /// table[r,h,d] = Σ_(e,t) Σ_i a[(e,i),(h,t)]·x[(e,i),h,d] over the pairs e·T + t in
  /// order[starts[r] .. starts[r+1]), one chain of fused multiply-adds in that order from 0: rows
  /// of a transposed mixture added up by table row, without being made.
  ///
  /// @param table some rows, with as many columns of each head as are computed
  /// @param from the first of those columns of each head
  public void scatter(
      FloatMatrix table,
      FloatMatrix a,
      FloatMatrix x,
      int[] starts,
      int[] order,
      int from,
      Attention shape) {
    for (int r = 0; r < table.rows; r++) {
      mixtures.addMixtures(
          table.array,
          table.offset + r * shape.width(),
          shape.headWidth(),
          a.array,
          a.offset,
          x.array,
          x.offset,
          shape.queryWidth(),
          shape.queryStep(),
          order,
          starts[table.first + r],
          starts[table.first + r + 1],
          shape.queries(),
          shape.keys(),
          shape.heads(),
          from,
          from + table.cols);
    }
  }
}
