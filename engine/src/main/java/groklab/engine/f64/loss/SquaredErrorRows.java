package groklab.engine.f64.loss;

import groklab.engine.f64.loop.DoubleReductions;
import groklab.engine.f64.loop.DoubleSpans;
import groklab.engine.f64.plain.PlainDoubleReductions;
import groklab.engine.f64.plain.PlainDoubleSpans;
import groklab.engine.f64.simd.SimdDoubleReductions;
import groklab.engine.f64.simd.SimdDoubleSpans;
import groklab.engine.kernel.BinaryKind;
import groklab.engine.kernel.LossPrecision;
import groklab.engine.kernel.PlainRoundedSpans;
import groklab.engine.kernel.RoundedSpans;
import groklab.engine.kernel.Rounding;
import groklab.engine.kernel.SimdRoundedSpans;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The squared error of one row in a chosen precision.
///
/// With d_j = z_j − t_j over the c columns of the row: loss = (Σ d_j²)/c (row reduction of 16
/// lanes) and slope_j = d_j/(c/2). In FLOAT64 the lanes are chains of fused multiply-adds, and
/// slope_j = d_j·(2/c). In FLOAT16, BFLOAT16 and FLOAT32 z and t are rounded to the format first.
/// Then every difference, square, addition and quotient is computed in double precision and rounded
/// to the format, which is the format's own correctly rounded result. The number of columns is not
/// rounded. A sum of squares beyond the format's range, from 65520 in FLOAT16, is infinite.
///
/// Rows are padded with zeros to a multiple of 16, which add nothing. Not for a softmax: see
/// [LossRows].
public final class SquaredErrorRows {
  private final DoubleSpans spans;
  private final DoubleReductions reductions;
  private final RoundedSpans rounded;

  private SquaredErrorRows(DoubleSpans spans, DoubleReductions reductions, RoundedSpans rounded) {
    this.spans = spans;
    this.reductions = reductions;
    this.rounded = rounded;
  }

  /// In plain Java.
  public static SquaredErrorRows plain() {
    return new SquaredErrorRows(
        PlainDoubleSpans.INSTANCE, PlainDoubleReductions.INSTANCE, new PlainRoundedSpans());
  }

  /// With the Vector API.
  public static SquaredErrorRows simd() {
    return new SquaredErrorRows(
        new SimdDoubleSpans(), new SimdDoubleReductions(), new SimdRoundedSpans());
  }

  /// Where the targets of a row of `cols` columns are in the block's z; its outputs are from 0 on.
  public static int targets(int cols) {
    return LossRows.stride(cols);
  }

  /// Replaces the outputs by the differences d.
  public void subtract(LossBlock block) {
    double[] z = block.z;
    int n = LossRows.stride(block.cols);
    Rounding format = format(block.precision);
    Arrays.fill(z, block.cols, n, 0);
    Arrays.fill(z, n + block.cols, 2 * n, 0);
    if (format != null) {
      rounded.round(format, z, 0, 2 * n);
    }
    spans.binary(BinaryKind.SUBTRACT, z, 0, z, 0, z, n, n);
    if (format != null) {
      rounded.round(format, z, 0, n);
    }
  }

  /// The loss of the differences, which stay.
  public double loss(LossBlock block) {
    double[] z = block.z;
    int n = LossRows.stride(block.cols);
    Rounding format = format(block.precision);
    if (format == null) {
      return reductions.dot(z, 0, z, 0, n) / block.cols;
    }
    spans.binary(BinaryKind.MULTIPLY, z, n, z, 0, z, 0, n);
    rounded.round(format, z, n, n);
    return format.round(rounded.sum(format, z, n, n, 2 * n) / block.cols);
  }

  /// Replaces the differences by the gradient of the loss with respect to the outputs.
  public void slope(LossBlock block) {
    double[] z = block.z;
    int n = LossRows.stride(block.cols);
    double half = block.cols / 2.0;
    Rounding format = format(block.precision);
    if (format == null) {
      spans.binaryScalar(BinaryKind.MULTIPLY, z, 0, z, 0, 1 / half, n);
    } else {
      spans.binaryScalar(BinaryKind.DIVIDE, z, 0, z, 0, half, n);
      rounded.round(format, z, 0, n);
    }
  }

  /// What numbers are rounded to; null for FLOAT64.
  private static @Nullable Rounding format(LossPrecision precision) {
    return switch (precision) {
      case FLOAT16 -> Rounding.FLOAT16;
      case BFLOAT16 -> Rounding.BFLOAT16;
      case FLOAT32 -> Rounding.FLOAT32;
      case FLOAT64 -> null;
    };
  }
}
