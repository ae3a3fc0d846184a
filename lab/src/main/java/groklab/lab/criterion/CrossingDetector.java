package groklab.lab.criterion;

import java.util.OptionalLong;
import java.util.function.DoublePredicate;

/// Finds a [Crossing] value by value. What it says after any of them follows from the values so
/// far; so "stable" can be taken back by a later one.
public final class CrossingDetector {
  private final DoublePredicate isReached;
  private final int stability;
  private OptionalLong first = OptionalLong.empty();
  private OptionalLong upSince = OptionalLong.empty();
  private OptionalLong last = OptionalLong.empty();
  private int upProbes;

  /// @param isReached whether a value is at the threshold or beyond it; must not hold for NaN
  /// @param stability probes in a row from which on a crossing counts as stable
  public CrossingDetector(DoublePredicate isReached, int stability) {
    this.isReached = isReached;
    this.stability = stability;
  }

  /// @param step above the step of the probe before
  /// @param value NaN counts as not reached
  /// @throws IllegalArgumentException if the steps do not ascend
  public void accept(long step, double value) {
    last.ifPresent(before -> Ascending.check(before, step));
    last = OptionalLong.of(step);
    if (!isReached.test(value)) {
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
    var stable = upProbes >= stability ? upSince : OptionalLong.empty();
    return new Crossing(first, stable, last);
  }
}
