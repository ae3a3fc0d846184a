package groklab.monitor.diagnosis;

import groklab.lab.probe.Probe;
import groklab.monitor.log.Series;
import groklab.monitor.series.Curves;
import groklab.monitor.series.ValidationSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// A log as probes, which the detectors of phases read.
///
/// Where the training set is logged more than three times as often as the validation set, its
/// numbers are those of single batches: then a probe stands where validation was logged, with the
/// mean over the steps since the one before, and the highest loss of these beside it.
///
/// Where no training accuracy was logged, the loss bounds it: whoever gets an example wrong has
/// given the right answer at most half of the probability, which costs at least ln 2, so the
/// accuracy is at least 1 − loss / ln 2 (cross-entropy in nats).
final class ForeignProbes {
  private static final int DENSE = 3;
  private static final double LN2 = StrictMath.log(2);

  private final Curves curves;
  private final Optional<ValidationSet> set;

  ForeignProbes(Curves curves, Optional<ValidationSet> set) {
    this.curves = curves;
    this.set = set;
  }

  /// Whether the training accuracy is a bound.
  boolean isBound() {
    return curves.trainAccuracy().isEmpty()
        && curves.trainLoss().isPresent()
        && set.map(each -> each.accuracy().isPresent()).orElse(false)
        && !isSquared(curves.trainLoss().orElseThrow());
  }

  private static boolean isSquared(Series loss) {
    return loss.name().toLowerCase(java.util.Locale.ROOT).contains("mse");
  }

  /// Whether training numbers are means over several logged ones.
  boolean isAveraged() {
    int unseen = validation().mapToInt(Series::size).max().orElse(0);
    return unseen > 0 && training().mapToInt(Series::size).max().orElse(0) > DENSE * unseen;
  }

  private Stream<Series> validation() {
    return set.stream()
        .flatMap(each -> Stream.concat(each.loss().stream(), each.accuracy().stream()));
  }

  private Stream<Series> training() {
    return Stream.concat(curves.trainLoss().stream(), curves.trainAccuracy().stream());
  }

  List<Probe> probes() {
    boolean averaged = isAveraged();
    Stream<Series> where = averaged ? validation() : Stream.concat(validation(), training());
    long[] steps =
        where.flatMapToLong(each -> LongStream.of(each.steps())).sorted().distinct().toArray();
    List<Probe> probes = new ArrayList<>();
    long before = -1;
    for (long step : steps) {
      SequencedMap<String, Double> values = new LinkedHashMap<>();
      long from = averaged ? before : step - 1;
      train(from, step, averaged, values);
      set.flatMap(ValidationSet::loss).ifPresent(s -> at(s, step, Probe.VALIDATION_LOSS, values));
      set.flatMap(ValidationSet::accuracy)
          .ifPresent(s -> at(s, step, Probe.VALIDATION_ACCURACY, values));
      probes.add(new Probe(step, values));
      before = step;
    }
    return probes;
  }

  private void train(long from, long step, boolean averaged, SequencedMap<String, Double> values) {
    curves
        .trainLoss()
        .ifPresent(series -> {
          put(Probe.TRAIN_LOSS, mean(series, from, step), values);
          if (averaged) {
            put(Probe.TRAIN_LOSS_MAX, series.highest(from, step), values);
          }
          if (isBound()) {
            double bound = 1 - mean(series, from, step) / LN2;
            put(Probe.TRAIN_ACCURACY, Math.max(0, bound), values);
          }
        });
    curves
        .trainAccuracy()
        .ifPresent(series -> put(Probe.TRAIN_ACCURACY, mean(series, from, step), values));
  }

  /// A loss that was not finite is not hidden behind those that were.
  private static double mean(Series series, long from, long to) {
    double mean = series.mean(from, to);
    double highest = series.highest(from, to);
    return Double.isNaN(highest) || Double.isInfinite(highest) ? highest : mean;
  }

  private static void at(
      Series series, long step, String measure, SequencedMap<String, Double> values) {
    int index = Arrays.binarySearch(series.steps(), step);
    if (index >= 0) {
      values.put(measure, series.values()[index]);
    }
  }

  private static void put(String measure, double value, SequencedMap<String, Double> values) {
    if (!Double.isNaN(value)) {
      values.put(measure, value);
    }
  }
}
