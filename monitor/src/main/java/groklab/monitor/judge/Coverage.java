package groklab.monitor.judge;

import java.util.Comparator;
import java.util.List;

/// Whether intervals hold what they say, where some runs ended before they generalised.
///
/// Each forecast is a distribution, and F is the chance that it gave to T_grok coming by the step
/// at which it came. If forecasts are right, F is spread evenly over (0, 1). Of a run that has not
/// generalised it is known that its F is above that of its last step: it is censored there, and
/// the distribution of F is estimated after Kaplan and Meier.
final class Coverage {
  private Coverage() {}

  /// @param chance F
  /// @param generalised or censored
  record Place(double chance, boolean generalised) {}

  /// The share of runs whose F lies in an interval.
  ///
  /// @return NaN where no run was watched as far as `high`
  static double between(List<Place> places, double low, double high) {
    boolean watched = places.stream().anyMatch(each -> each.chance >= high);
    return watched ? survival(places, low) - survival(places, high) : Double.NaN;
  }

  /// The share of runs whose F is at most a value.
  ///
  /// @return NaN where no run was watched as far
  static double below(List<Place> places, double value) {
    boolean watched = places.stream().anyMatch(each -> each.chance >= value);
    return watched ? 1 - survival(places, value) : Double.NaN;
  }

  /// The estimated share of runs with F above a value.
  private static double survival(List<Place> places, double value) {
    List<Place> sorted =
        places.stream()
            .sorted(
                Comparator.comparingDouble(Place::chance).thenComparing(each -> !each.generalised))
            .toList();
    double left = 1;
    for (int i = 0; i < sorted.size() && sorted.get(i).chance <= value; i++) {
      if (sorted.get(i).generalised) {
        left *= 1 - 1.0 / (sorted.size() - i);
      }
    }
    return left;
  }
}
