package groklab.catalog.check;

import groklab.study.store.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The runs of experiments.
///
/// @param runs of each experiment, by seed
public record Evidence(Map<String, List<Row>> runs) {
  public Evidence {
    runs = Collections.unmodifiableMap(new LinkedHashMap<>(runs));
  }

  /// What a reading says of each run of an experiment that came to its end.
  List<Double> values(String experiment, Reading reading) {
    List<Double> values = new ArrayList<>();
    for (Row row : of(experiment)) {
      if (row.end() instanceof Row.End.Finished done) {
        values.add(reading.of(done));
      }
    }
    return values;
  }

  /// Why runs of an experiment failed, or that some have not been run; empty = all are there.
  String missing(String experiment, int wanted) {
    long ended = values(experiment, Reading.STEPS).size();
    if (ended >= wanted) {
      return "";
    }
    return of(experiment).stream()
        .flatMap(row ->
            row.end() instanceof Row.End.Failed(String cause) ? Stream.of(cause) : Stream.empty())
        .findFirst()
        .map(cause -> "%d of %d runs ended; one failed: %s".formatted(ended, wanted, cause))
        .orElse("%d of %d runs ended".formatted(ended, wanted));
  }

  private List<Row> of(String experiment) {
    return runs.getOrDefault(experiment, List.of());
  }

  /// How many there are of an experiment, failed ones among them.
  int size(String experiment) {
    return of(experiment).size();
  }

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }
}
