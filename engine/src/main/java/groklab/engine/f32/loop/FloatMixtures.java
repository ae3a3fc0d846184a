package groklab.engine.f32.loop;

import org.jspecify.annotations.Nullable;

/// The weighted sums of rows that attention is made of.
public interface FloatMixtures {

  /// For each head h and d < width: y[h·width + d] = Σ_s
  /// w[wo + h·wHeadStride + s·wStride]·x[row(s)·xRow + h·xHeadStep + d], one chain of fused
  /// multiply-adds in s order from 0, s < count; row(s) is index[io + s], or io + s without index
  void mixRows(
      float[] y,
      int yo,
      float[] w,
      int wo,
      int wHeadStride,
      int wStride,
      float[] x,
      int xo,
      int xRow,
      int xHeadStep,
      int @Nullable [] index,
      int io,
      int count,
      int heads,
      int width);

  /// For each d < width: y[d] = Σ_s Σ_h w[wo + h·count + s]·x[row(s)·H·width + h·width + d], one
  /// chain of fused multiply-adds in that order from 0, s < count; rows as for [#mixRows]
  void mixHeads(
      float[] y,
      int yo,
      float[] w,
      int wo,
      float[] x,
      int xo,
      int @Nullable [] index,
      int io,
      int count,
      int heads,
      int width);

  /// For each head h and d in [from, to): y[h·yHeadStep + d] = Σ_j Σ_i
  /// w[((e·Q + i)·H + h)·T + t]·x[(e·Q + i)·xRow + h·xHeadStep + d], one chain of fused
  /// multiply-adds in that order from 0, for j in [first, end) and i < Q, where order[j] = e·T + t;
  /// Q are the queries, T the keys
  void addMixtures(
      float[] y,
      int yo,
      int yHeadStep,
      float[] w,
      int wo,
      float[] x,
      int xo,
      int xRow,
      int xHeadStep,
      int[] order,
      int first,
      int end,
      int queries,
      int keys,
      int heads,
      int from,
      int to);
}
