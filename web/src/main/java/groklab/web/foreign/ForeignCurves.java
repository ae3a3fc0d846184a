package groklab.web.foreign;

import groklab.lab.probe.Probe;
import groklab.monitor.log.Series;
import groklab.monitor.series.Curves;
import groklab.monitor.series.ValidationSet;
import groklab.web.Thinning;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// The losses and accuracies of a foreign run under the names that our own runs have for them,
/// thinned for drawing on top of others; a few kilobytes. Of several validation sets, the first.
final class ForeignCurves {
  private static final int MOST_POINTS = 200;

  private final Map<String, Curve> curves = new LinkedHashMap<>();

  /// Finite values.
  ///
  /// @param steps increasing
  record Curve(long[] steps, double[] values) {
    private static Curve of(Series series) {
      int[] chosen =
          Arrays.stream(Thinning.choose(series.steps(), List.of(series.values()), MOST_POINTS))
              .filter(i -> Double.isFinite(series.values()[i]))
              .toArray();
      return new Curve(
          IntStream.of(chosen).mapToLong(i -> series.steps()[i]).toArray(),
          IntStream.of(chosen).mapToDouble(i -> series.values()[i]).toArray());
    }
  }

  ForeignCurves(Curves all) {
    Optional<ValidationSet> set = all.validation().stream().findFirst();
    put(Probe.TRAIN_LOSS, all.trainLoss());
    put(Probe.TRAIN_ACCURACY, all.trainAccuracy());
    put(Probe.VALIDATION_LOSS, set.flatMap(ValidationSet::loss));
    put(Probe.VALIDATION_ACCURACY, set.flatMap(ValidationSet::accuracy));
  }

  private void put(String measure, Optional<Series> series) {
    series.ifPresent(each -> curves.put(measure, Curve.of(each)));
  }

  /// Their names.
  List<String> measures() {
    return List.copyOf(curves.keySet());
  }

  Optional<Curve> find(String measure) {
    return Optional.ofNullable(curves.get(measure));
  }
}
