package groklab.engine.f64.loss;

import groklab.engine.kernel.DoubleMath;
import groklab.engine.kernel.Rounding;
import org.jspecify.annotations.Nullable;

/// The losses of a class other than the softmax one, in plain Java: see [ClassLossForm.Kind].
///
/// Sums go from the first column to the last. In FLOAT16, BFLOAT16 and FLOAT32 the outputs and each
/// result of an operation are rounded to the format; functions (log, exp) are computed in double
/// precision and rounded once.
final class PlainClassLosses {
  private PlainClassLosses() {}

  /// The loss of row `r` of a block; with `slope` its gradient overwrites the outputs.
  static double row(LossBlock block, int r, boolean slope) {
    double[] z = block.z;
    int from = r * LossRows.stride(block.cols);
    Rounding format = format(block);
    for (int i = from; i < from + block.cols; i++) {
      z[i] = round(format, z[i]);
    }
    return switch (block.form.kind()) {
      case STABLEMAX -> stableMax(z, from, block.cols, block.target(r), format, slope);
      case HINGE -> hinge(z, from, block.cols, block.target(r), format, slope);
      case LOGISTIC -> logistic(z, from, block.cols, block.target(r), format, slope);
      case SOFTMAX, SOFTMAX_LESS_ONE, SOFTMAX_MUTED ->
          throw new IllegalStateException("LossRows computes the softmax losses");
    };
  }

  private static @Nullable Rounding format(LossBlock block) {
    return switch (block.form.precision()) {
      case FLOAT16 -> Rounding.FLOAT16;
      case BFLOAT16 -> Rounding.BFLOAT16;
      case FLOAT32 -> Rounding.FLOAT32;
      case FLOAT64 -> null;
    };
  }

  private static double round(@Nullable Rounding format, double x) {
    return format == null ? x : format.round(x);
  }

  /// s(x); its slope is 1 for x ≥ 0 and s(x)² below.
  private static double stable(double x, @Nullable Rounding f) {
    return x >= 0 ? round(f, x + 1) : round(f, 1 / round(f, 1 - x));
  }

  private static double stableMax(
      double[] z, int from, int n, int target, @Nullable Rounding f, boolean slope) {
    double others = 0;
    for (int j = 0; j < n; j++) {
      if (j != target) {
        others = round(f, others + stable(z[from + j], f));
      }
    }
    double own = stable(z[from + target], f);
    double sum = round(f, others + own);
    double loss = round(f, round(f, DoubleMath.log(sum)) - round(f, DoubleMath.log(own)));
    if (slope) {
      for (int j = 0; j < n; j++) {
        double x = z[from + j];
        double s = stable(x, f);
        double slopeOfS = x >= 0 ? 1 : round(f, s * s);
        z[from + j] =
            j == target
                ? -round(f, round(f, slopeOfS * round(f, others / sum)) / own)
                : round(f, slopeOfS / sum);
      }
    }
    return loss;
  }

  private static double hinge(
      double[] z, int from, int n, int target, @Nullable Rounding f, boolean slope) {
    double own = z[from + target];
    double sum = 0;
    int violated = 0;
    for (int j = 0; j < n; j++) {
      if (j != target) {
        double missing = round(f, round(f, 1 - own) + z[from + j]);
        boolean counts = missing > 0;
        sum = counts ? round(f, sum + missing) : sum;
        violated += counts ? 1 : 0;
        if (slope) {
          z[from + j] = counts ? round(f, 1.0 / n) : 0;
        }
      }
    }
    if (slope) {
      z[from + target] = -round(f, (double) violated / n);
    }
    return round(f, sum / n);
  }

  private static double logistic(
      double[] z, int from, int n, int target, @Nullable Rounding f, boolean slope) {
    double sum = 0;
    for (int j = 0; j < n; j++) {
      double x = z[from + j];
      double small = round(f, DoubleMath.exp(-Math.abs(x)));
      double tail = round(f, StrictMath.log1p(small));
      // −log p of what is the case: class j, or not class j
      double lead = j == target ? Math.max(-x, 0) : Math.max(x, 0);
      sum = round(f, sum + round(f, lead + tail));
      if (slope) {
        double whole = round(f, 1 + small);
        boolean wrongSide = j == target ? x < 0 : x > 0;
        double missed = wrongSide ? round(f, 1 / whole) : round(f, small / whole);
        z[from + j] = (j == target ? -1 : 1) * round(f, missed / n);
      }
    }
    return round(f, sum / n);
  }
}
