package groklab.web;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

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

  /// Collects lines of a metrics file. A step that is recorded again (a run that was killed after its last checkpoint
  /// repeats some probes when it is resumed) replaces the earlier record.
  static final class Builder {
    private final TreeMap<Long, Map<String, Double>> lines = new TreeMap<>();
    private final SequencedMap<String, Boolean> names = new LinkedHashMap<>();
    private int repeated;
    private int changed;

    void add(long step, Map<String, Double> values) {
      values.keySet().forEach(name -> names.putIfAbsent(name, true));
      var earlier = lines.put(step, values);
      if (earlier != null) {
        repeated++;
        if (!Objects.equals(earlier, values)) {
          changed++;
        }
      }
    }

    int repeated() {
      return repeated;
    }

    int changed() {
      return changed;
    }

    Metrics build() {
      var columns = new LinkedHashMap<String, Column>();
      for (String name : names.keySet()) {
        var values = new double[lines.size()];
        var measured = new BitSet(lines.size());
        int probe = 0;
        for (var line : lines.values()) {
          Double value = line.get(name);
          if (value != null) {
            values[probe] = value;
            measured.set(probe);
          }
          probe++;
        }
        columns.put(name, new Column(values, measured));
      }
      var steps = lines.keySet().stream().mapToLong(Long::longValue).toArray();
      return new Metrics(steps, Collections.unmodifiableSequencedMap(columns));
    }
  }
}
