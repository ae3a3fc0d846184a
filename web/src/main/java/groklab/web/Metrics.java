package groklab.web;

import groklab.lab.probe.Probe;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/// The probes of a run as columns. A column may lack values: not every measure is taken at every
/// probe. Does not change; [Growing] makes one of a run that goes on as often as it is asked,
/// without copying what is in it.
///
/// Of a run with more than [#MOST] probes, far more than a schedule takes, every second, every
/// fourth, ... is kept, so that a file of any size takes bounded memory.
public final class Metrics {
  /// Beyond so many probes every second one is dropped.
  static final int MOST = 20_000;

  private final long[] steps;
  private final int size;
  private final int oneIn;
  private final SequencedMap<String, Column> columns;

  private Metrics(long[] steps, int size, int oneIn, SequencedMap<String, Column> columns) {
    this.steps = steps;
    this.size = size;
    this.oneIn = oneIn;
    this.columns = Collections.unmodifiableSequencedMap(columns);
  }

  /// One measure over all probes of its run.
  public static final class Column {
    private double[] values;
    private boolean[] measured;
    private int last = -1;
    private int notFinite;
    private int firstNotFinite = -1;

    private Column(int probes) {
      values = new double[probes];
      measured = new boolean[probes];
    }

    /// The same values, as many as there are now: a growing column writes behind them or into a
    /// longer copy.
    private Column(Column growing) {
      values = growing.values;
      measured = growing.measured;
      last = growing.last;
      notFinite = growing.notFinite;
      firstNotFinite = growing.firstNotFinite;
    }

    /// Whether the measure was taken at a probe; its value may be NaN or infinite.
    public boolean isMeasured(int probe) {
      return probe <= last && measured[probe];
    }

    /// The value at a probe if it was measured and is finite.
    public boolean isFinite(int probe) {
      return isMeasured(probe) && Double.isFinite(values[probe]);
    }

    /// The value at a probe; 0 where the measure was not taken.
    public double value(int probe) {
      return isMeasured(probe) ? values[probe] : 0;
    }

    /// The last measured value.
    public Optional<Double> last() {
      return last < 0 ? Optional.empty() : Optional.of(values[last]);
    }

    /// The last probe at which the measure was taken, -1 if there is none.
    public int lastProbe() {
      return last;
    }

    /// At how many probes the measured value is NaN or infinite.
    int notFinite() {
      return notFinite;
    }

    /// The first of them, -1 if there is none.
    int firstNotFinite() {
      return firstNotFinite;
    }

    private void put(int probe, double value) {
      if (probe >= values.length) {
        int longer = Math.max(probe + 1, 2 * values.length);
        values = Arrays.copyOf(values, longer);
        measured = Arrays.copyOf(measured, longer);
      }
      values[probe] = value;
      measured[probe] = true;
      last = probe;
      if (!Double.isFinite(value)) {
        firstNotFinite = notFinite == 0 ? probe : firstNotFinite;
        notFinite++;
      }
    }

    private Column select(int[] probes) {
      var chosen = new Column(probes.length);
      for (int i = 0; i < probes.length; i++) {
        if (isMeasured(probes[i])) {
          chosen.put(i, values[probes[i]]);
        }
      }
      return chosen;
    }
  }

  /// Probes that more are added to. One thread.
  static final class Growing {
    private static final int FIRST = 64;

    private final int most;
    private long[] steps = new long[FIRST];
    private int size;
    private int oneIn = 1;
    private int skipped;
    private SequencedMap<String, Column> columns = new LinkedHashMap<>();

    Growing() {
      this(MOST);
    }

    /// @param most probes that are kept
    Growing(int most) {
      this.most = most;
    }

    /// @param probe of a later step than those before
    /// @return whether those before were thinned
    boolean add(Probe probe) {
      if (skipped + 1 < oneIn && size > 0) {
        skipped++;
        return false;
      }
      skipped = 0;
      boolean thins = size == most;
      if (thins) {
        thin();
      }
      if (size == steps.length) {
        steps = Arrays.copyOf(steps, 2 * size);
      }
      steps[size] = probe.step();
      probe
          .values()
          .forEach((name, value) ->
              columns.computeIfAbsent(name, any -> new Column(FIRST)).put(size, value));
      size++;
      return thins;
    }

    private void thin() {
      var half = now().select(IntStream.range(0, (size + 1) / 2).map(i -> 2 * i).toArray());
      steps = half.steps;
      size = half.size;
      columns = new LinkedHashMap<>(half.columns);
      oneIn *= 2;
    }

    /// The probes so far. Costs as much as there are measures, however many probes.
    Metrics now() {
      var all = new LinkedHashMap<String, Column>();
      columns.forEach((name, column) -> all.put(name, new Column(column)));
      return new Metrics(steps, size, oneIn, all);
    }
  }

  /// Number of probes.
  public int size() {
    return size;
  }

  /// 1 = all that were recorded are here; n = one in n.
  int oneIn() {
    return oneIn;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  /// The step of a probe; steps are strictly increasing.
  public long step(int probe) {
    return steps[probe];
  }

  /// The steps of all probes.
  public long[] steps() {
    return Arrays.copyOf(steps, size);
  }

  /// The step of the last probe, -1 when there is none.
  public long lastStep() {
    return isEmpty() ? -1 : steps[size - 1];
  }

  /// Measure name to column, in the order in which the names first appear.
  public SequencedMap<String, Column> columns() {
    return columns;
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
    long[] at = Arrays.stream(probes).mapToLong(probe -> steps[probe]).toArray();
    return new Metrics(at, at.length, oneIn, chosen);
  }
}
