package groklab.bench.time;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.statistics.descriptive.Median;

/// Smallest, middle and largest of some measurements. Of an even number, the median is the mean of
/// the two in the middle.
public record Spread(double min, double median, double max) {

  /// @throws IllegalArgumentException if there is nothing to summarise
  public static Spread of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("the spread of no measurements is not defined");
    }
    return new Spread(
        Arrays.stream(values).min().orElseThrow(),
        Median.withDefaults().withCopy(true).evaluate(values),
        Arrays.stream(values).max().orElseThrow());
  }

  public Map<String, Object> toJson() {
    var json = new LinkedHashMap<String, Object>();
    json.put("min", min);
    json.put("median", median);
    json.put("max", max);
    return json;
  }
}
