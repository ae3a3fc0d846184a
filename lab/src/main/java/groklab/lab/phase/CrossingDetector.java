package groklab.lab.phase;

import java.util.OptionalLong;

/// Finds a [Crossing] probe by probe. What it says after any probe is what [Crossing#of] says of
/// the probes so far; so "stable" can be taken back by a later probe.
public final class CrossingDetector {
  /// Probes that a value must stay up before a crossing counts as stable.
  public static final int STABLE_PROBES = 3;

  private final double threshold;
  private OptionalLong first = OptionalLong.empty();
  private OptionalLong upSince = OptionalLong.empty();
  private OptionalLong last = OptionalLong.empty();
  private int upProbes;

  public CrossingDetector(double threshold) {
    this.threshold = threshold;
  }

  /// @param step above the step of the probe before
  /// @param value NaN counts as below the threshold
  /// @throws IllegalArgumentException if the steps do not ascend
  public void accept(long step, double value) {
    last.ifPresent(before -> Ascending.check(before, step));
    last = OptionalLong.of(step);
    if (!(value >= threshold)) {
      upSince = OptionalLong.empty();
      upProbes = 0;
      return;
    }
    if (first.isEmpty()) {
      first = OptionalLong.of(step);
    }
    if (upSince.isEmpty()) {
      upSince = OptionalLong.of(step);
    }
    upProbes++;
  }

  public Crossing crossing() {
    var stable = upProbes >= STABLE_PROBES ? upSince : OptionalLong.empty();
    return new Crossing(first, stable, last);
  }
}
