package groklab.web.live;

import groklab.lab.file.RunFileException;
import groklab.lab.probe.Probe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/// A few columns of `metrics.jsonl`, found by their keys without parsing the rest: a thousand runs
/// are read in the time that parsing a few of them would take.
///
/// @param steps of the probes
/// @param columns one array per measure asked for, NaN where it was not taken or is not finite
record ColumnScan(long[] steps, List<double[]> columns) {
  private static final int SAMPLED = 12;
  private static final Pattern KEY = Pattern.compile("\"([A-Za-z0-9_.-]{1,120})\":");

  /// Reads the file; one that does not exist has no probes.
  ///
  /// @throws RunFileException if it is no file of its own, or none of lines
  static ColumnScan of(Path metrics, String... measures) {
    byte[] stepKey = key(Probe.STEP);
    byte[][] keys = Arrays.stream(measures).map(ColumnScan::key).toArray(byte[][]::new);
    var steps = LongStream.builder();
    var columns = Arrays.stream(keys).map(_ -> DoubleStream.builder()).toList();
    try {
      MetricLines.forEach(
          metrics,
          (bytes, from, to) -> {
            steps.add((long) value(bytes, from, to, stepKey));
            for (int k = 0; k < keys.length; k++) {
              columns.get(k).add(value(bytes, from, to, keys[k]));
            }
          });
    } catch (NumberFormatException e) {
      throw new RunFileException(
          "%s is damaged: a value is no number (%s)".formatted(metrics, e.getMessage()));
    }
    return new ColumnScan(
        steps.build().toArray(), columns.stream().map(column -> column.build().toArray()).toList());
  }

  /// The measures of a run, as far as some of its lines tell: the first few, those at which their
  /// number has doubled, and the last.
  static List<String> measures(Path metrics) {
    var names = new TreeSet<String>();
    var last = new String[1];
    int[] count = new int[1];
    MetricLines.forEach(
        metrics,
        (bytes, from, to) -> {
          count[0]++;
          last[0] = new String(bytes, from, to - from, StandardCharsets.UTF_8);
          if (count[0] <= SAMPLED || Integer.bitCount(count[0]) == 1) {
            addNames(last[0], names);
          }
        });
    addNames(Objects.requireNonNullElse(last[0], ""), names);
    names.remove(Probe.STEP);
    return List.copyOf(names);
  }

  private static void addNames(String line, Set<String> names) {
    KEY.matcher(line).results().map(found -> found.group(1)).forEach(names::add);
  }

  private static byte[] key(String measure) {
    return ("\"" + measure + "\":").getBytes(StandardCharsets.UTF_8);
  }

  /// The number after a key; NaN for an absent key, a text ("NaN", "Infinity") and whatever is no
  /// number.
  private static double value(byte[] bytes, int from, int to, byte[] key) {
    int at = find(bytes, from, to, key);
    if (at < 0) {
      return Double.NaN;
    }
    int start = at + key.length;
    int end = start;
    while (end < to && bytes[end] != ',' && bytes[end] != '}') {
      end++;
    }
    var text = new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
    return text.startsWith("\"") ? Double.NaN : Double.parseDouble(text);
  }

  private static int find(byte[] bytes, int from, int to, byte[] key) {
    int last = to - key.length;
    for (int i = from; i <= last; i++) {
      if (bytes[i] == '"' && Arrays.equals(bytes, i, i + key.length, key, 0, key.length)) {
        return i;
      }
    }
    return -1;
  }

  /// At most about 4·`buckets` probes: of each bucket on log(step + 1) the first, the last, and the
  /// ones with the smallest and the largest value of the column.
  int[] thinned(double[] column, int buckets) {
    if (steps.length <= 4 * buckets) {
      int[] all = new int[steps.length];
      Arrays.setAll(all, i -> i);
      return all;
    }
    int[] chosen = new int[steps.length];
    int count = 0;
    double width = Math.log1p((double) steps[steps.length - 1]) / buckets;
    for (int start = 0; start < steps.length; ) {
      int bucket = (int) (Math.log1p((double) steps[start]) / width);
      int end = start;
      int low = start;
      int high = start;
      while (end < steps.length && (int) (Math.log1p((double) steps[end]) / width) == bucket) {
        low = column[end] < column[low] ? end : low;
        high = column[end] > column[high] ? end : high;
        end++;
      }
      int[] four = {start, low, high, end - 1};
      Arrays.sort(four);
      for (int i = 0; i < four.length; i++) {
        if (i == 0 || four[i] != four[i - 1]) {
          chosen[count++] = four[i];
        }
      }
      start = end;
    }
    return Arrays.copyOf(chosen, count);
  }
}
