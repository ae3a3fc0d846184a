package groklab.web.sweep;

import groklab.web.Thinning;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;

/// The two curves of a run that the page of a sweep draws.
///
/// @param steps of its probes, increasing, below 2³²
/// @param train accuracy at each probe, in [0, 1], NaN where it was not measured
/// @param validation likewise
public record Curves(long[] steps, double[] train, double[] validation) {
  /// A run without probes.
  public static final Curves NONE = new Curves(new long[0], new double[0], new double[0]);

  private static final int MISSING = 0xffff;
  private static final int WHOLE = 0xfffe;
  private static final int BYTES = 8;

  public Curves {
    if (train.length != steps.length || validation.length != steps.length) {
      throw new IllegalArgumentException(
          "%d steps, %d and %d values; expected as many of each"
              .formatted(steps.length, train.length, validation.length));
    }
  }

  /// Thinned and packed, base64: for each point its step as an unsigned 32-bit number, little
  /// endian, then both values as 16-bit numbers, of which 65534 is 1 and 65535 means that there is
  /// none.
  ///
  /// @param most points, about
  String packed(int most) {
    int[] chosen = Thinning.choose(steps, List.of(train, validation), most);
    var bytes = ByteBuffer.allocate(BYTES * chosen.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int i : chosen) {
      bytes.putInt((int) steps[i]);
      bytes.putShort(packed(train[i]));
      bytes.putShort(packed(validation[i]));
    }
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  private static short packed(double value) {
    return (short)
        (Double.isNaN(value) ? MISSING : Math.round(Math.clamp(value, 0.0, 1.0) * WHOLE));
  }
}
