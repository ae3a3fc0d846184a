package groklab.bench.time;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// Smallest, middle and largest of some measurements. Of an even number, the median is the mean of
/// the two in the middle.
public record Spread(double min, double median, double max) {

  /// @throws IllegalArgumentException if there is nothing to summarise
  public static Spread of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("the spread of no measurements is not defined");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    return new Spread(sorted[0], (sorted[(n - 1) / 2] + sorted[n / 2]) / 2, sorted[n - 1]);
  }

  public Map<String, Object> toJson() {
    var json = new LinkedHashMap<String, Object>();
    json.put("min", min);
    json.put("median", median);
    json.put("max", max);
    return json;
  }
}
