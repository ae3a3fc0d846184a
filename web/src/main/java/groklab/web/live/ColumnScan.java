package groklab.web.live;

import groklab.lab.probe.Probe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// A few columns of `metrics.jsonl`, found by their keys without parsing the rest: a thousand runs
/// are read in the time that parsing a few of them would take.
///
/// @param steps of the probes
/// @param columns one array per measure asked for, NaN where it was not taken or is not finite
record ColumnScan(long[] steps, List<double[]> columns) {
  private static final int SAMPLED = 12;
  private static final Pattern KEY = Pattern.compile("\"([A-Za-z0-9_.-]{1,120})\":");

  /// Reads the file; one that does not exist has no probes.
  static ColumnScan of(Path metrics, String... measures) {
    if (!Files.exists(metrics)) {
      return new ColumnScan(new long[0], Arrays.stream(measures).map(m -> new double[0]).toList());
    }
    try {
      return scan(Files.readAllBytes(metrics), measures);
    } catch (IOException e) {
      throw new UncheckedIOException("The metrics of a run cannot be read", e);
    }
  }

  /// The measures of a run, as far as some of its lines tell: the first and the last, and a few
  /// between them.
  static List<String> measures(Path metrics) {
    if (!Files.exists(metrics)) {
      return List.of();
    }
    try (var lines = Files.lines(metrics)) {
      var all = lines.toList();
      var names = new TreeSet<String>();
      for (int i = 0; i < SAMPLED && !all.isEmpty(); i++) {
        String line = all.get(i * (all.size() - 1) / (SAMPLED - 1));
        KEY.matcher(line).results().map(found -> found.group(1)).forEach(names::add);
      }
      names.remove(Probe.STEP);
      return List.copyOf(names);
    } catch (IOException e) {
      throw new UncheckedIOException("The metrics of a run cannot be read", e);
    }
  }

  private static ColumnScan scan(byte[] bytes, String... measures) {
    int lines = 0;
    for (byte b : bytes) {
      lines += b == '\n' ? 1 : 0;
    }
    byte[] stepKey = key(Probe.STEP);
    byte[][] keys = Arrays.stream(measures).map(ColumnScan::key).toArray(byte[][]::new);
    long[] steps = new long[lines];
    double[][] columns = new double[keys.length][lines];
    int from = 0;
    for (int line = 0; line < lines; line++) {
      int to = from;
      while (bytes[to] != '\n') {
        to++;
      }
      steps[line] = (long) value(bytes, from, to, stepKey);
      for (int k = 0; k < keys.length; k++) {
        columns[k][line] = value(bytes, from, to, keys[k]);
      }
      from = to + 1;
    }
    return new ColumnScan(steps, List.of(columns));
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
