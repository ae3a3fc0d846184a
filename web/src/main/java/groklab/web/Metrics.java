package groklab.web;

import groklab.lab.probe.Probe;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The probes of a run as columns. A column may lack values: not every measure is taken at every probe.
///
/// @param steps the steps of the probes, strictly increasing, from 0
/// @param columns measure name to column, in the order in which the names first appear
public record Metrics(long[] steps, SequencedMap<String, Column> columns) {

  /// One measure over all probes of its run.
  ///
  /// @param values one value per probe; meaningless where `measured` is clear
  /// @param measured the probes at which the measure was taken; a measured value may be NaN or infinite
  public record Column(double[] values, BitSet measured) {

    /// The value at a probe if it was measured and is finite.
    public boolean isFinite(int probe) {
      return measured.get(probe) && Double.isFinite(values[probe]);
    }

    /// The last measured value.
    public Optional<Double> last() {
      int probe = measured.previousSetBit(values.length - 1);
      return probe < 0 ? Optional.empty() : Optional.of(values[probe]);
    }

    /// The probes at which the measured value is NaN or infinite.
    int[] notFinite() {
      return measured.stream().filter(probe -> !Double.isFinite(values[probe])).toArray();
    }

    private static Column empty(int probes) {
      return new Column(new double[probes], new BitSet(probes));
    }

    private void put(int probe, double value) {
      values[probe] = value;
      measured.set(probe);
    }

    Column select(int[] probes) {
      var chosen = new double[probes.length];
      var present = new BitSet(probes.length);
      for (int i = 0; i < probes.length; i++) {
        chosen[i] = values[probes[i]];
        present.set(i, measured.get(probes[i]));
      }
      return new Column(chosen, present);
    }
  }

  /// Number of probes.
  public int size() {
    return steps.length;
  }

  public boolean isEmpty() {
    return steps.length == 0;
  }

  /// The step of the last probe, -1 when there is none.
  public long lastStep() {
    return isEmpty() ? -1 : steps[steps.length - 1];
  }

  public Optional<Column> column(String name) {
    return Optional.ofNullable(columns.get(name));
  }

  /// Whether the run measured anything on data it was not trained on.
  public boolean hasValidation() {
    return columns.keySet().stream().anyMatch(name -> name.startsWith("validation."));
  }

  Metrics select(int[] probes) {
    var chosen = new LinkedHashMap<String, Column>();
    columns.forEach((name, column) -> chosen.put(name, column.select(probes)));
    return new Metrics(Arrays.stream(probes).mapToLong(probe -> steps[probe]).toArray(), chosen);
  }

  /// The columns of probes.
  ///
  /// @param probes in ascending steps
  static Metrics of(List<Probe> probes) {
    var columns = new LinkedHashMap<String, Column>();
    for (int i = 0; i < probes.size(); i++) {
      int probe = i;
      probes
          .get(i)
          .values()
          .forEach((name, value) ->
              columns.computeIfAbsent(name, any -> Column.empty(probes.size())).put(probe, value));
    }
    var steps = probes.stream().mapToLong(Probe::step).toArray();
    return new Metrics(steps, Collections.unmodifiableSequencedMap(columns));
  }
}
