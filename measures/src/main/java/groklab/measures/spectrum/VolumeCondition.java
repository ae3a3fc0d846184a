package groklab.measures.spectrum;

import groklab.lab.linear.Numbers;
import java.util.Arrays;

/// The volume condition det X = 1 of WeightWatcher (`detX_constraint`): eigenvalues rescaled to
/// mean 1 are multiplied from the largest downwards until the product falls below 1.
///
/// In the ideal state of the library's theory this set and the tail of [PowerLaw] start at the same
/// eigenvalue. Where only the product of all eigenvalues falls below 1, the library counts all K
/// but names the second smallest as their start; here `smallest` is then the smallest.
///
/// @param count k (`detX_num`), the eigenvalue that pushed the product below 1 included; all of
///     them if none did
/// @param smallest the smallest eigenvalue of the set, in the scale of the input (`detX_val` is
///     rescaled)
public record VolumeCondition(int count, double smallest) {
  /// @param eigenvalues at least one, in any order
  public static VolumeCondition of(double... eigenvalues) {
    if (eigenvalues.length == 0) {
      throw new IllegalArgumentException("no eigenvalues; expected at least one");
    }
    double[] sorted = eigenvalues.clone();
    Arrays.sort(sorted);
    double scale = sorted.length / Numbers.sum(sorted);
    double product = 1;
    for (int i = sorted.length - 1; i >= 0; i--) {
      product *= sorted[i] * scale;
      if (product < 1) {
        return new VolumeCondition(sorted.length - i, sorted[i]);
      }
    }
    return new VolumeCondition(sorted.length, sorted[0]);
  }
}
